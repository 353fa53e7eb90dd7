"""Two feeds, field by field, as a podcast app reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

from podcaster.comparing.texts import readable
from podcaster.feeds import FoundFeed, FoundItem
from podcaster.feeds.found import Facts
from podcaster.model.extra import ExtraElement
from podcaster.model.people import GROUPS, Role


@dataclass(frozen=True)
class Difference:
    """One field that differs.

    Attributes:
        item: GUID of the item, or "" for the show.
        title: Its title, or the show's.
        field: Such as `duration`; `item` if only one feed has it.
        old: What the old feed says, "" if nothing.
        new: What the new feed says, "" if nothing.
    """

    item: str
    title: str
    field: str
    old: str
    new: str


_SHOW: Final[dict[str, Callable[[FoundFeed], str]]] = {
    "title": lambda feed: feed.texts["title"],
    "description": lambda feed: readable(feed.texts["summary"]),
    "guid": lambda feed: feed.texts["guid"].lower(),
    "link": lambda feed: feed.texts["link"],
    "copyright": lambda feed: feed.texts["copyright"],
    "categories": lambda feed: ", ".join(feed.categories),
    "people": lambda feed: _people(feed.people),
    "licence": lambda feed: feed.licence.get("name", "").lower(),
    "artwork": lambda feed: _there(feed.texts["image"]),
    "language": lambda feed: feed.texts["language"].replace("_", "-").lower(),
    "author": lambda feed: feed.texts["author"],
    "type": lambda feed: feed.texts["type"].lower() or "episodic",
    "explicit": lambda feed: _flag(bool(feed.explicit)),
}

_ITEM: Final[dict[str, Callable[[FoundItem], str]]] = {
    "title": lambda item: item.title,
    "rss-title": lambda item: item.rss_title if item.rss_title != item.title else "",
    "date": lambda item: _moment(item.published_at),
    "enclosure": lambda item: item.url,
    "type": lambda item: item.type if item.url else "",
    "length": lambda item: _known(item.size_bytes),
    "duration": lambda item: _known(_seconds(item.duration_s)),
    "season": lambda item: _known(item.season),
    "number": lambda item: _known(item.number),
    "kind": lambda item: item.kind,
    "description": lambda item: readable(item.summary or item.content),
    "notes": lambda item: readable(item.content or item.summary),
    "link": lambda item: item.link,
    "chapters": lambda item: _there(item.chapters_url or item.chapters),
    "soundbites": lambda item: ", ".join(_bite(one) for one in item.soundbites),
    "licence": lambda item: item.licence.get("name", "").lower(),
}


def compare(old: FoundFeed, new: FoundFeed) -> tuple[Difference, ...]:
    """Return every difference: of the show, of each item by its GUID, of their order."""
    return tuple(_differences(old, new))


def _differences(old: FoundFeed, new: FoundFeed) -> Iterator[Difference]:
    title = old.texts["title"]
    yield from _fields("", title, {name: (read(old), read(new)) for name, read in _SHOW.items()})
    yield from _fields("", title, _extra(old.extra, new.extra))
    yield from _fields("", title, _more(old.more, new.more))
    before, after = _by_guid(old.items), _by_guid(new.items)
    for guid, item in before.items():
        if guid not in after:
            yield Difference(guid, item.title, "item", guid, "")
            continue
        other = after[guid]
        pairs = {name: (read(item), read(other)) for name, read in _ITEM.items()}
        both = {name: (read(item, old), read(other, new)) for name, read in _INHERITED.items()}
        extra = _extra(item.extra, other.extra)
        more = _more(item.more, other.more)
        yield from _fields(guid, item.title, {**pairs, **both, **more, **extra})
    for guid, item in after.items():
        if guid not in before:
            yield Difference(guid, item.title, "item", "", guid)
    yield from _order(
        title,
        [guid for guid in before if guid in after],
        [guid for guid in after if guid in before],
    )


def _by_guid(items: Iterable[FoundItem]) -> dict[str, FoundItem]:
    """Return items by GUID; of several with the same, apps take the first."""
    found: dict[str, FoundItem] = {}
    for item in items:
        found.setdefault(item.guid, item)
    return found


def _fields(guid: str, title: str, pairs: Mapping[str, tuple[str, str]]) -> Iterator[Difference]:
    for name, (old, new) in pairs.items():
        if old != new:
            yield Difference(guid, title, name, old, new)


def _order(title: str, old: list[str], new: list[str]) -> Iterator[Difference]:
    """Yield the first place where the order differs."""
    for index, (before, after) in enumerate(zip(old, new, strict=True), start=1):
        if before != after:
            yield Difference("", title, "order", f"{index}: {before}", f"{index}: {after}")
            return


def _explicit(item: FoundItem, feed: FoundFeed) -> str:
    """Return what counts: the item's own word, else the show's."""
    return _flag(bool(feed.explicit if item.explicit is None else item.explicit))


def _item_people(item: FoundItem, feed: FoundFeed) -> str:
    """Return who takes part: the item's own people, else the show's (podcast namespace)."""
    return _people(item.people or feed.people)


def _artwork(item: FoundItem, feed: FoundFeed) -> str:
    """Return whether an item has a picture of its own."""
    return _there(item.image if item.image != feed.texts["image"] else "")


def _transcripts(item: FoundItem, feed: FoundFeed) -> str:
    """Return the languages of the transcripts; those without one are in the show's."""
    languages = (one["language"].strip() or feed.texts["language"] for one in item.transcripts)
    return ", ".join(sorted({re.split("[-_]", tag.lower())[0] for tag in languages}))


