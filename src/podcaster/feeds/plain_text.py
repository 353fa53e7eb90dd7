"""What a reader of HTML sees."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

import nh3

#: Longer texts are cut: no person wrote them.
LONGEST_HTML: Final = 1_000_000

_HTML: Final = re.compile(
    r"</?(?:p|br|a|ul|ol|li|div|span|h[1-6]|strong|b|em|i|blockquote|code|pre|img|table|tr|td|hr"
    r"|script|style|iframe)\b[^>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Tell whether a text holds markup."""
    return bool(_HTML.search(text))


def plain_text(text: str) -> str:
    """Return what a reader of HTML sees, as one paragraph."""
    if not is_html(text):
        return " ".join(text.split())
    apart = re.sub(r"<(?=/?(?:p|br|div|li|h[1-6]|tr|td)\b)", " <", text[:LONGEST_HTML])
    bare = nh3.clean(apart, tags=set(), attributes={})
    return " ".join(_unescaped(bare).split())


def _unescaped(bare: str) -> str:
    return unescape(bare)
