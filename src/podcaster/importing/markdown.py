"""HTML of show notes as Markdown, as far as Markdown goes.

Source:
    CommonMark 0.31, chapters 4 to 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import nh3
from lxml import etree, html

from podcaster.feeds.plain_text import LONGEST_HTML, is_html, plain_text
from podcaster.model.nesting import nested_deeper
from podcaster.model.values import is_web_address

#: More nested notes are taken as plain text: no person wrote them so.
DEEPEST: Final = 40

#: What Markdown has a form for.
_KEPT: Final = frozenset(
    {
        "p", "br", "a", "ul", "ol", "li", "strong", "b", "em", "i", "blockquote", "code", "pre",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "div", "span",
    }
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {"p", "div", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
_SPECIAL: Final = re.compile(r"([\\`*\[\]<>]|(?<!\w)_|_(?!\w)|&(?=#?\w+;))")
_LINE_START: Final = re.compile(
    r"^(\s*)(#{1,6}(?=\s)|[+-](?=\s)|=+\s*$|-{2,}\s*$|~{3})", re.MULTILINE
)
_LIST_NUMBER: Final = re.compile(r"^(\s*\d{1,9})([.)])(?=\s)", re.MULTILINE)


def to_markdown(text: str) -> str:
    """Return HTML, or plain text with its lines, as Markdown."""
    if not is_html(text):
        return _plain_lines(text)
    tree = _tree(text)
    if tree is None:
        return _plain_lines(plain_text(text))
    return _tidy(_block(tree, 0)) + "\n"


def _tree(text: str) -> etree._Element | None:
    """Parse what is harmless of `text`."""
    if len(text) > LONGEST_HTML or nested_deeper(text, DEEPEST):
        return None
    clean = nh3.clean(text, tags=set(_KEPT | {"img"}), attributes={"a": {"href"}, "img": {"alt"}})
    try:
        tree: etree._Element = html.fragment_fromstring(clean, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def _plain_lines(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return (
        "\n\n".join(
            "\\\n".join(
                _escaped(" ".join(line.split())) for line in one.split("\n") if line.strip()
            )
            for one in paragraphs
        )
        + "\n"
    )


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LIST_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", escaped))


def _block(element: etree._Element, depth: int) -> str:
    """Return what is in an element, blocks apart from each other."""
    pieces = [_text(element.text)]
    for child in element:
        if depth > DEEPEST:
            pieces.append(_text("".join(map(str, child.itertext()))))
        elif isinstance(child.tag, str):
            write = _WRITERS.get(child.tag, _block)
            inside = write(child, depth + 1)
            pieces.append(f"\n\n{inside.strip(chr(10))}\n\n" if child.tag in _BLOCKS else inside)
        pieces.append(_text(child.tail))
    return "".join(pieces)


def _text(text: str | None) -> str:
    return _escaped(re.sub(r"\s+", " ", str(text or "")))


def _around(mark: str) -> Callable[[etree._Element, int], str]:
    """Return what puts a mark around words; blanks stay outside."""

    def write(element: etree._Element, depth: int) -> str:
        inside = _block(element, depth)
        words = inside.strip()
        if not words or "\n\n" in words:
            return inside
        before = inside[: len(inside) - len(inside.lstrip())]
        after = inside[len(inside.rstrip()) :]
        return f"{before}{mark}{words}{mark}{after}"

    return write


def _link(element: etree._Element, depth: int) -> str:
    inside = _block(element, depth).strip()
    href = str(element.get("href") or "").strip()
    if not (is_web_address(href) or re.fullmatch(r"mailto:[^\s<>()]+", href)):
        return inside
    if "".join(map(str, element.itertext())).strip() == href:
        return f"<{href}>"
    target = href.replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
    return f"[{' '.join(inside.split()) or _escaped(href)}]({target})"


def _heading(element: etree._Element, depth: int) -> str:
    words = " ".join(_block(element, depth).split())
    return f"{'#' * int(element.tag[1])} {words}" if words else ""


def _list(element: etree._Element, depth: int) -> str:
    rows = []
    items = [child for child in element if child.tag == "li"]
    for number, item in enumerate(items, start=1):
        mark = f"{number}." if element.tag == "ol" else "-"
        inside = _tidy(_block(item, depth))
        indented = inside.replace("\n", "\n" + " " * (len(mark) + 1))
        rows.append(f"{mark} {indented}")
    return "\n".join(rows)


def _quote(element: etree._Element, depth: int) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _tidy(_block(element, depth)).split("\n"))


def _code(element: etree._Element, depth: int) -> str:
    del depth
    text = "".join(map(str, element.itertext()))
    if element.tag == "pre":
        return "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))
    return f"`{' '.join(text.split())}`" if text.strip() and "`" not in text else _text(text)


def _tidy(text: str) -> str:
    """Return Markdown with one empty line between blocks."""
    lines = [line if line.startswith("    ") else line.strip(" ") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


_WRITERS: Final[dict[str, Callable[[etree._Element, int], str]]] = {
    "strong": _around("**"), "b": _around("**"), "em": _around("*"), "i": _around("*"),
    "a": _link, "ul": _list, "ol": _list, "blockquote": _quote, "code": _code, "pre": _code,
    "br": lambda _element, _depth: "\\\n", "hr": lambda _element, _depth: "***",
    "img": lambda element, _depth: _text(str(element.get("alt") or "")),
    **{f"h{level}": _heading for level in range(1, 7)},
}  # fmt: skip
