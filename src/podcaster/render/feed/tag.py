"""Elements of a feed as values, and how they become XML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from lxml import etree

from podcaster.render.characters import printable
from podcaster.render.feed.addresses import ascii_address

#: Prefix -> namespace; apps compare them letter by letter.
NAMESPACES: Final[dict[str, str]] = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "psc": "http://podlove.org/simple-chapters",
}

#: Attributes that hold addresses.
ADDRESSES: Final = frozenset({"accountUrl", "feedUrl", "href", "image", "img", "uri", "url"})


class Tag(NamedTuple):
    """An element; a tuple, because a feed of ten thousand episodes has half a million.

    Attributes:
        name: With its prefix, such as `itunes:image`.
        text: What stands in it.
        attributes: Name -> value.
        children: Elements in it.
    """

    name: str
    text: str = ""
    attributes: Mapping[str, str] = {}
    children: tuple[Tag, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it says nothing, so that it is not written."""
        return not (self.text or self.attributes or self.children)


def tag(name: str, text: str | float | None = None, /, *children: Tag, **attributes: object) -> Tag:
    """Make an element fit for XML; attributes that are None or "" and empty children fall away."""
    return Tag(
        name,
        "" if text is None else printable(str(text)),
        {key: _value(key, value) for key, value in attributes.items() if value not in {None, ""}},
        tuple(child for child in children if not child.empty),
    )


def append(parent: etree._Element, tags: tuple[Tag, ...]) -> None:
    """Write those of `tags` that say something into `parent`."""
    for one in tags:
        if not one.empty:
            element = etree.SubElement(parent, _qualified(one.name), dict(one.attributes))
            element.text = one.text or None
            append(element, one.children)


def _value(key: str, value: object) -> str:
    text = printable(str(value))
    return ascii_address(text) if key in ADDRESSES else text


@cache
def _qualified(name: str) -> str:
    """Return `{namespace}name`, as lxml wants it."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local
