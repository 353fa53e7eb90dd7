"""An item of a feed as the folder of an episode."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from podcaster.feeds.found import FoundItem, Repairs
from podcaster.feeds.plain_text import as_html, plain_text
from podcaster.importing.fitting import (
    MOST_SUMMARY_BYTES,
    Values,
    fitted,
    fitted_lists,
    licence_of,
    people_of,
    shortened,
)
from podcaster.importing.markdown import to_markdown
from podcaster.importing.remote import Fetched
from podcaster.importing.sidecars import artwork_of, sidecar_files
from podcaster.importing.yaml import yaml_of
from podcaster.model import originals
from podcaster.model.episode import Episode
from podcaster.model.message import message
from podcaster.model.nesting import nested_deeper
from podcaster.model.slugs import slugify_german
from podcaster.model.values import is_web_address

#: Summaries longer than this are show notes; the summary gets their beginning.
LONGEST_SUMMARY: Final = 600

_NEEDED: Final = frozenset({"guid", "title", "summary", "published_at"})

#: What an address may hold as it is: all but blanks, quotes and brackets.
_SAFE: Final = "!#$%&'()*+,-./:;=?@[]_~"


@dataclass(frozen=True)
class Placed:
    """An item and what only the feed as a whole knows of it.

    Attributes:
        item: The item.
        slug: Its slug.
        published_at: Its date, or the one that stands in.
        position: Its place in the feed, or None if the date tells.
        number: Its number, or the one that a serial show needs.
        aside: Whether its folder is set aside, because its GUID is taken.
        alone: Whether it has people, but not all of those of the show.
    """

    item: FoundItem
    slug: str
    published_at: datetime
    position: int | None
    number: int | None
    aside: bool = False
    alone: bool = False


def episode_files(
    placed: Placed, language: str, fetched: Fetched, repairs: Repairs
) -> Iterator[tuple[str, bytes | Path]]:
    """Yield every file of an episode's folder, by its name.

    Args:
        placed: The item.
        language: The show's.
        fetched: What its links lead to.
        repairs: Where repairs are said.
    """
    item = placed.item
    summary, notes = _texts(item, repairs)
    artwork = artwork_of(item, fetched, repairs)
    values = {
        **_values(placed, summary, repairs),
        **_sound(item, repairs),
        "artwork": {"file": artwork[0], "alt": _title(item, summary)} if artwork else None,
    }
    written = fitted(values, Episode, item.line, repairs, needed=_NEEDED)
    if "audio" not in written:
        written["status"] = "draft"
        repairs.note(item.line, message("this item has no audio; it became a draft"))
    yield "episode.yaml", f"{_FIRST_LINE}{yaml_of(written)}".encode()
    yield from _text_files(item, str(written["summary"]), notes)
    if artwork and "artwork" in written:
        yield artwork
    yield from sidecar_files(item, language, fetched, repairs)


def _text_files(item: FoundItem, summary: str, notes: str) -> Iterator[tuple[str, bytes]]:
    """Yield the notes, and the HTML that keeps the feed as it was until somebody edits them."""
    if notes:
        markdown = to_markdown(notes)
        yield "notes.md", markdown.encode()
        if not nested_deeper(notes):
            yield originals.NOTES, originals.marked(as_html(notes), markdown).encode()
    described = "" if nested_deeper(item.summary) else as_html(item.summary)
    has_chapters = item.chapters or item.chapters_url
    if has_chapters and described and not notes:
        yield originals.NOTES, originals.marked(described, "").encode()
    told = described.strip() != summary or has_chapters
    if described and told and len(described.encode()) <= MOST_SUMMARY_BYTES:
        yield originals.DESCRIPTION, originals.marked(described, summary).encode()


_FIRST_LINE: Final = "# yaml-language-server: $schema=../../.podcaster/schema/episode.json\n"


def _values(placed: Placed, summary: str, repairs: Repairs) -> Values:
    item = placed.item
    return {
        "guid": item.guid,
        "title": _title(item, summary),
        "summary": summary or item.title or item.guid,
        "status": "published",
        "published_at": placed.published_at.isoformat(),
        "season": item.season,
        "number": placed.number,
        "kind": item.kind if item.kind != "full" else None,
        "explicit": item.explicit,
        "link": item.link if is_web_address(item.link) else None,
        "people": people_of(item.people, item.line, repairs),
        "show_people": False if placed.alone else None,
        "licence": licence_of(item.licence, item.line, repairs),
        "position": placed.position,
        **fitted_lists(item.more, Episode, item.line, repairs),
    }


def _title(item: FoundItem, summary: str) -> str:
    return shortened(item.title or summary or item.guid, 255)


def _texts(item: FoundItem, repairs: Repairs) -> tuple[str, str]:
    """Return the summary as one plain paragraph, and what the notes are made of, or ""."""
    plain = plain_text(item.summary or item.content)
    summary = shortened(plain, LONGEST_SUMMARY)
    if not plain:
        repairs.note(item.line, message("there is no description; the title stands in"))
    if len(item.summary.encode()) > MOST_SUMMARY_BYTES:
        what = message("the description is longer than {most} bytes; the whole stands in the notes",
                       most=MOST_SUMMARY_BYTES)  # fmt: skip
        repairs.note(item.line, what)
    if runs := originals.what_runs(item.content) or originals.what_runs(item.summary):
        repairs.note(item.line, message("`{text}` in the notes was left out", text=runs))
    notes = item.content or (item.summary if summary != item.summary.strip() else "")
    return summary, notes


def _sound(item: FoundItem, repairs: Repairs) -> Values:
    """Return audio and soundbites."""
    url = item.url
    if not is_web_address(url) and is_web_address(quote(url, safe=_SAFE)):
        url = quote(url, safe=_SAFE)
        repairs.note(item.line, message("the enclosure's address holds blanks; they were spelled"))
    if not is_web_address(url):
        return {}
    audio = {
        "url": url,
        "type": item.type,
        "bytes": item.size_bytes,
        "duration_s": _number(item.duration_s),
    }
    known = {name: value for name, value in audio.items() if value is not None}
    return {"audio": known, "soundbites": [_bite(one) for one in _bites(item, repairs)]}


def _bites(item: FoundItem, repairs: Repairs) -> Iterator[tuple[float, float, str]]:
    for bite in item.soundbites:
        try:
            start_s, duration_s = float(bite["start_s"]), float(bite["duration_s"])
        except ValueError:
            start_s = duration_s = -1.0
        length_s = item.duration_s or float("inf")
        if start_s >= 0 and 15 <= duration_s <= 120 and start_s + duration_s <= length_s:  # noqa: PLR2004 - the namespace's limits
            yield start_s, duration_s, bite["title"]
        else:
            repairs.note(item.line, message("a soundbite of 15 to 120 s was expected; left out"))


def _bite(bite: tuple[float, float, str]) -> Values:
    start_s, duration_s, title = bite
    named = {"title": shortened(title, 128)} if title else {}
    return {"start_s": _number(start_s), "duration_s": _number(duration_s), **named}


def _number(seconds: float | None) -> float | int | None:
    return int(seconds) if seconds is not None and seconds == int(seconds) else seconds


def slug_of(item: FoundItem, taken: Iterable[str]) -> str:
    """Return a slug that no other episode has; never a path, whatever the title says."""
    digest = hashlib.sha256(item.guid.encode()).hexdigest()
    slug = slugify_german(item.title[:300])[:70].strip("-") or f"folge-{digest[:8]}"
    return slug if slug not in taken else f"{slug[:70].strip('-')}-{digest[:8]}"
