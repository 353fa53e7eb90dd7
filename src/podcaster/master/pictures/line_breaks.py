"""Where a line may end: at blanks that allow it, and between characters that stand without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import bidirectional, east_asian_width

#: What never begins a line in Chinese and Japanese, and what never ends one.
#: Source: W3C, Requirements for Chinese Text Layout, 3.1.2.
_NOT_FIRST: Final = frozenset(
    "、。，．：；！？）］｝〉》」』】〕…—～·ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST: Final = frozenset("（［｛〈《「『【〔")


#: Words, with the blanks at which no line may end.
_WORDS: Final = re.compile(r"(?:\S|[\u00a0\u202f\u2007])+")


def words_of(text: str) -> list[str]:
    """Return the words of a text; what a no-break space holds together is one."""
    return _WORDS.findall(text)


def glued(text: str) -> Iterator[tuple[str, str]]:
    """Yield pieces that stay together, each with what stands before it on a line: " " or ""."""
    for word in words_of(text):
        blank = " "
        for piece in _pieces(word):
            yield piece, blank
            blank = ""


def runs_leftwards(text: str) -> bool:
    """Tell whether a text is read from right to left: its first letter with a direction says so."""
    directions = (bidirectional(one) for one in text)
    return next((one for one in directions if one in {"L", "R", "AL"}), "L") != "L"


def _pieces(word: str) -> Iterator[str]:
    piece = ""
    for one in word:
        if piece and (_breaks(piece[-1]) or _breaks(one)) and _may_break(piece[-1], one):
            yield piece
            piece = ""
        piece += one
    yield piece


def _breaks(one: str) -> bool:
    """Tell whether lines may end beside a character: it is as wide as it is high."""
    return east_asian_width(one) in {"W", "F"}


def _may_break(before: str, after: str) -> bool:
    return before not in _NOT_LAST and after not in _NOT_FIRST
