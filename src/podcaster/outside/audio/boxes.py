"""The boxes that MP4 files are made of, taken apart and put together (ISO/IEC 14496-12, 4.2)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Final, NamedTuple

HEAD: Final = struct.Struct(">I4s")
#: This as a size says that the true one follows in 64 bits.
LONG: Final = 1
#: What 32 bits hold.
MOST: Final = (1 << 32) - 1
#: Boxes of which we change something within.
NESTED: Final = frozenset({b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl"})

#: Views of a long table, so that what lies within what is not copied again and again.
Content = bytes | memoryview
Pieces = list[Content]
#: What to put in the place of boxes of a name, by their content.
Changes = Mapping[bytes, Callable[[Content], Pieces]]


class Box(NamedTuple):
    """A box of a file: its name, where its content starts, and where it ends."""

    name: bytes
    start: int
    end: int


def outermost(file: BinaryIO, size: int) -> Iterator[Box]:
    """Yield the boxes of a file of `size` bytes; the last may claim more than there is."""
    at = 0
    while at + HEAD.size <= size:
        file.seek(at)
        length, name = HEAD.unpack(file.read(HEAD.size))
        start = at + HEAD.size
        if length == LONG:
            length = int.from_bytes(file.read(8), "big")
            start += 8
        yield Box(name, start, at + length if length else size)
        if length < HEAD.size:  # 0: up to the end of the file
            return
        at += length


def inside(content: Content) -> Iterator[tuple[bytes, Content]]:
    """Yield name and content of each box within another.

    Raises:
        ValueError: If they don't fit into it.
    """
    at = 0
    while at + HEAD.size <= len(content):
        length, name = HEAD.unpack_from(content, at)
        if not HEAD.size <= length <= len(content) - at:
            msg = f"a box of {length} bytes at {at} of {len(content)}"
            raise ValueError(msg)
        yield name, content[at + HEAD.size : at + length]
        at += length


def find(content: Content, *names: bytes) -> Content:
    """Return the content of the first box of a name within the first of another, and so on.

    Raises:
        ValueError: If there is none.
    """
    for wanted in names:
        found = next((inner for name, inner in inside(content) if name == wanted), None)
        if found is None:
            msg = f"no {wanted!r}"
            raise ValueError(msg)
        content = found
    return content


def rebuilt(content: Content, changes: Changes) -> Pieces:
    """Return boxes as they were, but for some.

    Raises:
        ValueError: If they don't fit into each other.
    """
    made: Pieces = []
    for name, inner in inside(content):
        if name in changes:
            made += changes[name](inner)
        else:
            made += box(name, rebuilt(inner, changes) if name in NESTED else [inner])
    return made


def box(name: bytes, content: Iterable[Content]) -> Pieces:
    """Return a box in pieces: what is long need not be copied."""
    pieces = list(content)
    return [HEAD.pack(HEAD.size + bytes_of(pieces), name), *pieces]


def bytes_of(pieces: Iterable[Content]) -> int:
    """Return how many bytes they are."""
    return sum(map(len, pieces))


def sound_tracks(moov: Content) -> Iterator[Content]:
    """Yield the content of each track of sound.

    Raises:
        ValueError: If a track does not say what it is.
    """
    for name, trak in inside(moov):
        if name == b"trak" and find(trak, b"mdia", b"hdlr")[8:12] == b"soun":
            yield trak


def ticks_per_s(header: Content) -> int:
    """Return how many ticks of its clock `mvhd` or `mdhd` counts in a second."""
    return int.from_bytes(header[20:24] if header[0] else header[12:16], "big")
