"""The sound track of an MP4, read with little memory however long it is.

FFmpeg's libraries are shown a file with the first packets only, from which they learn all there is
to know, down to how many samples are not to be heard; the others are handed to their decoder.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from itertools import islice, repeat
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import Packet
from podcaster.outside.audio.boxes import (
    HEAD,
    Box,
    Changes,
    Content,
    Pieces,
    box,
    bytes_of,
    find,
    inside,
    outermost,
    rebuilt,
    sound_tracks,
    ticks_per_s,
)
from podcaster.outside.audio.sample_table import ROWS, TABLE, Tally, rows_of

#: What FFmpeg is shown; it looks at some to know the format.
SHOWN: Final = 64
#: So many of them may be there only for the decoder to begin with.
MOST_UNHEARD: Final = 32
#: A file of one piece has no more.
MOST_BOXES: Final = 100
#: Two days of packets, and pictures.
MOST_TABLE_BYTES: Final = 64 << 20
#: More than AAC makes of 24 channels (ISO/IEC 14496-3, 4.5.3: 6144 bits of each).
MOST_PACKET_BYTES: Final = 1 << 16
#: Of an edit (ISO/IEC 14496-12, 8.6.6): its length, where it begins, its speed; by version.
EDITS: Final = {0: struct.Struct(">Iii"), 1: struct.Struct(">Qqi")}
NORMAL_SPEED: Final = 1 << 16
#: What else speaks of packets, or of other tracks.
OF_ALL_PACKETS: Final = (b"sbgp", b"sgpd", b"tref")


@dataclass(frozen=True)
class SoundTrack:
    """AAC in an MP4.

    Attributes:
        path: The file.
        start: A file like it that ends after the first packets.
        shown: How many these are.
        length_s: How long it says it is (seconds).
        begin: How many frames stand before the first one that is heard.
        places: Where the packets are.
        clock: What they stand for.
        stop: The number of the packet after the last one that is heard.
    """

    path: Path
    start: bytes
    shown: int
    length_s: float
    begin: int
    places: _Places
    clock: _Clock
    stop: int

    def rest(self) -> Iterator[bytes]:
        """Yield the packets that `start` does not have.

        Raises:
            EOFError: If the file ends before the last of them.
        """
        found = self.shown
        with self.path.open("rb") as file:
            for data in islice(self.places.packets(file), found, max(found, self.stop)):
                yield data
                found += 1
        if found < self.stop:
            raise EOFError

    def packets(self) -> Iterator[Packet]:
        """Yield all packets, as far as the file goes."""
        at = -self.begin
        with self.path.open("rb") as file:
            for data, frames in zip(self.places.packets(file), self.clock.steps(), strict=False):
                yield Packet(data, at, frames)
                at += frames


@dataclass(frozen=True)
class _Places:
    """Where the packets of a track are.

    Attributes:
        sizes: Bytes of each packet.
        offsets: Where each chunk begins.
        counts: How many packets it has.
    """

    sizes: NDArray[np.unsignedinteger]
    offsets: NDArray[np.unsignedinteger]
    counts: NDArray[np.unsignedinteger]

    @classmethod
    def told(cls, table: dict[bytes, Content]) -> _Places:
        """Read the boxes of a table.

        Raises:
            ValueError: If they contradict each other, or say what no file of sound says.
        """
        alike, count = struct.unpack_from(">4xII", table[b"stsz"])
        sizes = np.frombuffer(table[b"stsz"], ">u4", count, 12)
        wide = b"co64" in table
        offsets = rows_of(table[b"co64" if wide else b"stco"], ">Q" if wide else ">I")[:, 0]
        firsts, counts, kinds = rows_of(table[b"stsc"], ">III").T.astype("i8")
        chunks = np.diff(firsts, append=len(offsets) + 1)
        _require(alike == 0, firsts[0] == 1, chunks.min() > 0, (kinds == 1).all())
        _require(sizes.min() > 0, sizes.max() <= MOST_PACKET_BYTES, counts.max() <= count)
        _require(int(chunks @ counts) == count)
        return cls(sizes, offsets, np.repeat(counts.astype("u4"), chunks))

    def packets(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield one after the other, as far as the file goes."""
        at = 0
        for offset, count in zip(self.offsets, self.counts, strict=True):
            file.seek(int(offset))
            for size in self.sizes[at : at + count].tolist():
                data = file.read(size)
                if len(data) < size:
                    return
                yield data
            at += int(count)