#: What an item takes from its show where it says nothing.
_INHERITED: Final[dict[str, Callable[[FoundItem, FoundFeed], str]]] = {
    "explicit": _explicit,
    "people": _item_people,
    "artwork": _artwork,
    "transcript": _transcripts,
}


#: Blanks between elements, which are put there to be read by people.
_BETWEEN: Final = re.compile(r">\s+<")


def _extra(old: Iterable[ExtraElement], new: Iterable[ExtraElement]) -> dict[str, tuple[str, str]]:
    """Return what nobody has a word for, by its name, before and after."""
    pairs: dict[str, tuple[list[str], list[str]]] = {}
    for side, elements in enumerate((old, new)):
        for one in elements:
            pairs.setdefault(one.name, ([], []))[side].append(_BETWEEN.sub("><", one.xml))
    return {name: ("".join(before), "".join(after)) for name, (before, after) in pairs.items()}


def _more(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return what the podcast namespace says, by its key, before and after.

    Every feed made here announces pictures and trailers of its own beside those of the old one.
    """
    pairs = {name: (old.get(name), new.get(name)) for name in (*old, *new)}
    for name in _GROWING & pairs.keys():
        before, after = pairs[name]
        known = before if isinstance(before, list) else []
        pairs[name] = before, [one for one in known if one in (after or ())] or None
    return {
        name: (_said(before), _said(after))
        for name, (before, after) in pairs.items()
        if (_in_ms(before) or _DEFAULTS.get(name)) != (_in_ms(after) or _DEFAULTS.get(name))
    }


def _in_ms(value: Any) -> Any:  # noqa: ANN401 - whatever YAML has
    """Return a value with its seconds to the millisecond: players go no further, nor do we."""
    if isinstance(value, list):
        return [_in_ms(one) for one in value]
    if isinstance(value, dict):
        return {name: _in_ms(one) for name, one in value.items()}
    return round(value, 3) if isinstance(value, float) else value


#: Keys whose lists grow by what is made here.
_GROWING: Final = {"images", "trailers"}

#: What is meant where nothing is said.
_DEFAULTS: Final = {"medium": "podcast"}


def _said(value: object) -> str:
    return "" if not value else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _people(people: Iterable[Facts]) -> str:
    return ", ".join(f"{one['name']} ({_part(one)})" for one in people)


def _part(person: Facts) -> str:
    """Return what a person does, with the group where the role does not say it."""
    usual = GROUPS.get(cast("Role", person["role"]), "cast")
    group = person["group"] or usual
    return person["role"] if group == usual else f"{person['role']}, {group}"


def _bite(bite: Facts) -> str:
    try:
        times = f"{float(bite['start_s']):g} {float(bite['duration_s']):g}"
    except ValueError:
        times = f"{bite['start_s']} {bite['duration_s']}"
    return f"{times} {bite['title']}".strip()


def _there(something: object) -> str:
    """Return `yes` where there is something: its address is another one after a move."""
    return "yes" if something else ""


def _flag(flag: bool) -> str:
    return "true" if flag else "false"


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _seconds(duration_s: float | None) -> int | None:
    """Return whole seconds, as feeds have them."""
    return max(1, round(duration_s)) if duration_s else None


def _known(value: int | None) -> str:
    return "" if value is None else str(value)
