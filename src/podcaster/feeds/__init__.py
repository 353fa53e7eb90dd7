"""Feeds as others wrote them: read safely, repaired where they are broken, as plain values."""

from podcaster.feeds.found import FoundFeed, FoundItem, Repair
from podcaster.feeds.read import parse_feed

__all__ = ["FoundFeed", "FoundItem", "Repair", "parse_feed"]