@dataclass(frozen=True)
class _Clock:
    """What packets stand for.

    Attributes:
        counts: So many in a row are alike.
        frames: So long is each of them.
        ends: When the last of them ends.
    """

    counts: NDArray[np.int64]
    frames: NDArray[np.int64]
    ends: NDArray[np.int64]

    @classmethod
    def told(cls, table: dict[bytes, Content]) -> _Clock:
        """Read the boxes of a table.

        Raises:
            ValueError: If packets are as short as no AAC is.
        """
        counts, frames = rows_of(table[b"stts"], ">II").T.astype("i8")
        _require(frames.min() > 1)
        return cls(counts, frames, np.cumsum(counts * frames))

    def steps(self) -> Iterator[int]:
        """Yield what each packet stands for."""
        for count, frames in zip(self.counts.tolist(), self.frames.tolist(), strict=True):
            yield from repeat(frames, count)

    def packets_until(self, end: int) -> int:
        """Return how many packets begin before `end`."""
        run = int(np.searchsorted(self.ends, end))
        left = int(self.ends[run]) - end
        return int(self.counts[: run + 1].sum()) - left // int(self.frames[run])


def found(path: Path) -> SoundTrack | None:
    """Return the sound track of an MP4; None if it is another kind of file, or an odd one.

    Raises:
        OSError: If it can't be read.
    """
    with path.open("rb") as file:
        if file.read(HEAD.size)[4:] != b"ftyp":
            return None
        try:
            return _read(path, file)
        except (ValueError, ArithmeticError, LookupError, struct.error):
            return None


def _read(path: Path, file: BinaryIO) -> SoundTrack:
    """Return the sound track.

    Raises:
        ValueError: If there is none, or one with more to it than packets in a row.
        ArithmeticError: If its clock stands still.
        LookupError: If its table lacks something.
        struct.error: If a box is too short.
    """
    boxes = list(islice(outermost(file, file.seek(0, SEEK_END)), MOST_BOXES))
    [moov] = [one for one in boxes if one.name == b"moov"]
    _require(moov.end - moov.start <= MOST_TABLE_BYTES, len(boxes) < MOST_BOXES)
    _require(all(one.name != b"moof" for one in boxes))
    kind, head = (memoryview(_content(file, one)) for one in (boxes[0], moov))
    track = next(sound_tracks(head), memoryview(b""))
    table = dict(inside(find(track, b"mdia", b"minf", b"stbl")))
    _require(table[b"stsd"][4:8] == b"\0\0\0\1", table[b"stsd"][12:16] == b"mp4a")
    _require(b"ctts" not in table, all(name != b"mvex" for name, _ in inside(head)))
    places, clock = _Places.told(table), _Clock.told(table)
    _require(clock.counts.sum() == len(places.sizes))
    begin, end = _heard(head, track, int(clock.ends[-1]))
    first = list(islice(clock.steps(), SHOWN))
    _require(begin < sum(first[:MOST_UNHEARD]))
    tally, shown = Tally(), list(islice(places.packets(file), SHOWN))
    for data, frames in zip(shown, first, strict=False):  # fewer in a file that was cut off
        tally.add(len(data), frames)
    start = b"".join([*_front(kind, head, track, tally), *shown])
    length_s = (end - begin) / ticks_per_s(find(track, b"mdia", b"mdhd"))
    stop = clock.packets_until(end)
    return SoundTrack(path, start, len(shown), length_s, begin, places, clock, stop)


def _require(*facts: bool | np.bool_) -> None:
    """Leave a file to FFmpeg unless all of these are true.

    Raises:
        ValueError: If one is not.
    """
    if not all(facts):
        raise ValueError


def _content(file: BinaryIO, one: Box) -> bytes:
    file.seek(one.start)
    return file.read(one.end - one.start)


def _heard(head: Content, track: Content, frames: int) -> tuple[int, int]:
    """Return from where to where a track of so many frames is heard.

    Raises:
        ValueError: If that is more than one passage.
    """
    edits = [inner for name, inner in inside(track) if name == b"edts"]
    if not edits:
        return 0, frames
    told = find(edits[0], b"elst")
    length, begin, speed = EDITS[told[0]].unpack_from(told, ROWS.size)
    _require(ROWS.unpack_from(told) == (1,), begin >= 0, length > 0, speed == NORMAL_SPEED)
    clock, ticks = ticks_per_s(find(head, b"mvhd")), ticks_per_s(find(track, b"mdia", b"mdhd"))
    return begin, min(frames, begin + round(length * ticks / clock))


def _front(kind: Content, head: Content, track: Content, tally: Tally) -> Pieces:
    """Return all that stands before the first packets in a file that has only these."""

    def moov(start: int) -> Pieces:
        tables = tally.tables(start)
        sound: Changes = {
            **dict.fromkeys((*TABLE, *OF_ALL_PACKETS), lambda _: []),
            b"stts": lambda _: tables,
        }
        kept: Changes = {
            b"trak": lambda old: box(b"trak", rebuilt(old, sound)) if old == track else []
        }
        return box(b"moov", rebuilt(head, kept))

    first = box(b"ftyp", [kind])
    start = bytes_of(first) + bytes_of(moov(0)) + HEAD.size
    return [*first, *moov(start), HEAD.pack(HEAD.size + tally.bytes, b"mdat")]
