"""The show's own typefaces, and how a file tells that it is one."""

from __future__ import annotations

import struct
from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.values import RelativeFile, Written

FontKind = Literal["woff2", "ttf", "otf"]

#: First bytes -> what the file is.
_KINDS: Final[dict[bytes, FontKind]] = {
    b"wOF2": "woff2",
    b"\0\1\0\0": "ttf",
    b"true": "ttf",
    b"OTTO": "otf",
}

FONT_TYPES: Final[dict[FontKind, str]] = {
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
}

_ENTRY: Final = 16  # bytes of a table's entry behind the header of 12
_HEADER: Final = 12


class Fonts(Written):
    """Typefaces of pages and pictures, from the show's own folder."""

    text: Annotated[
        RelativeFile | None, Field(description="WOFF2 or TrueType; default: the device's own")
    ] = None
    headings: Annotated[
        RelativeFile | None, Field(description="WOFF2 or TrueType; default: the device's own")
    ] = None

    pictures: Annotated[
        RelativeFile | None,
        Field(description="For cards and films, never handed out; default: the headings' one"),
    ] = None

    def files(self) -> dict[str, str]:
        """Return what each is for -> its file."""
        every = {"text": self.text, "headings": self.headings, "pictures": self.pictures}
        return {use: file for use, file in every.items() if file}


def font_kind(start: bytes, size_bytes: int) -> FontKind | None:
    """Return what sort of font a file is, or None if it is none or cut off.

    Args:
        start: Its first bytes; 1 kB holds the list of tables.
        size_bytes: Its length.

    Source:
        W3C WOFF File Format 2.0, 4.1; OpenType 1.9, table directory.
    """
    kind = _KINDS.get(start[:4])
    if kind is None or len(start) < _HEADER:
        return None
    if kind == "woff2":
        whole = struct.unpack(">I", start[8:12])[0] == size_bytes
    else:
        whole = _tables_lie_inside(start, size_bytes)
    return kind if whole else None


def _tables_lie_inside(start: bytes, size_bytes: int) -> bool:
    """Tell whether every table that the list in the beginning names is there."""
    (count,) = struct.unpack(">H", start[4:6])
    entries = start[_HEADER : _HEADER + _ENTRY * count]
    if not count or len(entries) < _ENTRY * count:
        return False
    tables = struct.iter_unpack(">4xIII", entries)
    return all(offset + length <= size_bytes for _, offset, length in tables)
