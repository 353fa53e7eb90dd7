"""A news item as a record of Bluesky's: its name, its text with links and hashtags, its card.

Source:
    AT Protocol's documentation, "TID", `app.bsky.feed.post`, `app.bsky.richtext.facet`,
    `app.bsky.embed.external`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from podcaster.model.release import Announcement

COLLECTION: Final = "app.bsky.feed.post"

#: What Bluesky takes as the picture of a card.
LARGEST_THUMB_BYTES: Final = 1_000_000

#: The alphabet of names made from moments: it sorts as the moments do.
SORTABLE: Final = "234567abcdefghijklmnopqrstuvwxyz"

LONGEST_HASHTAG: Final = 64

_LINK: Final = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'…]")
_HASHTAG: Final = re.compile(r"(?<![\w#/&])#(?!\d+(?:\W|$))(\w+)")


def tid_of(announcement: Announcement, channel: str) -> str:
    """Return the record's name: the moment the item came out, and what tells it from others.

    53 bits of microseconds and 10 bits of a clock's number, in 13 signs of five bits each. The
    microseconds below a second and the clock come from a digest of item and channel.
    """
    key = f"{channel}\0{announcement.item}\0{announcement.guid}".encode()
    chance = int.from_bytes(sha256(key).digest()[:8], "big")
    micros = int(announcement.published_at.timestamp()) * 1_000_000 + (chance >> 10) % 1_000_000
    number = (micros << 10 | chance & 0x3FF) & (1 << 63) - 1
    return "".join(SORTABLE[number >> shift & 31] for shift in range(60, -1, -5))


def record_of(announcement: Announcement, created: str, thumb: object = None) -> dict[str, Any]:
    """Return the post.

    Args:
        announcement: What is told.
        created: When it was posted first, in ISO 8601.
        thumb: The uploaded picture of the card, as the server described it; None: none.
    """
    card = {
        "uri": announcement.link,
        "title": announcement.title,
        "description": announcement.summary,
    }
    return {
        "$type": COLLECTION,
        "text": announcement.post,
        "createdAt": created,
        "langs": [announcement.language],
        "facets": list(facets_of(announcement.post)),
        "embed": {
            "$type": "app.bsky.embed.external",
            "external": {**card, "thumb": thumb} if thumb else card,
        },
    }


def facets_of(text: str) -> Iterator[dict[str, Any]]:
    """Yield what of a text is a link or a hashtag; places count bytes of UTF-8."""
    links = [(found.span(), _link(found[0])) for found in _LINK.finditer(text)]
    tags = [
        (found.span(), _tag(found[1]))
        for found in _HASHTAG.finditer(text)
        if len(found[1]) <= LONGEST_HASHTAG
        and not any(start <= found.start() < stop for (start, stop), _ in links)
    ]
    for (start, stop), feature in sorted(links + tags, key=lambda one: one[0]):
        yield {
            "index": {"byteStart": _bytes(text[:start]), "byteEnd": _bytes(text[:stop])},
            "features": [feature],
        }


def _link(address: str) -> dict[str, str]:
    return {"$type": "app.bsky.richtext.facet#link", "uri": address}


def _tag(word: str) -> dict[str, str]:
    return {"$type": "app.bsky.richtext.facet#tag", "tag": word}


def _bytes(text: str) -> int:
    return len(text.encode())
