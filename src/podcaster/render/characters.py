"""Which characters may stand in a document."""

from __future__ import annotations

import re
from typing import Final

#: Everything outside the production `Char`: controls, lone surrogates, two non-characters.
_NO_CHARACTER: Final = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def printable(text: str) -> str:
    """Return `text` without the characters that XML and HTML forbid.

    Source:
        XML 1.0 (fifth edition), production 2.
    """
    return _NO_CHARACTER.sub("", text)
