"""Plain text out of a parsed Markdown tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markdown_it.tree import SyntaxTreeNode

Say = Callable[[SyntaxTreeNode], str]


def plain_blocks(node: SyntaxTreeNode) -> str:
    """Return the blocks of `node`, apart by an empty line."""
    said = (BLOCKS.get(child.type, plain_blocks)(child) for child in node.children)
    return "\n\n".join(text for text in said if text)


def _words(node: SyntaxTreeNode) -> str:
    """Return the words of a paragraph, heading or cell on as few lines as it has."""
    return "\n".join(line.strip(" ") for line in _inline(node).split("\n")).strip()


def _inline(node: SyntaxTreeNode) -> str:
    """Return the words inside a line, with the blanks at their ends."""
    return "".join(INLINES.get(child.type, _inline)(child) for child in node.children)


def _link(node: SyntaxTreeNode) -> str:
    """Return the words of a link and, unless they say it already, its address."""
    words, address = _inline(node), str(node.attrGet("href") or "")
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    return f"{words} ({shown})" if shown != words else words


def _bullets(node: SyntaxTreeNode) -> str:
    return "\n".join(_item("- ", child) for child in node.children)


def _numbers(node: SyntaxTreeNode) -> str:
    first = int(node.attrGet("start") or 1)
    return "\n".join(_item(f"{first + n}. ", child) for n, child in enumerate(node.children))


def _footnotes(node: SyntaxTreeNode) -> str:
    return "\n".join(_item(f"[{n}] ", child) for n, child in enumerate(node.children, start=1))


def _item(mark: str, node: SyntaxTreeNode) -> str:
    """Return a list item behind its mark, further lines indented under the first."""
    text = plain_blocks(node).replace("\n\n", "\n")
    return (mark + text.replace("\n", "\n" + " " * len(mark))).rstrip()


def _quote(node: SyntaxTreeNode) -> str:
    return "\n".join(f"> {line}".rstrip() for line in plain_blocks(node).split("\n"))


def _table(node: SyntaxTreeNode) -> str:
    rows = (row for part in node.children for row in part.children)
    return "\n".join(" | ".join(_words(cell) for cell in row.children) for row in rows)


def _content(node: SyntaxTreeNode) -> str:
    return node.content.rstrip("\n")


def _text(node: SyntaxTreeNode) -> str:
    return node.content


def _nothing(_: SyntaxTreeNode) -> str:
    return ""


def _footnote_mark(node: SyntaxTreeNode) -> str:
    return f"[{int(node.meta['id']) + 1}]"


#: Block -> how it is said; what is missing here is said as the blocks inside it.
BLOCKS: Final[dict[str, Say]] = {
    "paragraph": _words,
    "heading": _words,
    "bullet_list": _bullets,
    "ordered_list": _numbers,
    "blockquote": _quote,
    "table": _table,
    "fence": _content,
    "code_block": _content,
    "hr": _nothing,
    "footnote_block": _footnotes,
    "footnote_anchor": _nothing,
}

#: Part of a line -> how it is said; what is missing here is said as the parts inside it.
INLINES: Final[dict[str, Say]] = {
    "text": _text,
    "code_inline": _text,
    "softbreak": lambda _: " ",
    "hardbreak": lambda _: "\n",
    "link": _link,
    "footnote_ref": _footnote_mark,
}
