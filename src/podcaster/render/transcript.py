"""Transcripts: WebVTT for podcast apps, HTML for people and search engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap
from typing import Final

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.transcript import Cue, Transcript
from podcaster.render.characters import printable
from podcaster.render.times import clock, html_duration, vtt_time
from podcaster.settings import Settings

#: Longest line of a cue; players break longer ones where they like.
LINE_WIDTH: Final = 65

#: A paragraph in which one voice goes on for longer is broken, so that times stay near the words.
PARAGRAPH_S: Final = 30.0

#: A cue ends this much later than it starts at least; WebVTT knows no empty ones.
SHORTEST_CUE_S: Final = 0.001

#: Blanks that stand for nothing but a blank; a protected one (U+00A0) is meant.
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True)
class Edition:
    """A transcript, and the infix of its file names ("" for the episode's own language)."""

    infix: str
    transcript: Transcript


@dataclass(frozen=True)
class Paragraph:
    """What one voice says in one go; `speaker` is "" where the voice before goes on."""

    start_s: float
    speaker: str
    text: str


def render_transcripts(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render every transcript as WebVTT and as an HTML page."""
    return tuple(
        document
        for episode in mastered.episodes
        for edition in editions_of(episode)
        for document in _documents(episode, edition, settings)
    )


def editions_of(episode: MasteredEpisode) -> tuple[Edition, ...]:
    """Return the transcripts of an episode that say something, its own first."""
    own = {"": episode.transcript} if episode.transcript else {}
    translated = sorted(episode.edition_transcripts.items())
    return tuple(
        Edition(infix, transcript)
        for infix, transcript in [*own.items(), *translated]
        if readable(transcript).cues
    )


def readable(transcript: Transcript) -> Transcript:
    """Return it in time order, each text on one line, without cues that say nothing."""
    cues = (
        replace(cue, text=_line(cue.text), speaker=_line(cue.speaker)) for cue in transcript.cues
    )
    ordered = sorted((cue for cue in cues if cue.text), key=lambda cue: cue.start_s)
    return replace(transcript, cues=tuple(ordered))


def to_webvtt(transcript: Transcript) -> str:
    """Return a transcript as WebVTT, with voices, at most 65 characters a line.

    Source:
        W3C WebVTT: The Web Video Text Tracks Format; podcast namespace, transcripts.
    """
    cues = (_webvtt_cue(cue) for cue in readable(transcript).cues)
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def to_html(transcript: Transcript) -> str:
    """Return a transcript as HTML to be put into a page: who, when, what.

    Source:
        podcast namespace, transcripts, HTML; the `datetime` is what HTML itself asks for.
    """
    return "\n".join(_html_paragraph(paragraph) for paragraph in paragraphs(transcript))


def paragraphs(transcript: Transcript) -> tuple[Paragraph, ...]:
    """Join the cues of one voice to paragraphs of about half a minute."""
    joined: list[Paragraph] = []
    last: Cue | None = None
    for cue in readable(transcript).cues:
        goes_on = last is not None and cue.speaker == last.speaker
        if joined and goes_on and cue.start_s - joined[-1].start_s < PARAGRAPH_S:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {cue.text}")
        else:
            joined.append(Paragraph(cue.start_s, "" if goes_on else cue.speaker, cue.text))
        last = cue
    return tuple(joined)


def _documents(
    episode: MasteredEpisode, edition: Edition, settings: Settings
) -> Iterator[Document]:
    slug, item = episode.draft.slug, episode.draft.item
    webvtt = to_webvtt(edition.transcript).encode()
    page = _page(episode, edition, settings).encode()
    yield Document(paths.transcript_of(slug, edition.infix), webvtt, "text/vtt", item)
    yield Document(paths.transcript_page_of(slug, edition.infix), page, "text/html", item)


def _webvtt_cue(cue: Cue) -> str:
    end_s = max(cue.end_s, cue.start_s + SHORTEST_CUE_S)
    lines = wrap(cue.text, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)
    voice = f"<v {escape(cue.speaker, quote=False)}>" if cue.speaker else ""
    text = "\n".join(escape(line, quote=False) for line in lines)
    return f"{vtt_time(cue.start_s)} --> {vtt_time(end_s)}\n{voice}{text}"


def _html_paragraph(paragraph: Paragraph) -> str:
    who = f"<cite>{escape(paragraph.speaker)}:</cite>\n" if paragraph.speaker else ""
    when = clock(paragraph.start_s)
    time = f'<time datetime="{html_duration(paragraph.start_s)}">{when}</time>'
    return f"{who}{time}\n<p>{escape(paragraph.text)}</p>"


def _page(episode: MasteredEpisode, edition: Edition, settings: Settings) -> str:
    """Return the transcript as a page of its own, for apps that show it inside theirs."""
    titles = {one.language: one.title for one in episode.draft.written.editions}
    title = escape(_line(titles.get(edition.infix, episode.draft.written.title)))
    show = escape(_line(settings.show.title))
    return f"""\
<!doctype html>
<html lang="{edition.transcript.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {show}</title>
</head>
<body>
<main>
<h1><a href="index.html">{title}</a></h1>
{to_html(edition.transcript)}
</main>
</body>
</html>
"""


def _line(text: str) -> str:
    """Return `text` on one line."""
    return _BLANKS.sub(" ", printable(text)).strip()
