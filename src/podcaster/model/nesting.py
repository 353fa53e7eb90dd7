"""How deep elements of HTML lie in each other, counted without a parser.

Parsers take the square of the depth: a megabyte of `<div>` would keep one busy for an hour.
"""

from __future__ import annotations

import re
from typing import Final

#: Deeper HTML was written by no person, and is not parsed.
DEEPEST_HTML: Final = 200

#: An element begins or ends: nothing else makes a text deeper. Linear: no part gives back.
TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>")
_HOLD_NOTHING: Final = frozenset({"p", "li", "br", "img", "hr", "input", "meta", "link"})


def nested_deeper(text: str, deepest: int = DEEPEST_HTML) -> bool:
    """Tell whether elements of HTML may lie more than `deepest` in each other."""
    depth = 0
    for tag in TAG.finditer(text):
        if tag[2].lower() in _HOLD_NOTHING or tag[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > deepest:
            return True
    return False
