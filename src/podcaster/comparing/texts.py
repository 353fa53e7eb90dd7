"""Texts as apps show them: words, and where links and pictures lead."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from podcaster.feeds.plain_text import is_html, plain_text

_ADDRESS: Final = re.compile(
    r"<(?:a|img)\b[^>]*?\s(?:href|src)\s*=\s*"
    r"""(?:"([^"]*)"|'([^']*)'|([^\s>]+))""",
    re.IGNORECASE,
)


def readable(text: str) -> str:
    """Return what a listener sees of a text: one paragraph, then the addresses in it."""
    if not is_html(text):
        return plain_text(text)
    found = (unescape(one[1] or one[2] or one[3] or "").strip() for one in _ADDRESS.finditer(text))
    web = [address for address in found if address.startswith(("http://", "https://", "mailto:"))]
    return " ".join((plain_text(text), *(f"<{address}>" for address in web)))
