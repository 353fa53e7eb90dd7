"""Elements by the names that everybody uses, whatever prefix and spelling a feed has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

#: Namespace without scheme, `www.` and last slash, in lower case -> the prefix everybody uses.
_PREFIXES: Final[dict[str, str]] = {
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "podcastindex.org/namespace/1.0": "podcast",
    "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "w3.org/2005/atom": "atom",
    "podlove.org/simple-chapters": "psc",
    "search.yahoo.com/mrss": "media",
    "google.com/schemas/play-podcasts/1.0": "googleplay",
    "purl.org/rss/1.0": "",
    "backend.userland.com/rss2": "",
}
_AROUND: Final = re.compile(r"^https?://(?:www\.)?|/+$")


@dataclass(frozen=True)
class Part:
    """An element of a feed.

    Attributes:
        element: As it was parsed.
        name: With the prefix that everybody uses, such as `itunes:author`.
    """

    element: etree._Element
    name: str

    @property
    def line(self) -> int:
        """Where it stands."""
        line: int | None = getattr(self.element, "sourceline", None)
        return line or 0

    @property
    def text(self) -> str:
        """All text in it, without blanks around."""
        return "".join(str(piece) for piece in self.element.itertext()).strip()

    def attribute(self, name: str) -> str:
        """Return an attribute without blanks around, or ""."""
        return str(self.element.get(name) or "").strip()

    def parts(self) -> Iterator[Part]:
        """Yield the elements directly in it."""
        for child in self.element:
            if isinstance(child.tag, str):
                yield Part(child, _name(child))

    def all(self, *names: str) -> tuple[Part, ...]:
        """Return the elements directly in it that have one of these names."""
        return tuple(part for part in self.parts() if part.name in names)

    def first(self, *names: str) -> str:
        """Return the first text that is not empty, asked for in the order of `names`."""
        found = dict.fromkeys(names, "")
        for part in self.all(*names):
            found[part.name] = found[part.name] or part.text
        return next((text for text in found.values() if text), "")


def whole(root: etree._Element) -> Part:
    """Return the root as a part."""
    return Part(root, _name(root))


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    if not tag.startswith("{"):
        # A prefix that nobody declared stays in the name; most are told by their looks.
        return tag
    namespace, _, local = tag[1:].partition("}")
    known = _AROUND.sub("", namespace.strip().lower())
    prefix = _PREFIXES.get(known, element.prefix or "")
    return f"{prefix}:{local}" if prefix else local
