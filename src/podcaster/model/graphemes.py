"""Counts characters as readers see them: a letter with its accents, a family emoji is one.

What is rare counts as more than one, never as less: a text that fits by this count fits.

Source:
    Unicode Standard Annex #29, "Grapheme Cluster Boundaries", without its rules for Indic
    conjuncts and prepended marks.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_MARKS: Final = frozenset({"Mn", "Me", "Mc"})


def graphemes(text: str) -> int:
    """Return how many characters of `text` readers see."""
    count, flags, before = 0, 0, ""
    for sign in text:
        flags = flags + 1 if _is_flag(sign) else 0
        pair = flags > 0 and flags % 2 == 0
        if not (before and (pair or _clings(before, sign))):
            count += 1
        before = sign
    return count


def _clings(before: str, sign: str) -> bool:
    """Tell whether `sign` belongs to the character that `before` stands in."""
    if before == "\r" and sign == "\n":
        return True
    if unicodedata.category(before) in {"Cc", "Zl", "Zp"}:
        return False
    extends = sign in {_JOINER, "\u200c"} or _is_modifier(sign)
    joined = before == _JOINER and unicodedata.category(sign) == "So"
    marks = unicodedata.category(sign) in _MARKS
    return extends or joined or marks or _is_one_syllable(before, sign)


def _is_flag(sign: str) -> bool:
    """Tell whether it is one of the letters that make flags in pairs."""
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _is_modifier(sign: str) -> bool:
    """Tell whether it is a tone of skin, or part of a flag such as Scotland's."""
    return "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"


def _is_one_syllable(before: str, sign: str) -> bool:
    """Tell whether two Korean letters stand in one block."""
    wanted = {"L": "LV12", "V": "VT", "1": "VT", "2": "T", "T": "T"}
    return _korean(sign) in wanted.get(_korean(before), " ") and bool(_korean(sign))


def _korean(sign: str) -> str:
    """Return L, V or T for a consonant or vowel by its place; 1, 2: a syllable open or closed."""
    if "\uac00" <= sign <= "\ud7a3":
        return "1" if (ord(sign) - 0xAC00) % 28 == 0 else "2"
    ranges = {"L": "\u1100\u115f", "V": "\u1160\u11a7", "T": "\u11a8\u11ff"}
    return next((kind for kind, ends in ranges.items() if ends[0] <= sign <= ends[1]), "")
