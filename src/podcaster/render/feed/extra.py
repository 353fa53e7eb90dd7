"""What a feed said elsewhere, written into ours as it was."""

from __future__ import annotations

from typing import Final

from lxml import etree

from podcaster.model.extra import LINKS, OWN, ExtraElement, Parent

_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def append_extra(parent: etree._Element, extra: tuple[ExtraElement, ...], place: Parent) -> None:
    """Write what fits into `parent`; links that the show has itself by now give way.

    A transcript gives way to one in its own language only.
    """
    there = {_kind(child) for child in parent}
    for one in sorted(extra, key=_branch):
        is_link = (one.namespace, one.local) in LINKS
        if one.fits(place):
            element = etree.fromstring(one.xml.encode(), _PARSER)
            if not (is_link and _kind(element) in there):
                _put(parent, element, one.namespace if is_link else None)


def _kind(element: etree._Element) -> tuple[str, str, str]:
    """Return the name of an element and the language it is in, be it spoken here or there."""
    return *_name(element), (element.get("language") or "").partition("-")[0]


def _branch(one: ExtraElement) -> int:
    """Return the branch of the grammar that an element belongs to.

    libxml2 validates an interleave only if the elements of one branch stand together.
    """
    if (one.namespace, one.local) in LINKS:
        return 0
    return 1 if one.namespace in OWN else 2


def _put(parent: etree._Element, element: etree._Element, beside: str | None) -> None:
    """Put an element last, or after the last one of a namespace."""
    near = [child for child in parent if _name(child)[0] == beside]
    if near:
        near[-1].addnext(element)
    else:
        parent.append(element)


def _name(element: etree._Element) -> tuple[str, str]:
    name = etree.QName(element)
    return name.namespace or "", name.localname
