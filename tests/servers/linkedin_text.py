"""LinkedIn's "little" text, as LinkedIn keeps it and as readers see it."""

from __future__ import annotations

import re
from typing import Final

RESERVED: Final = set("|{}@[]()<>#\\*_~")
LONGEST_TEXT: Final = 3000

_HASHTAG: Final = re.compile(r"\{hashtag\|\\?[#＃]\|((?:\\.|[^\\|{}])+)\}")
_MENTION: Final = re.compile(
    r"@\[((?:\\.|[^\\\[\]])+)\]\((urn:li:(?:organization|person):[\w-]+)\)"
)
_BARE: Final = re.compile(r"(?<![\\|\w])#(\w+)")


def normalised(raw: str) -> str:
    """Return the text as LinkedIn keeps it: a bare `#word` becomes a template."""
    return _BARE.sub(r"{hashtag|\\#|\1}", raw)


def rendered(raw: str) -> str:
    """Return what readers see: cut at the first reserved character that is not escaped."""
    seen, rest = "", normalised(raw)
    while rest:
        if element := _HASHTAG.match(rest):
            seen, rest = f"{seen}#{_unescaped(element.group(1))}", rest[element.end() :]
        elif element := _MENTION.match(rest):
            seen, rest = seen + _unescaped(element.group(1)), rest[element.end() :]
        elif rest[0] == "\\" and rest[1:2] in RESERVED:
            seen, rest = seen + rest[1], rest[2:]
        elif rest[0] in RESERVED:
            break
        else:
            seen, rest = seen + rest[0], rest[1:]
    return seen


def mentioned(raw: str) -> list[str]:
    """Return the URNs of everybody whom the text mentions."""
    return [element.group(2) for element in _MENTION.finditer(raw)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
