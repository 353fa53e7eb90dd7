"""The table of an MP4's sound track: how long its packets are, what they stand for, where they lie.

FFmpeg's libraries keep 70 bytes of each packet while they write a file and 100 while they read one;
this keeps four (docs/decisions/0032).

Source:
    ISO/IEC 14496-12, 8.6.1.2 (`stts`), 8.7.3.2 (`stsz`), 8.7.4 (`stsc`), 8.7.5 (`stco`, `co64`).
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from sys import byteorder
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.outside.audio.boxes import MOST, Content, Pieces, box

#: FFmpeg begins a new chunk before one holds a MiB.
CHUNK_BYTES: Final = 1 << 20
#: The boxes it is made of.
TABLE: Final = (b"stts", b"stsc", b"stsz", b"stco", b"co64")
#: Version and flags, and how many rows follow.
ROWS: Final = struct.Struct(">4xI")


@dataclass
class Tally:
    """What a table is made of, packet by packet.

    Attributes:
        sizes: Bytes of each packet.
        steps: How many packets in a row stand for how many frames.
        bytes: Of all.
    """

    sizes: array[int] = field(default_factory=lambda: array("I"))
    steps: list[tuple[int, int]] = field(default_factory=list)
    bytes: int = 0

    def add(self, size: int, frames: int) -> None:
        """Count a packet."""
        self.sizes.append(size)
        self.bytes += size
        if self.steps and self.steps[-1][1] == frames:
            self.steps[-1] = self.steps[-1][0] + 1, frames
        else:
            self.steps.append((1, frames))

    @property
    def frames(self) -> int:
        """Return how many frames all packets stand for."""
        return sum(count * frames for count, frames in self.steps)

    def tables(self, start: int) -> Pieces:
        """Return the boxes of the table for packets that lie end to end from byte `start` on."""
        firsts = [*self._chunks(), len(self.sizes)]
        counts = [after - first for first, after in pairwise(firsts)]
        offsets = [start + int(at) for at in self._places(firsts[:-1])]
        wide = bool(offsets) and start + self.bytes - self.sizes[-1] > MOST
        runs = [
            (number, count, 1)
            for number, (before, count) in enumerate(pairwise([0, *counts]), 1)
            if count != before
        ]
        return [
            *_rows(b"stts", ">II", self.steps),
            *_rows(b"stsc", ">III", runs),
            *box(b"stsz", self._sizes()),
            *_rows(b"co64" if wide else b"stco", ">Q" if wide else ">I", [(at,) for at in offsets]),
        ]

    def _chunks(self) -> Iterator[int]:
        """Yield the number of the first packet of each chunk."""
        held = CHUNK_BYTES
        for number, size in enumerate(self.sizes):
            held += size
            if held >= CHUNK_BYTES:
                yield number
                held = size

    def _places(self, firsts: list[int]) -> Iterator[int]:
        """Yield where the packets of these numbers lie, counted from the first one."""
        at = 0
        for first, after in pairwise([*firsts, len(self.sizes)]):
            yield at
            at += sum(self.sizes[first:after])

    def _sizes(self) -> Pieces:
        """Return the content of `stsz`; if all packets are alike, it says so instead."""
        alike = self.sizes[0] if len(set(self.sizes)) == 1 else 0
        head = struct.pack(">4xII", alike, len(self.sizes))
        if alike:
            return [head]
        swapped = array("I", self.sizes)
        if byteorder == "little":
            swapped.byteswap()
        return [head, swapped.tobytes()]


def _rows(name: bytes, layout: str, rows: Sequence[tuple[int, ...]]) -> Pieces:
    """Return a box that is a table."""
    row = struct.Struct(layout)
    return box(name, [ROWS.pack(len(rows)), b"".join(row.pack(*cells) for cells in rows)])


def rows_of(content: Content, layout: str) -> NDArray[np.uint64]:
    """Return the rows of a box that is a table, shape (rows, columns).

    Raises:
        ValueError: If there are fewer than it says.
    """
    columns, kind = len(layout) - 1, ">u8" if layout.endswith("Q") else ">u4"
    count = ROWS.unpack_from(content)[0] * columns
    found = np.frombuffer(content, kind, count, ROWS.size)
    return found.reshape(-1, columns)
