"""What show and episodes say about themselves, within what directories take."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Final

from podcaster.model.mastered import MasteredEpisode
from podcaster.model.show import Grant
from podcaster.render import inherited
from podcaster.render.chapters import time_stamps
from podcaster.render.characters import printable
from podcaster.render.markdown import sanitised, to_html
from podcaster.render.originals import harmless
from podcaster.settings import Settings

#: Longest description, HTML included (Apple, Podcast RSS feed requirements).
MOST_BYTES: Final = 4000

#: First heading of the notes where apps show them.
HEADING_LEVEL: Final = 3

#: Whose notes are kept once they are HTML: more episodes than a show has, some 2 kB each.
_MOST_KEPT: Final = 16_384

#: What a reader of HTML would take for markup.
_MARKUP: Final = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")


def show_description(settings: Settings) -> str:
    """Return the show's summary as text that reads the same as HTML.

    Directories disagree on what a channel's description is. So an ampersand between words stays
    as it is; a summary that HTML would take for markup is escaped as a whole.
    """
    return _shortened(settings.show.summary, MOST_BYTES, _either_way)


def item_description(episode: MasteredEpisode) -> str:
    """Return the summary and, where they fit, the chapters as time stamps."""
    original = harmless(episode.draft.description_html)
    if original and len(original.encode()) <= MOST_BYTES:
        return original
    summary = summary_html(episode.draft.written.summary)
    whole = summary + _stamps(episode)
    return whole if len(whole.encode()) <= MOST_BYTES else summary


def item_content(episode: MasteredEpisode, settings: Settings) -> str:
    """Return the whole show notes: summary, notes, chapters, who is to be thanked."""
    draft = episode.draft
    if original := harmless(draft.notes_html):
        return original
    grants = "".join(_grant(grant) for grant in inherited.grants_of(draft, settings))
    summary = f"<p>{escape(printable(draft.written.summary))}</p>"
    language = inherited.language_of(draft, settings)
    return _around_notes(summary, draft.notes, language, _stamps(episode), grants)


@lru_cache(maxsize=_MOST_KEPT)
def _around_notes(summary: str, markdown: str, language: str, stamps: str, grants: str) -> str:
    """Return the notes as HTML with what stands before and after them.

    It is kept because `feed.xml` and `feed.json` say the same, and so does the next preview.
    """
    notes = to_html(markdown, language, heading_level=HEADING_LEVEL, linked=False)
    return sanitised("\n".join(filter(None, (summary, notes, stamps, grants))))


def summary_html(text: str) -> str:
    """Return a summary as a paragraph of HTML that fits."""
    inside = _shortened(text, MOST_BYTES - len("<p></p>"), escape)
    return f"<p>{inside}</p>"


def _stamps(episode: MasteredEpisode) -> str:
    lines = "<br>\n".join(escape(line) for line in time_stamps(episode))
    return f"<p>{lines}</p>" if lines else ""


def _grant(grant: Grant) -> str:
    statement = escape(printable(grant.statement))
    if grant.link is None:
        return f"<p>{statement}</p>"
    return f'<p><a href="{escape(grant.link)}">{statement}</a></p>'


def _shortened(text: str, most_bytes: int, spell: Callable[[str], str]) -> str:
    """Return `text` spelled within `most_bytes`; what is too long ends at a word, with an ellipsis.

    The search halves: the spelling of a longer beginning is never shorter.
    """
    text = printable(text)
    if len(spell(text).encode()) <= most_bytes:
        return spell(text)
    room = most_bytes - len("…".encode())
    end = bisect_right(range(len(text)), room, key=lambda end: len(spell(text[:end]).encode()))
    cut = text[: end - 1]
    return spell(cut.rsplit(" ", 1)[0].rstrip()) + "…"


def _either_way(text: str) -> str:
    return escape(text, quote=False) if _MARKUP.search(text) else text
