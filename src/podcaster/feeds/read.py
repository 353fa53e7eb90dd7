"""A feed from its bytes."""

from __future__ import annotations

from collections import Counter
from typing import Final

from podcaster.errors import PodcasterError
from podcaster.feeds.decoding import decode
from podcaster.feeds.found import Facts, FoundFeed, Repairs
from podcaster.feeds.item import ITEM_NAMES, read_item
from podcaster.feeds.markup import parse_markup
from podcaster.feeds.names import Part, whole
from podcaster.feeds.values import licence, one_line, people, yes_or_no
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Longest feed that is taken; the longest real ones have half of it.
LARGEST_FEED_BYTES: Final = 20_000_000

#: Fact -> elements that say it, the best first.
_TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "itunes:title"),
    "summary": ("description", "itunes:summary", "googleplay:description", "itunes:subtitle"),
    "language": ("language", "dc:language"),
    "author": ("itunes:author", "googleplay:author", "dc:creator", "managingEditor"),
    "type": ("itunes:type",),
    "copyright": ("copyright", "dc:rights"),
    "link": ("link",),
    "guid": ("podcast:guid",),
    "locked": ("podcast:locked",),
    "new_address": ("itunes:new-feed-url",),
}

#: Elements of a channel that are read, or that say only how the feed was made.
_CHANNEL_NAMES: Final = frozenset(
    {name for names in _TEXTS.values() for name in names}
    | {
        "item", "image", "itunes:image", "itunes:owner", "itunes:category", "itunes:explicit",
        "podcast:person", "podcast:funding", "podcast:license", "atom:link", "generator", "docs",
        "ttl", "pubDate", "lastBuildDate", "webMaster", "itunes:keywords", "category",
        "podcast:medium", "podcast:trailer", "googleplay:image", "googleplay:category",
        "googleplay:explicit", "googleplay:email",
    }
)  # fmt: skip


def parse_feed(content: bytes, file: str) -> FoundFeed:
    """Read a feed; what is broken is repaired, and said.

    Args:
        content: As it was stored or sent.
        file: What the person calls it.

    Raises:
        PodcasterError: If it is no RSS feed, too large, or a trap.
    """
    if len(content) > LARGEST_FEED_BYTES:
        raise too_large(file)
    repairs = Repairs(file)
    root = whole(parse_markup(decode(content, repairs), repairs))
    channel = _channel(root, file)
    items = channel.all("item") or root.all("item")
    found = tuple(read_item(item, repairs) for item in items)
    return FoundFeed(
        file=file,
        texts=_texts(channel),
        explicit=yes_or_no(channel.first("itunes:explicit", "googleplay:explicit")),
        categories=_categories(channel),
        people=people(channel),
        support=_support(channel),
        licence=licence(channel),
        items=found,
        losses=_losses(channel, items),
        repairs=tuple(repairs.rows),
    )


def too_large(file: str) -> PodcasterError:
    """Return the error for a feed that is longer than any real one."""
    return PodcasterError(
        message("the feed is larger than {most} MB", most=LARGEST_FEED_BYTES // 1_000_000),
        place=Place(file),
        hint=message("see whether this is the address of an RSS feed"),
    )


def _channel(root: Part, file: str) -> Part:
    """Return the channel.

    Raises:
        PodcasterError: If there is none.
    """
    channels = root.all("channel")
    if root.name.rpartition(":")[2].lower() in {"rss", "rdf"} and channels:
        return channels[0]
    raise PodcasterError(
        message("this is no RSS feed: it begins with `<{name}>`", name=root.name),
        place=Place(file, root.line),
        hint=message("see whether this is the address of an RSS feed"),
    )


def _texts(channel: Part) -> Facts:
    texts = {name: one_line(channel.first(*names)) for name, names in _TEXTS.items()}
    texts["summary"] = channel.first(*_TEXTS["summary"])
    owners = channel.all("itunes:owner")
    owner = owners[0] if owners else channel
    selves = [
        link.attribute("href")
        for link in channel.all("atom:link")
        if link.attribute("rel") == "self"
    ]
    return {
        **texts,
        "owner_name": one_line(owner.first("itunes:name")),
        "owner_email": one_line(owner.first("itunes:email") or channel.first("googleplay:email")),
        "address": next(iter(selves), ""),
        "image": _image(channel),
    }


def _image(channel: Part) -> str:
    hrefs = [part.attribute("href") for part in channel.all("itunes:image", "googleplay:image")]
    urls = [part.first("url") for part in channel.all("image")]
    return next((address for address in (*hrefs, *urls) if address), "")


def _categories(channel: Part) -> tuple[str, ...]:
    rows: list[str] = []
    for main in channel.all("itunes:category", "googleplay:category"):
        name = main.attribute("text")
        subs = [sub.attribute("text") for sub in main.all("itunes:category")]
        rows += [f"{name} > {sub}" for sub in subs if sub] or [name]
    return tuple(dict.fromkeys(row for row in rows if row))


def _support(channel: Part) -> tuple[Facts, ...]:
    return tuple(
        {"text": one_line(part.text), "url": part.attribute("url")}
        for part in channel.all("podcast:funding")
    )


def _losses(channel: Part, items: tuple[Part, ...]) -> dict[str, int]:
    """Count elements that nobody reads."""
    lost = Counter(part.name for part in channel.parts() if part.name not in _CHANNEL_NAMES)
    for item in items:
        lost.update(part.name for part in item.parts() if part.name not in ITEM_NAMES)
    return dict(sorted(lost.items()))
