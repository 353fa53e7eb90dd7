"""What the podcast namespace says, as the keys of `publish.yaml` and `episode.yaml`.

Nothing is judged here: what a key does not take is left out by whoever writes it.

Source:
    Podcastindex-org/podcast-namespace, docs/tags.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from podcaster.feeds.names import Part
from podcaster.feeds.times import parse_date
from podcaster.feeds.values import one_line, people

#: A thing with its keys, as YAML has it.
Entry = dict[str, Any]


def _text(text: str) -> str | None:
    return one_line(text) or None


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None  # noqa: PLR2004 - sane


def _number(text: str) -> float | int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _flag(text: str) -> bool | None:
    return True if text.lower() in {"yes", "true"} else None


def _moment(text: str) -> str | None:
    found = parse_date(text)
    return found.isoformat() if found else None


def _rel(text: str) -> str | None:
    """Leave out what is meant anyway."""
    return _text(text) if text != "subject" else None


Reader = Callable[[str], Any]

#: Element -> key -> (attribute, or "" for its text; how it is read).
_FORMS: Final[dict[str, dict[str, tuple[str, Reader]]]] = {
    "podcast:funding": {"text": ("", _text), "url": ("url", _text)},
    "podcast:contentLink": {"text": ("", _text), "url": ("href", _text)},
    "podcast:location": {
        "name": ("", _text), "rel": ("rel", _rel), "country": ("country", _text),
        "geo": ("geo", _text), "osm": ("osm", _text),
    },
    "podcast:image": {
        "url": ("href", _text), "alt": ("alt", _text), "aspect_ratio": ("aspect-ratio", _text),
        "width": ("width", _whole), "height": ("height", _whole), "type": ("type", _text),
        "purpose": ("purpose", _text),
    },
    "podcast:socialInteract": {
        "protocol": ("protocol", _text), "uri": ("uri", _text),
        "account_id": ("accountId", _text), "account_url": ("accountUrl", _text),
        "priority": ("priority", _whole),
    },
    "podcast:chat": {
        "server": ("server", _text), "protocol": ("protocol", _text),
        "account_id": ("accountId", _text), "space": ("space", _text),
    },
    "podcast:txt": {"purpose": ("purpose", _text), "text": ("", str)},
    "podcast:alternateEnclosure": {
        "type": ("type", _text), "bytes": ("length", _whole), "bitrate": ("bitrate", _number),
        "height": ("height", _whole), "lang": ("lang", _text), "title": ("title", _text),
        "rel": ("rel", _text), "codecs": ("codecs", _text), "default": ("default", _flag),
    },
    "podcast:source": {"uri": ("uri", _text), "content_type": ("contentType", _text)},
    "podcast:integrity": {"type": ("type", _text), "value": ("value", _text)},
    "podcast:value": {
        "type": ("type", _text), "method": ("method", _text), "suggested": ("suggested", _number),
    },
    "podcast:valueRecipient": {
        "name": ("name", _text), "type": ("type", _text), "address": ("address", _text),
        "split": ("split", _whole), "fee": ("fee", _flag), "custom_key": ("customKey", _text),
        "custom_value": ("customValue", _text),
    },
    "podcast:valueTimeSplit": {
        "start_s": ("startTime", _number), "duration_s": ("duration", _number),
        "remote_start_s": ("remoteStartTime", _number),
        "remote_percentage": ("remotePercentage", _whole),
    },
    "podcast:remoteItem": {
        "feed_guid": ("feedGuid", _text), "feed_url": ("feedUrl", _text),
        "item_guid": ("itemGuid", _text), "medium": ("medium", _text), "title": ("title", _text),
    },
    "podcast:updateFrequency": {
        "text": ("", _text), "rrule": ("rrule", _text), "dtstart": ("dtstart", _text),
        "complete": ("complete", _flag),
    },
    "podcast:trailer": {
        "title": ("", _text), "url": ("url", _text), "published_at": ("pubdate", _moment),
        "type": ("type", _text), "bytes": ("length", _whole), "season": ("season", _whole),
    },
}  # fmt: skip

#: Element -> key -> element inside, and whether there may be several.
_INSIDE: Final[dict[str, dict[str, tuple[str, bool]]]] = {
    "podcast:alternateEnclosure": {
        "sources": ("podcast:source", True), "integrity": ("podcast:integrity", False),
    },
    "podcast:value": {
        "recipients": ("podcast:valueRecipient", True),
        "time_splits": ("podcast:valueTimeSplit", True),
    },
    "podcast:valueTimeSplit": {
        "remote_item": ("podcast:remoteItem", False),
        "recipients": ("podcast:valueRecipient", True),
    },
}  # fmt: skip


def _entry(part: Part) -> Entry:
    """Return an element with its keys, without those that say nothing."""
    entry: Entry = {}
    for key, (attribute, read) in _FORMS[part.name].items():
        said = part.attribute(attribute) if attribute else part.text
        if said and (value := read(said)) is not None:
            entry[key] = value
    for key, (name, many) in _INSIDE.get(part.name, {}).items():
        if found := [_entry(inner) for inner in part.all(name)]:
            entry[key] = found if many else found[0]
    return entry


def _many(name: str, part: Part) -> list[Entry]:
    return [_entry(one) for one in part.all(name)]


def _one(name: str, part: Part) -> Entry:
    return next(iter(_many(name, part)), {})


def _in_podroll(part: Part) -> list[Entry]:
    return [_entry(one) for roll in part.all("podcast:podroll")
            for one in roll.all("podcast:remoteItem")]  # fmt: skip


def _publisher(part: Part) -> Entry:
    found = [_entry(one) for it in part.all("podcast:publisher")
             for one in it.all("podcast:remoteItem")]  # fmt: skip
    kept = found[0] if found else {}
    return {key: kept[key] for key in ("feed_guid", "feed_url") if key in kept}


def _blocks(part: Part) -> list[Entry]:
    """Return services that are told by name."""
    return [{"id": one.attribute("id").lower(), "block": _flag(one.text) is not None}
            for one in part.all("podcast:block") if one.attribute("id")]  # fmt: skip


def _blocked(part: Part) -> bool | None:
    """Tell whether all directories are to leave it out."""
    for_all = [one for one in part.all("podcast:block") if not one.attribute("id")]
    said = (*part.all("itunes:block"), *for_all)
    return True if any(_flag(one.text) for one in said) else None


def _display(part: Part) -> str | None:
    return next((one.attribute("display") for one in part.all("podcast:episode")), "") or None


def _podping(part: Part) -> bool | None:
    return next((_flag(one.attribute("usesPodping")) for one in part.all("podcast:podping")), None)


def _live_items(part: Part) -> list[Entry]:
    """Return live streams; what stands in one is said in the words of an episode."""
    return [_live_item(one) for one in part.all("podcast:liveItem")]


def _live_item(stream: Part) -> Entry:
    enclosure = next(iter(stream.all("enclosure")), None)
    entry: Entry = {
        "guid": stream.first("guid"),
        "title": one_line(stream.first("title")),
        "status": stream.attribute("status").lower(),
        "start": _moment(stream.attribute("start")),
        "end": _moment(stream.attribute("end")),
        "url": enclosure and enclosure.attribute("url"),
        "type": enclosure and enclosure.attribute("type").lower(),
        **read_keys(stream, _LIVE_KEYS),
        "people": [
            {"name": one["name"], "role": one["role"],
             **{key: one[key] for key in ("group", "link", "img") if one[key]}}
            for one in people(stream)
        ],
    }  # fmt: skip
    return {key: value for key, value in entry.items() if value}


Keys = Mapping[str, Callable[[Part], Any]]

#: Key -> what reads it, in both files.
_BOTH: Final[Keys] = {
    "support": partial(_many, "podcast:funding"),
    "location": partial(_many, "podcast:location"),
    "images": partial(_many, "podcast:image"),
    "social_interact": partial(_many, "podcast:socialInteract"),
    "chat": partial(_one, "podcast:chat"),
    "value": partial(_many, "podcast:value"),
    "txt": partial(_many, "podcast:txt"),
    "block": _blocked,
}
_LIVE_KEYS: Final[Keys] = {
    "content_links": partial(_many, "podcast:contentLink"),
    "chat": partial(_one, "podcast:chat"),
    "alternate_enclosures": partial(_many, "podcast:alternateEnclosure"),
}
ITEM_KEYS: Final[Keys] = {
    **_BOTH,
    "display": _display,
    "content_links": partial(_many, "podcast:contentLink"),
    "alternate_enclosures": partial(_many, "podcast:alternateEnclosure"),
}
SHOW_KEYS: Final[Keys] = {
    **_BOTH,
    "medium": lambda part: part.first("podcast:medium") or None,
    "trailers": partial(_many, "podcast:trailer"),
    "podroll": _in_podroll,
    "remote_items": partial(_many, "podcast:remoteItem"),
    "publisher": _publisher,
    "update_frequency": partial(_one, "podcast:updateFrequency"),
    "uses_podping": _podping,
    "complete": lambda part: _flag(part.first("itunes:complete")),
    "blocks": _blocks,
    "live_items": _live_items,
}

#: Elements that these keys are made of.
ITEM_ELEMENTS: Final = frozenset(
    {
        "podcast:location", "podcast:image", "podcast:socialInteract", "podcast:chat",
        "podcast:value", "podcast:txt", "itunes:block", "podcast:funding", "podcast:contentLink",
        "podcast:alternateEnclosure",
    }
)  # fmt: skip
SHOW_ELEMENTS: Final = (ITEM_ELEMENTS - {"podcast:contentLink", "podcast:alternateEnclosure"}) | {
    "podcast:trailer", "podcast:podroll", "podcast:remoteItem", "podcast:publisher",
    "podcast:updateFrequency", "podcast:podping", "podcast:block", "itunes:complete",
    "podcast:liveItem",
}  # fmt: skip


_ELEMENTS: Final = ITEM_ELEMENTS | SHOW_ELEMENTS | {"podcast:episode", "podcast:medium"}


def read_keys(part: Part, keys: Keys) -> Entry:
    """Return every key that says something."""
    # Most items of most feeds say nothing of it, and a feed may have ten thousand.
    if not any(child.name in _ELEMENTS for child in part.parts()):
        return {}
    read = {name: reader(part) for name, reader in keys.items()}
    return {name: value for name, value in read.items() if value not in (None, "", [], {})}
