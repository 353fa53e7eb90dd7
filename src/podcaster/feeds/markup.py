"""From the text of a feed to its elements; traps are refused, broken XML is mended.

Source:
    lxml FAQ, "How do I use lxml safely as a web-service endpoint?"; RSS 2.0.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

from lxml import etree

from podcaster.errors import PodcasterError
from podcaster.feeds.found import Repairs
from podcaster.model.findings import Place
from podcaster.model.message import Message, message

#: Comments and instructions that may stand before a document type or the first element.
_PROLOGUE: Final = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_TYPE: Final = re.compile(r"\s*<!(DOCTYPE|ENTITY)", re.IGNORECASE)

#: A document type that only names itself, as RSS 0.91 asked for; it defines nothing.
_HARMLESS: Final = re.compile(
    r"""\s*(<!DOCTYPE\s+[\w:.-]{1,40}(?:\s+(?:PUBLIC\s+(?:"[^"<>]*"|'[^'<>]*')|SYSTEM))?"""
    r"""(?:\s+(?:"[^"<>]*"|'[^'<>]*'))?\s*>)""",
    re.IGNORECASE,
)

_VERBATIM: Final = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_AMPERSAND: Final = re.compile(r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};)(?:([A-Za-z]\w{0,30});)?")
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})

#: Hides markup again if it were put in by name.
_MARKUP: Final = frozenset("<>&\"'")


def parse_markup(text: str, repairs: Repairs) -> etree._Element:
    """Return the root of a feed.

    Raises:
        PodcasterError: If it declares a document type, or is no XML at all.
    """
    text = _without_document_type(text, repairs).lstrip()
    lines_before = 0
    problem = ""
    for content in (text, None):
        try:
            root = _parsed(content or _mended(text), recover=False)
        except etree.XMLSyntaxError as error:
            problem, lines_before = problem or str(error.msg), lines_before or error.lineno or 0
            if _is_too_deep(error):
                raise _refused(repairs.file, error.lineno or 0, _TOO_DEEP) from None
            continue
        if problem:
            repairs.note(lines_before, message("broken XML was mended ({reason})", reason=problem))
        return root
    return _recovered(text, lines_before, problem, repairs)


def _recovered(text: str, line: int, problem: str, repairs: Repairs) -> etree._Element:
    """Parse as far as possible."""
    try:
        root = _parsed(_mended(text), recover=True)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise _refused(repairs.file, line, message("this is no XML ({reason})", reason=problem))
    repairs.note(line, message("broken XML was mended ({reason})", reason=problem))
    return root


_TOO_DEEP: Final = message("elements are nested more than 256 deep")


def _parsed(text: str, *, recover: bool) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode(), parser)


def _is_too_deep(error: etree.XMLSyntaxError) -> bool:
    return "depth" in str(error.msg).lower()


def _without_document_type(text: str, repairs: Repairs) -> str:
    """Leave out a document type that only names itself; it is never fetched.

    Raises:
        PodcasterError: If it may define entities: no feed needs them, and attacks do.
    """
    position = _after_prologue(text)
    line = text.count("\n", 0, position) + 1
    if harmless := _HARMLESS.match(text, position):
        repairs.note(line, message("the document type (`<!DOCTYPE`) was left out"))
        lines = "\n" * harmless[0].count("\n")  # so that others can be named
        text = f"{text[:position]}{lines}{text[harmless.end() :]}"
        position = _after_prologue(text)
    if _TYPE.match(text, position):
        what = message("the feed declares a document type (`<!DOCTYPE`), which may hide traps")
        raise _refused(repairs.file, line, what)
    return text


def _after_prologue(text: str) -> int:
    position = 0
    while found := _PROLOGUE.match(text, position):
        position = found.end()
    return position


def _refused(file: str, line: int, what: Message) -> PodcasterError:
    return PodcasterError(
        what,
        place=Place(file, line),
        hint=message("see whether this is the address of an RSS feed"),
    )


def _mended(text: str) -> str:
    """Return `text` with names of HTML's characters replaced and bare ampersands escaped."""
    pieces = _VERBATIM.split(text)
    return "".join(
        piece if index % 2 else _AMPERSAND.sub(_character, piece)
        for index, piece in enumerate(pieces)
    )


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name in _XML_NAMES:
        return found[0]
    character = html5.get(f"{name};", "") if name else ""
    if character and not _MARKUP & set(character):
        return character
    return f"&amp;{found[0][1:]}"
