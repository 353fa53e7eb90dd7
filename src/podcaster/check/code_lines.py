"""Which lines of a text in Markdown are blocks of code: shown, never run."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: Without any of these there is no block of code; most texts are spared the parser.
_PERHAPS: Final = re.compile(r"```|~~~|^(?: {4}|\t| {1,3}\t)", re.MULTILINE)
_BLOCKS: Final = frozenset({"fence", "code_block"})


def code_lines(text: str) -> frozenset[int]:
    """Return the numbers of the lines that are code, from 1 on, the fences included.

    Source:
        CommonMark 0.31.2, 4.4 and 4.5.
    """
    if not _PERHAPS.search(text):
        return frozenset()
    tokens = _parser().parse("\n".join(text.splitlines()))
    blocks = (token.map for token in tokens if token.type in _BLOCKS and token.map)
    return frozenset(line + 1 for first, behind in blocks for line in range(first, behind))


@cache
def _parser() -> MarkdownIt:
    """Return what finds the blocks of a text as its pages will, and looks into none."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most shows don't need it to be judged
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - as above

    parser = MarkdownIt("commonmark").use(footnote_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
