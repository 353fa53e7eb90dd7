"""Chapters of an item as lines of time and title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from podcaster.feeds.found import FoundItem, Repairs
from podcaster.load.clock import parse_clock
from podcaster.model.chapters import Chapter
from podcaster.model.message import message
from podcaster.model.values import is_web_address


def chapters_within(chapters: Sequence[Chapter], duration_s: float | None) -> bool:
    """Tell whether chapters ascend, lie inside the audio, and have titles and good links."""
    end_s = duration_s or float("inf")
    return (
        bool(chapters)
        and all(one.start_s < end_s and one.title.strip() for one in chapters)
        and all(one.link is None or is_web_address(one.link) for one in chapters)
        and all(before.start_s < after.start_s for before, after in pairwise(chapters))
    )


def chapters_text(item: FoundItem, repairs: Repairs) -> str:
    """Return chapters as lines of time and title, each time once and inside the audio."""
    end_s = item.duration_s or float("inf")
    rows: dict[float, str] = {}
    for chapter in item.chapters:
        start_s = _start(chapter["start"])
        if start_s is None or start_s >= end_s or start_s in rows or not chapter["title"]:
            what = message("a chapter was left out: `{title}`", title=chapter["title"][:80])
            repairs.note(item.line, what)
            continue
        title = chapter["title"].replace("<", "‹").replace(">", "›")
        link = f" <{chapter['link']}>" if is_web_address(chapter["link"]) else ""
        rows[start_s] = f"{title}{link}"
    return "".join(f"{_clock(start_s)} {rows[start_s]}\n" for start_s in sorted(rows))


def _start(text: str) -> float | None:
    """Return the start of a chapter: `90.5`, `1:30` or `00:01:30.500`."""
    try:
        seconds = float(text)
    except ValueError:
        return parse_clock(text)
    return seconds if 0 <= seconds < 1e6 else None  # noqa: PLR2004 - eleven days


def _clock(start_s: float) -> str:
    whole, milliseconds = divmod(round(start_s * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}"
