"""What nobody here has a word for, kept as it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from podcaster.feeds.names import Part
from podcaster.feeds.plain_text import plain_text
from podcaster.model.extra import (
    LARGEST_EXTRA_BYTES,
    LINKS,
    ExtraElement,
    Parent,
)
from podcaster.model.extra_xml import extra_element

#: Longer elements are no facts about an episode.
_LARGEST: Final = 20_000

#: Said again by `description`, or by `content:encoded`.
_REPEATS: Final = ("itunes:summary", "itunes:subtitle", "googleplay:description")


def kept_of(
    part: Part, parent: Parent, understood: Collection[str]
) -> tuple[tuple[ExtraElement, ...], Counter[str]]:
    """Return what is kept as it is, and how often what was left out stands there.

    Args:
        part: A channel or an item.
        parent: Which of the two.
        understood: Names of elements that are read.
    """
    repeated = bool(part.all(*_REPEATS))
    said = ("description", "content:encoded") if repeated else ()
    texts = {plain_text(part.first(name)) for name in said}
    kept: list[ExtraElement] = []
    lost: Counter[str] = Counter()
    room = LARGEST_EXTRA_BYTES // 2
    for child in part.parts():
        if child.name in understood or _says_nothing_new(child, texts):
            continue
        one = extra_element(child.element)
        size = len(one.xml.encode())
        if _is_link(one) or not one.fits(parent) or size > min(_LARGEST, room) or _nameless(one):
            lost[child.name] += 1
            continue
        kept.append(one)
        room -= size
    return tuple(kept), lost


def _says_nothing_new(child: Part, texts: set[str]) -> bool:
    return child.name in _REPEATS and plain_text(child.text) in texts


def _is_link(one: ExtraElement) -> bool:
    """Tell whether an element is read as a link, so that it is not kept here."""
    return (one.namespace, one.local) in LINKS


def _nameless(one: ExtraElement) -> bool:
    """Tell whether a prefix in it was declared nowhere."""
    return ":" in one.local
