"""Chapters of an item as a file beside the episode."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

from podcaster.feeds.found import FoundItem, Repairs
from podcaster.load.clock import parse_clock
from podcaster.model.chapters import Chapter
from podcaster.model.message import message
from podcaster.model.values import is_web_address


def chapters_within(chapters: Sequence[Chapter], duration_s: float | None) -> bool:
    """Tell whether chapters ascend, lie inside the audio, and have titles."""
    end_s = duration_s or float("inf")
    return (
        bool(chapters)
        and all(one.start_s < end_s and one.title.strip() for one in chapters)
        and all(before.start_s < after.start_s for before, after in pairwise(chapters))
    )


def well_told(chapter: Chapter, duration_s: float | None) -> bool:
    """Tell whether links, end and place of a chapter have their form."""
    end_s = duration_s or float("inf")
    links = (chapter.link, chapter.picture)
    ends = chapter.end_s is None or chapter.start_s < chapter.end_s <= end_s
    inside = ends and chapter.start_s < end_s
    placed = chapter.place is None or chapter.place.on_maps
    return inside and placed and all(is_web_address(link) for link in links if link)


def chapters_file(item: FoundItem, repairs: Repairs) -> tuple[str, bytes] | None:
    """Return a file with the chapters of an item: lines, or JSON if they have pictures; or None."""
    chapters = _chapters(item, repairs)
    if any(one.picture for one in chapters):
        return "chapters.json", _as_json(chapters)
    text = "".join(f"{_clock(one.start_s)} {_words(one)}\n" for one in chapters)
    return ("chapters.txt", text.encode()) if text else None


def _chapters(item: FoundItem, repairs: Repairs) -> list[Chapter]:
    """Return the chapters in the order of their times, each time once and inside the audio."""
    end_s = item.duration_s or float("inf")
    rows: dict[float, Chapter] = {}
    for chapter in item.chapters:
        start_s = _start(chapter["start"])
        if start_s is None or start_s >= end_s or start_s in rows or not chapter["title"]:
            what = message("a chapter was left out: `{title}`", title=chapter["title"][:80])
            repairs.note(item.line, what)
            continue
        link, picture = (_address(chapter[name]) for name in ("link", "image"))
        rows[start_s] = Chapter(start_s, chapter["title"], link, picture)
    return [rows[start_s] for start_s in sorted(rows)]


def _address(text: str) -> str | None:
    return text if is_web_address(text) else None


def _words(chapter: Chapter) -> str:
    """Return title and link of a line; brackets stand around the link only."""
    title = chapter.title.replace("<", "‹").replace(">", "›")
    return f"{title} <{chapter.link}>" if chapter.link else title


def _as_json(chapters: Sequence[Chapter]) -> bytes:
    """Return chapters in the form 1.2.0 of the podcast namespace."""
    entries = [
        {"startTime": one.start_s, "title": one.title, "url": one.link, "img": one.picture}
        for one in chapters
    ]
    said = [{name: it for name, it in entry.items() if it is not None} for entry in entries]
    values = {"version": "1.2.0", "chapters": said}
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


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
