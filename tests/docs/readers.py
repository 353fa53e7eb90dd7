"""What listeners get at a show's public address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import requests
from lxml import etree

PATIENCE_S = 60.0


def heard_at(address: str) -> int:
    """Return how many episodes can be loaded there, whole and as long as the feed says."""
    feed = requests.get(f"{address}/feed.xml", timeout=PATIENCE_S)
    feed.raise_for_status()
    found = etree.fromstring(feed.content).findall("channel/item/enclosure")
    audio = [(each, requests.get(each.get("url", ""), timeout=PATIENCE_S)) for each in found]
    return sum(len(got.content) == int(each.get("length", "")) for each, got in audio)


@dataclass(frozen=True)
class Heard:
    """An episode as an app sees it.

    Attributes:
        guid: Its name for ever.
        title: In the feed.
        summary: In the feed.
        audio: Its address.
        chapters: Start in seconds and title of each.
    """

    guid: str
    title: str
    summary: str
    audio: str
    chapters: tuple[tuple[float, str], ...]


def episodes_in(public: Path) -> list[Heard]:
    """Return the episodes of the feed in a built folder."""
    channel = etree.parse(public / "feed.xml").getroot()
    return [_heard(item, public) for item in channel.findall("channel/item")]


def _heard(item: etree._Element, public: Path) -> Heard:
    listed = [
        chapter
        for file in public.glob(f"episodes/{_slug(item)}/chapters*.json")
        for chapter in json.loads(file.read_text(encoding="utf-8"))["chapters"]
    ]
    guid, title, summary = (item.findtext(tag) or "" for tag in ("guid", "title", "description"))
    enclosure = item.find("enclosure")
    audio = enclosure.get("url", "") if enclosure is not None else ""
    chapters = tuple((each["startTime"], each["title"]) for each in listed)
    return Heard(guid, title, summary, audio, chapters)


def _slug(item: etree._Element) -> str:
    return PurePosixPath(urlsplit(item.findtext("link") or "").path).parent.name
