"""LinkedIn's "little" text: every reserved character escaped, every hashtag a link.

What is not escaped does not fail: LinkedIn answers 201, and readers see the text up to there.

Source:
    LinkedIn's documentation, "little Text Format", checked November 2026.
"""

from __future__ import annotations

import re
from typing import Final

RESERVED: Final = r"|{}@[]()<>#\*_~"

_SPECIAL: Final = re.compile(f"[{re.escape(RESERVED)}]")
_ESCAPED: Final = re.compile(rf"\\([{re.escape(RESERVED)}])")
#: A `#` that begins a word, with a letter somewhere in it: `#12` is a number.
_HASHTAG: Final = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])(\w+)")
_TEMPLATE: Final = re.compile(r"\{hashtag\|\\[#＃]\|((?:\\.|[^\\|{}])+)\}")


def escape(text: str) -> str:
    """Return `text` so that LinkedIn shows it as it is, its hashtags as links."""
    plain_parts = _HASHTAG.split(text)
    return "".join(
        f"{{hashtag|\\#|{_escaped(part)}}}" if index % 2 else _escaped(part)
        for index, part in enumerate(plain_parts)
    )


def plain(little: str) -> str:
    """Return the text that `escape` was given, to compare with what LinkedIn gives back."""
    return _ESCAPED.sub(r"\1", _TEMPLATE.sub(r"\\#\1", little))


def length(little: str) -> int:
    """Count as LinkedIn does against its limit: in UTF-16, the safe way for emoji."""
    return len(little.encode("utf-16-le", "surrogatepass")) // 2


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
