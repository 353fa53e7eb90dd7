"""What a reader of HTML sees."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

import nh3

from podcaster.model.nesting import TAG, nested_deeper

#: Longer texts are cut: no person wrote them.
LONGEST_HTML: Final = 1_000_000

_HTML: Final = re.compile(
    r"</?(?:p|br|a|ul|ol|li|div|span|h[1-6]|strong|b|em|i|blockquote|code|pre|img|table|tr|td|hr"
    r"|script|style|iframe|u|s|small|sub|sup|font|center|section|article|figure|figcaption|audio"
    r"|video|dl|dt|dd|del|ins|cite|abbr|mark|tbody|thead|th|o:p)\b[^<>]*+>|&(?:amp|lt|gt|quot|nbsp|#\d+);",
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
    if nested_deeper(apart):
        bare = TAG.sub(" ", apart)
    else:
        bare = nh3.clean(apart, tags=set(), attributes={})
    return " ".join(unescape(bare).split())
