"""What a reader of HTML sees."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

import nh3

#: Longer texts are cut: no person wrote them.
LONGEST_HTML: Final = 1_000_000

#: Deeper ones lose their tags without being parsed: parsers take the square of the depth.
DEEPEST_HTML: Final = 200

#: An element begins or ends: nothing else makes a text deeper.
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*?(/?)>")
_HOLD_NOTHING: Final = frozenset({"p", "li", "br", "img", "hr", "input", "meta", "link"})

_HTML: Final = re.compile(
    r"</?(?:p|br|a|ul|ol|li|div|span|h[1-6]|strong|b|em|i|blockquote|code|pre|img|table|tr|td|hr"
    r"|script|style|iframe|u|s|small|sub|sup|font|center|section|article|figure|figcaption|audio"
    r"|video|dl|dt|dd|del|ins|cite|abbr|mark|tbody|thead|th|o:p)\b[^>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Tell whether a text holds markup."""
    return bool(_HTML.search(text))


#: What a reader of HTML would take for markup, though it is none.
_LOOKS_LIKE_MARKUP: Final = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")


def as_html(text: str) -> str:
    """Return a text as HTML that reads the same: plain text that looks like markup is escaped."""
    if is_html(text) or not _LOOKS_LIKE_MARKUP.search(text):
        return text
    return escape(text, quote=False)


def plain_text(text: str) -> str:
    """Return what a reader of HTML sees, as one paragraph."""
    if not is_html(text):
        return " ".join(text.split())
    apart = re.sub(r"<(?=/?(?:p|br|div|li|h[1-6]|tr|td)\b)", " <", text[:LONGEST_HTML])
    if nested_deeper(apart, DEEPEST_HTML):
        bare = _TAG.sub(" ", apart)
    else:
        bare = nh3.clean(apart, tags=set(), attributes={})
    return " ".join(unescape(bare).split())


def nested_deeper(text: str, deepest: int) -> bool:
    """Tell whether elements of HTML may lie more than `deepest` in each other; does not parse."""
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _HOLD_NOTHING or tag[3]:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > deepest:
            return True
    return False
