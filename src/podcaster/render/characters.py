"""Which characters may stand in a document."""

from __future__ import annotations

from podcaster.model.values import NO_CHARACTER


def printable(text: str) -> str:
    """Return `text` without the characters that XML and HTML forbid.

    Source:
        XML 1.0 (fifth edition), production 2.
    """
    return text if text.isprintable() else NO_CHARACTER.sub("", text)
