"""What only the feed as a whole knows: dates that are missing, places, numbers, slugs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from podcaster.feeds.found import Facts, FoundFeed, FoundItem, Repairs
from podcaster.importing.episode import Placed, slug_of
from podcaster.model.message import message

#: Where not one date can be read.
_BEGINNING: Final = datetime(1970, 1, 2, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)


def place_items(
    feed: FoundFeed, slugs: Collection[str], repairs: Repairs, known: Collection[str] = ()
) -> tuple[Placed, ...]:
    """Return the feed's items with what they need beside their own facts.

    Args:
        feed: The feed.
        slugs: Those that are taken.
        repairs: Where repairs are said.
        known: GUIDs that the folder has; their items are left out.
    """
    dates = _dates(feed.items)
    by_date = all(before > after for before, after in pairwise(dates))
    numbers = _numbers(feed, dates, repairs)
    taken, guids = set(slugs), set(known)
    placed: list[Placed] = []
    tries: Counter[str] = Counter()
    for index, item in enumerate(feed.items):
        if item.guid in known:
            continue
        slug = _free_slug(item, taken, tries)
        position = None if by_date or known else index + 1
        alone = bool(item.people) and not _names(feed.people) <= _names(item.people)
        row = Placed(item, slug, dates[index], position, numbers[index], alone=alone)
        placed.append(_aside(row, repairs) if item.guid in guids else row)
        guids.add(item.guid)
    return tuple(placed)


def _names(people: Iterable[Facts]) -> set[tuple[str, str]]:
    return {(one["name"], one["role"]) for one in people}


def _free_slug(item: FoundItem, taken: set[str], tries: Counter[str]) -> str:
    """Return a slug and take it; how often a name was tried is kept, so that many are quick."""
    slug = slug_of(item, taken)
    stem = slug[:70].strip("-")
    while slug in taken:
        tries[stem] += 1
        slug = f"{stem}-{tries[stem] + 1}"
    taken.add(slug)
    return slug


def _aside(placed: Placed, repairs: Repairs) -> Placed:
    what = message(
        "the GUID is that of another item; `{folder}` is set aside", folder=f"_{placed.slug}"
    )
    repairs.note(placed.item.line, what)
    return replace(placed, aside=True)


def _dates(items: Sequence[FoundItem]) -> list[datetime]:
    """Return every item's date; where there is none, a second before the item above it."""
    first = next((item.published_at for item in items if item.published_at), _BEGINNING)
    above = first + _SECOND
    dates = []
    for item in items:
        above = item.published_at or above - _SECOND
        dates.append(above)
    return dates


def _numbers(feed: FoundFeed, dates: list[datetime], repairs: Repairs) -> list[int | None]:
    """Return every item's number; a serial show's episodes all get one, as directories ask."""
    numbers = [item.number for item in feed.items]
    if feed.texts["type"].lower() != "serial":
        return numbers
    highest: Counter[int | None] = Counter()
    for item in feed.items:
        highest[item.season] = max(highest[item.season], item.number or 0)
    for index in sorted(range(len(numbers)), key=dates.__getitem__):
        item = feed.items[index]
        if item.kind == "full" and item.number is None:
            highest[item.season] += 1
            numbers[index] = highest[item.season]
            what = message("a serial show needs numbers; this one got {number}",
                           number=numbers[index])  # fmt: skip
            repairs.note(item.line, what)
    return numbers
