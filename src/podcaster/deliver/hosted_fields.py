"""What listeners and readers get of each item from a host: its part of the feed, its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from lxml import etree

from podcaster.deliver.fields import TOLD
from podcaster.deliver.revisions import item_revisions
from podcaster.model.artefacts import Document
from podcaster.model.delivery import Change
from podcaster.model.release import Release

ITUNES: Final = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST: Final = "{https://podcastindex.org/namespace/1.0}"
CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"

#: Field -> element of an item, and its attribute; "": its text.
IN_FEED: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("title", ""),
    "link": ("link", ""),
    "date": ("pubDate", ""),
    "description": ("description", ""),
    "notes": (f"{CONTENT}encoded", ""),
    "enclosure": ("enclosure", "url"),
    "length": ("enclosure", "length"),
    "type": ("enclosure", "type"),
    "duration": (f"{ITUNES}duration", ""),
    "number": (f"{ITUNES}episode", ""),
    "artwork": (f"{ITUNES}image", "href"),
    "chapters": (f"{PODCAST}chapters", "url"),
    "transcript": (f"{PODCAST}transcript", "url"),
}

#: A page's name in the ledger begins so; people are told `page`.
PAGE: Final = "page "

#: Longer texts are remembered by their beginning and their digest.
LONGEST: Final = 400


def hosted_fields(release: Release) -> Mapping[str, Mapping[str, str]]:
    """Return item -> field -> what people get, for everything that hosts take.

    Languages have feeds of their own; what stands in several is told as the first has it.
    """
    in_feed = _by_guid(release)
    pages: dict[str, dict[str, str]] = {}
    for artefact in release.artefacts:
        if isinstance(artefact, Document) and artefact.mime_type.startswith("text/html"):
            seen = f"{artefact.path} ({artefact.sha256[:8]})"
            pages.setdefault(artefact.item, {})[PAGE + artefact.path] = seen
    return {
        item: {**in_feed.get(guid, {}), **pages.get(item, {})}
        for item, (_, guid, _) in item_revisions(release).items()
    }


def hosted_changes(
    payload: Mapping[str, object], now: Mapping[str, str], *, first: bool = False
) -> tuple[Change, ...]:
    """Return what people would see change of an item.

    Args:
        payload: What the ledger keeps about the last time.
        now: What they would get now.
        first: Whether they got nothing before; else, what was never noted says nothing.
    """
    told = payload.get(TOLD)
    before = told if isinstance(told, Mapping) else {}
    if not before and not first:
        return ()
    names = dict.fromkeys((*before, *now))
    return tuple(
        Change(name.split()[0], str(before.get(name, "")), now.get(name, ""))
        for name in names
        if str(before.get(name, "")) != now.get(name, "")
    )


def _by_guid(release: Release) -> Mapping[str, Mapping[str, str]]:
    """Return GUID -> field -> what the feeds say."""
    found: dict[str, Mapping[str, str]] = {}
    for artefact in release.artefacts:
        if isinstance(artefact, Document) and artefact.mime_type.startswith("application/rss"):
            for guid, fields in _items(artefact.content):
                found.setdefault(guid, fields)
    return found


def _items(feed: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what a feed says about each item; one that can't be read says nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    channel = etree.fromstring(feed, parser)
    for item in () if channel is None else channel.iter("item"):
        said = {name: _said(item, *where) for name, where in IN_FEED.items()}
        yield item.findtext("guid", ""), {name: text for name, text in said.items() if text}


def _said(item: etree._Element, tag: str, attribute: str) -> str:
    """Return what an element says; what occurs several times, one after the other."""
    told = (one.get(attribute) if attribute else one.text for one in item.iterfind(tag))
    text = " ".join(one.strip() for one in told if one)
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}… ({sha256(text.encode()).hexdigest()[:8]})"
