"""The elements of an `extra.xml`."""

from __future__ import annotations

from lxml import etree

from podcaster.model.extra import ExtraElement
from podcaster.model.extra_xml import extra_element
from podcaster.model.message import Message, message


class NoExtraError(Exception):
    """Says where and why a file is no `extra.xml`."""

    def __init__(self, line: int, what: Message) -> None:
        super().__init__()
        self.line = line
        self.what = what


def elements_of(content: bytes) -> tuple[ExtraElement, ...]:
    """Return the elements that stand in a document.

    Raises:
        NoExtraError: If it is no XML, or declares a document type.
    """
    try:
        root = _parsed(content)
    except etree.XMLSyntaxError as error:
        what = message("this is no XML ({reason})", reason=str(error.msg))
        raise NoExtraError(error.lineno or 0, what) from error
    if root is None:
        raise NoExtraError(1, message("it declares a document type (`<!DOCTYPE`)"))
    return tuple(extra_element(one) for one in root if isinstance(one.tag, str))


def _parsed(content: bytes) -> etree._Element | None:
    """Return the root, or None if there is a document type, which could hide traps."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser)
