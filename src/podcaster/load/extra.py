"""`extra.xml`: what a feed said elsewhere, kept as it was."""

from __future__ import annotations

from typing import Final

from lxml import etree

from podcaster.load.folder import ShowFolder
from podcaster.model.extra import FILE_NAME, LARGEST_EXTRA_BYTES, ExtraElement, extra_element
from podcaster.model.findings import Place
from podcaster.model.message import Message, message


def load_extra(folder: ShowFolder, beside: str) -> tuple[ExtraElement, ...]:
    """Return the elements of the `extra.xml` in a folder; none after a finding, or without one."""
    file = f"{beside}/{FILE_NAME}" if beside else FILE_NAME
    if not folder.has(file):
        return ()
    content = folder.read_bytes(file, Place(file), LARGEST_EXTRA_BYTES)
    if content is None:
        return ()
    try:
        root = _parsed(content)
    except etree.XMLSyntaxError as error:
        _report(folder, Place(file, error.lineno or 0), message("this is no XML ({reason})",
                                                                reason=str(error.msg)))  # fmt: skip
        return ()
    if root is None:
        _report(folder, Place(file, 1), message("it declares a document type (`<!DOCTYPE`)"))
        return ()
    return tuple(extra_element(one) for one in root if isinstance(one.tag, str))


def _report(folder: ShowFolder, place: Place, what: Message) -> None:
    folder.report("PC121", place, what, _HINT)


_HINT: Final = message("write `<extra>`, the elements with their namespaces, and `</extra>`")


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
