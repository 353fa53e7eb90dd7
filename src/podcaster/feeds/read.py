"""A feed from its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.errors import PodcasterError
from podcaster.feeds.decoding import decode
from podcaster.feeds.found import Facts, FoundFeed, Repairs
from podcaster.feeds.item import ITEM_NAMES, read_item
from podcaster.feeds.kept import kept_of
from podcaster.feeds.markup import parse_markup
from podcaster.feeds.names import Part, whole
from podcaster.feeds.namespace import SHOW_ELEMENTS, SHOW_KEYS, read_keys
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

#: Elements of a channel that are read, or that say only how the feed was made; others are kept.
_CHANNEL_NAMES: Final = frozenset(
    {
        "title", "itunes:title", "description", "language", "itunes:author", "itunes:type",
        "copyright", "link", "podcast:guid", "podcast:locked", "itunes:new-feed-url", "item",
        "image", "itunes:image", "itunes:owner", "itunes:category", "itunes:explicit",
        "podcast:person", "podcast:funding", "podcast:license", "atom:link", "generator", "pubDate",
        "lastBuildDate", "podcast:medium", "docs",
    }
    | SHOW_ELEMENTS
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
    extra, lost = kept_of(channel, "channel", _CHANNEL_NAMES)
    lost.update(_links_left_out(channel))
    found = []
    for item in items:
        kept, left_out = kept_of(item, "item", ITEM_NAMES)
        found.append(read_item(item, repairs, kept))
        lost.update(left_out)
    return FoundFeed(
        file=file,
        texts=_texts(channel),
        explicit=yes_or_no(channel.first("itunes:explicit", "googleplay:explicit")),
        categories=_categories(channel),
        people=people(channel),
        licence=licence(channel),
        items=tuple(found),
        losses=dict(sorted(lost.items())),
        more=read_keys(channel, SHOW_KEYS),
        extra=extra,
        next_page=_atom_link(channel, "next"),
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
    is_atom = root.name.rpartition(":")[2].lower() == "feed"
    raise PodcasterError(
        message("this is an Atom feed, which has no words for podcasts")
        if is_atom
        else message("this is no RSS feed: it begins with `<{name}>`", name=root.name),
        place=Place(file, root.line),
        hint=message("name the RSS feed of the show; directories know its address")
        if is_atom
        else message("see whether this is the address of an RSS feed"),
    )


def _texts(channel: Part) -> Facts:
    texts = {name: one_line(channel.first(*names)) for name, names in _TEXTS.items()}
    texts["summary"] = channel.first(*_TEXTS["summary"])
    owners = channel.all("itunes:owner")
    owner = owners[0] if owners else channel
    return {
        **texts,
        "owner_name": one_line(owner.first("itunes:name")),
        "owner_email": one_line(owner.first("itunes:email") or channel.first("googleplay:email")),
        "address": _atom_link(channel, "self"),
        "image": _image(channel),
    }


def _atom_link(channel: Part, rel: str) -> str:
    links = channel.all("atom:link")
    return next((one.attribute("href") for one in links if one.attribute("rel") == rel), "")


#: Relations that the feed made here says for itself, or that only lead from page to page.
_OWN_LINKS: Final = frozenset({"self", "next", "prev", "previous", "first", "last", "current"})


def _links_left_out(channel: Part) -> Iterator[str]:
    """Yield the names of links and pictures that do not come over."""
    taken = _image(channel)
    pictures = (part for part in channel.all("image") if part.first("url") not in {"", taken})
    links = (link for link in channel.all("atom:link") if link.attribute("rel") not in _OWN_LINKS)
    yield from (part.name for part in pictures)
    yield from (f"{link.name} {link.attribute('rel')}"[:80].strip() for link in links)


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
