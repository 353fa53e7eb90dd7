"""Transcripts: WebVTT, SRT and JSON for podcast apps, HTML and text for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.transcript import Cue, Transcript
from podcaster.render.times import clock, html_duration, vtt_time
from podcaster.render.transcript_forms import to_json, to_plain_text, to_srt
from podcaster.render.transcript_text import Paragraph, one_line, paragraphs, readable
from podcaster.settings import Settings

#: Longest line of a cue; players break longer ones where they like.
LINE_WIDTH: Final = 65

#: A cue ends this much later than it starts at least; WebVTT knows no empty ones.
SHORTEST_CUE_S: Final = 0.001

#: Name in `build --json` -> media type, in the order in which the feed names them.
MIME_TYPES: Final[dict[paths.TranscriptForm, str]] = {
    "transcript": "text/vtt",
    "transcript_srt": "application/x-subrip",
    "transcript_json": "application/json",
    "transcript_html": "text/html",
    "transcript_text": "text/plain",
}

#: Enough to be read on a phone and at night; apps bring a style of their own.
_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{max-width:42rem;margin:auto;padding:1rem;font:1.0625rem/1.6 system-ui,sans-serif;"
    "overflow-wrap:anywhere}h1{line-height:1.2}"
)

#: Forms with times, which players can show as captions.
CAPTIONS: Final = frozenset({"transcript", "transcript_srt"})

#: Forms that need no times.
TEXTS: Final = frozenset({"transcript_html", "transcript_text"})


@dataclass(frozen=True)
class Edition:
    """A transcript, and the infix of its file names ("" for the episode's own language)."""

    infix: str
    transcript: Transcript


def render_transcripts(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render every transcript in all its forms."""
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


def forms_of(transcript: Transcript) -> tuple[paths.TranscriptForm, ...]:
    """Return the forms in which it is written; a script without times becomes no captions."""
    return tuple(form for form in MIME_TYPES if transcript.timed or form in TEXTS)


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


def _documents(
    episode: MasteredEpisode, edition: Edition, settings: Settings
) -> Iterator[Document]:
    slug, item = episode.draft.slug, episode.draft.item
    said = edition.transcript
    writers: dict[paths.TranscriptForm, Callable[[], str]] = {
        "transcript": lambda: to_webvtt(said),
        "transcript_srt": lambda: to_srt(said),
        "transcript_json": lambda: to_json(said),
        "transcript_html": lambda: _page(episode, edition, settings),
        "transcript_text": lambda: to_plain_text(said),
    }
    for form in forms_of(said):
        path = paths.transcript_of(slug, edition.infix, form)
        yield Document(path, writers[form]().encode(), MIME_TYPES[form], item)


def _webvtt_cue(cue: Cue) -> str:
    end_s = max(cue.end_s, cue.start_s + SHORTEST_CUE_S)
    lines = wrap(cue.text, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)
    voice = f"<v {escape(cue.speaker, quote=False)}>" if cue.speaker else ""
    text = "\n".join(escape(line, quote=False) for line in lines)
    return f"{vtt_time(cue.start_s)} --> {vtt_time(end_s)}\n{voice}{text}"


def _html_paragraph(paragraph: Paragraph) -> str:
    who = f"<cite>{escape(paragraph.speaker)}:</cite>\n" if paragraph.speaker else ""
    said = f"<p>{escape(paragraph.text)}</p>"
    if paragraph.start_s is None:
        return f"{who}{said}"
    when = clock(paragraph.start_s)
    time = f'<time datetime="{html_duration(paragraph.start_s)}">{when}</time>'
    return f"{who}{time}\n{said}"


def _page(episode: MasteredEpisode, edition: Edition, settings: Settings) -> str:
    """Return the transcript as a page of its own, for apps that show it inside theirs."""
    titles = {one.language: one.title for one in episode.draft.written.editions}
    title = escape(one_line(titles.get(edition.infix, episode.draft.written.title)))
    show = escape(one_line(settings.show.title))
    return f"""\
<!doctype html>
<html lang="{edition.transcript.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {show}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1><a href="index.html">{title}</a></h1>
{to_html(edition.transcript)}
</main>
</body>
</html>
"""
