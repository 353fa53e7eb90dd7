"""feedgen behind typed functions, with its traps cured.

It writes the core of RSS; what it would write wrong comes as `Tag`s instead:

- dates, because it calls `locale.setlocale` for each one, and other threads see that;
- `itunes:explicit`, because it knows only `yes`, `no` and `clean`, which Apple refuses;
- `lastBuildDate`, because it takes the clock's, and the same input shall give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from feedgen.feed import FeedGenerator
from lxml import etree

from podcaster.model.extra import ExtraElement
from podcaster.render.characters import printable
from podcaster.render.feed.addresses import ascii_address
from podcaster.render.feed.extra import append_extra
from podcaster.render.feed.tag import NAMESPACES, Tag, append

GENERATOR: Final = "podcaster"
FEED_TYPE: Final = "application/rss+xml"


@dataclass(frozen=True)
class Channel:
    """What RSS says about a show; `tags` is the rest, `extra` what others said."""

    title: str
    link: str
    description: str
    language: str
    address: str
    tags: tuple[Tag, ...]
    extra: tuple[ExtraElement, ...] = ()


@dataclass(frozen=True)
class Item:
    """What RSS says about an episode; `tags` is the rest, `extra` what others said."""

    title: str
    link: str
    guid: str
    description: str
    content: str
    tags: tuple[Tag, ...]
    extra: tuple[ExtraElement, ...] = ()


class _ShowTags:
    """feedgen extension: writes `tags` into the channel."""

    tags: tuple[Tag, ...] = ()
    extra: tuple[ExtraElement, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        return NAMESPACES

    def extend_rss(self, rss: etree._Element) -> None:
        append(rss[0], self.tags)
        append_extra(rss[0], self.extra, "channel")


class _ItemTags:
    """feedgen extension: writes `tags` into an item."""

    tags: tuple[Tag, ...] = ()
    extra: tuple[ExtraElement, ...] = ()

    def extend_rss(self, item: etree._Element) -> None:
        append(item, self.tags)
        append_extra(item, self.extra, "item")


def feed_xml(channel: Channel, items: Iterable[Item]) -> bytes:
    """Return a feed as UTF-8 with its XML declaration; items stand as they come."""
    feed: Any = FeedGenerator()
    feed._FeedGenerator__rss_lastBuildDate = None  # noqa: SLF001 - there is no other way to unset it
    feed.register_extension("own", _ShowTags, _ItemTags, atom=False)
    _fill_channel(feed, channel)
    for item in items:
        _fill_item(feed.add_entry(order="append"), item)
    xml: bytes = feed.rss_str(pretty=True)
    return xml


def _fill_channel(feed: Any, channel: Channel) -> None:  # noqa: ANN401 - feedgen has no types
    feed.title(printable(channel.title))
    # The last link becomes RSS's own, so the page comes after the feed itself.
    feed.link(href=ascii_address(channel.address), rel="self", type=FEED_TYPE)
    feed.link(href=ascii_address(channel.link), rel="alternate")
    feed.description(printable(channel.description))
    feed.language(channel.language)
    feed.generator(GENERATOR)
    feed.own.tags = channel.tags
    feed.own.extra = channel.extra


def _fill_item(entry: Any, item: Item) -> None:  # noqa: ANN401 - feedgen has no types
    entry.title(printable(item.title))
    entry.link(href=ascii_address(item.link))
    entry.guid(printable(item.guid), permalink=item.guid.startswith(("http://", "https://")))
    entry.description(printable(item.description))
    entry.content(printable(item.content))
    entry.own.tags = item.tags
    entry.own.extra = item.extra
