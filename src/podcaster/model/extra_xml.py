"""An element that nobody here has a word for, taken out of the document it stands in."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from podcaster.model.extra import ACTIVE, ExtraElement


def extra_element(element: etree._Element) -> ExtraElement:
    """Return an element as it stood, apart from what was around it."""
    alone = deepcopy(element)
    alone.tail = None
    namespace, local = _name(element)
    line: int | None = getattr(element, "sourceline", None)
    return ExtraElement(
        name=f"{element.prefix}:{local}" if element.prefix else local,
        namespace=namespace,
        local=local,
        xml=etree.tostring(alone, method="c14n", exclusive=True).decode(),
        line=line or 0,
        active=any(_is_active(inner) for inner in element.iter()),
    )


def _is_active(element: etree._Element) -> bool:
    """Tell whether browsers would obey an element; what is no element they might, too."""
    tag: object = element.tag  # comments and instructions have functions here
    if not isinstance(tag, str):
        return True
    return _name(element)[0].strip().lower() in ACTIVE


def _name(element: etree._Element) -> tuple[str, str]:
    """Return namespace and name; a prefix that was declared nowhere stays in the name."""
    namespace, closed, local = str(element.tag).removeprefix("{").rpartition("}")
    return (namespace, local) if closed else ("", local)
