"""What listeners get at a show's public address."""

from __future__ import annotations

import requests
from lxml import etree

PATIENCE_S = 60.0


def heard_at(address: str) -> int:
    """Return how many episodes can be loaded there, whole and as long as the feed says."""
    feed = requests.get(f"{address}/feed.xml", timeout=PATIENCE_S)
    feed.raise_for_status()
    found = etree.fromstring(feed.content).findall("channel/item/enclosure")
    audio = [(each, requests.get(each.get("url"), timeout=PATIENCE_S)) for each in found]
    return sum(len(got.content) == int(each.get("length")) for each, got in audio)
