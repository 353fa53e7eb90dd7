"""A judge of JSON-LD: schema.org's types and properties, as far as our pages use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

#: Type -> the type it is a kind of, where properties come from too. Source: schema.org.
PARENTS: Final[Mapping[str, str]] = {
    "CreativeWork": "Thing",
    "Event": "Thing",
    "Grant": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "Place": "Thing",
    "PodcastSeries": "CreativeWork",
    "PodcastEpisode": "CreativeWork",
    "PodcastSeason": "CreativeWork",
    "NewsArticle": "CreativeWork",
    "Clip": "CreativeWork",
    "AudioObject": "CreativeWork",
    "CollectionPage": "CreativeWork",
    "ProfilePage": "CreativeWork",
    "ItemList": "Thing",
    "ListItem": "Thing",
}

#: Type -> property -> what its value may be: a type of schema.org, or a name in `VALUES`.
PROPERTIES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "Thing": {
        "name": ("Text",),
        "description": ("Text",),
        "url": ("URL",),
        "image": ("URL",),
        "sameAs": ("URL",),
    },
    "CreativeWork": {
        "about": ("Thing",),
        "accessMode": ("Text",),
        "accessibilityFeature": ("Text",),
        "associatedMedia": ("AudioObject",),
        "author": ("Organization", "Person"),
        "contributor": ("Organization", "Person"),
        "datePublished": ("DateTime",),
        "funding": ("Grant",),
        "hasPart": ("CreativeWork",),
        "headline": ("Text",),
        "inLanguage": ("Language",),
        "isPartOf": ("CreativeWork",),
        "keywords": ("Text",),
        "license": ("URL",),
        "mainEntity": ("Thing",),
        "timeRequired": ("Duration",),
    },
    "PodcastSeries": {"webFeed": ("URL",)},
    "PodcastEpisode": {
        "episodeNumber": ("Integer", "Text"),
        "partOfSeason": ("PodcastSeason",),
        "partOfSeries": ("PodcastSeries",),
    },
    "PodcastSeason": {
        "episode": ("PodcastEpisode",),
        "numberOfEpisodes": ("Integer",),
        "partOfSeries": ("PodcastSeries",),
        "seasonNumber": ("Integer", "Text"),
    },
    "ItemList": {"itemListElement": ("ListItem",), "numberOfItems": ("Integer",)},
    "ListItem": {"position": ("Integer", "Text")},
    "Clip": {"startOffset": ("Number",), "endOffset": ("Number",)},
    "AudioObject": {
        "contentUrl": ("URL",),
        "contentSize": ("Text",),
        "duration": ("Duration",),
        "encodingFormat": ("Text",),
    },
    "Event": {"startDate": ("DateTime",), "endDate": ("DateTime",), "location": ("Place",)},
}


def _instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


#: What is no type of its own -> whether a value is one.
VALUES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "URL": lambda value: isinstance(value, str) and _address(value),
    "DateTime": lambda value: isinstance(value, str) and _instant(value),
    "Language": lambda value: bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(value))),
    "Duration": lambda value: bool(re.fullmatch(r"PT(\d+H)?(\d+M)?(\d+S)?", str(value))),
    "Integer": lambda value: isinstance(value, int),
    "Number": lambda value: isinstance(value, (int, float)) and value >= 0,
}


def faults_of(data: Mapping[str, Any]) -> list[str]:
    """Return what schema.org would not have so, each with its place."""
    context = data.get("@context")
    wrong = [] if context == "https://schema.org" else [f"@context: {context!r}"]
    return [*wrong, *_faults(data, str(data.get("@type")))]


def _faults(data: Mapping[str, Any], place: str) -> Iterator[str]:
    kinds = _line_of(str(data.get("@type")))
    if kinds[-1] != "Thing":
        yield f"{place}: there is no type {kinds[0]}"
        return
    known = {name: may for kind in kinds for name, may in PROPERTIES.get(kind, {}).items()}
    for name, given in data.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{place}: {kinds[0]} has no {name}"
            continue
        for value in given if isinstance(given, list) else [given]:
            yield from _wrong(value, known[name], f"{place}.{name}")


def _wrong(value: Any, may: tuple[str, ...], place: str) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        if not {*may} & {*_line_of(str(value.get("@type")))}:
            yield f"{place}: {value.get('@type')} is none of {may}"
        yield from _faults(value, place)
    elif not any(VALUES[kind](value) for kind in may if kind in VALUES):
        yield f"{place}: {value!r} is none of {may}"


def _line_of(kind: str) -> list[str]:
    """Return a type and what it is a kind of, up to Thing."""
    line = [kind]
    while line[-1] in PARENTS:
        line.append(PARENTS[line[-1]])
    return line
