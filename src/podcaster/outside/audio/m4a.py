"""M4A files written with four bytes of memory for each packet.

FFmpeg's libraries write the file with a handful of its packets, chapters and all; from this sketch
everything is taken but the table of the packets, which is made here. The result is byte for byte
what FFmpeg writes of all packets (docs/decisions/0032).
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from podcaster.doors.audio import Packet
from podcaster.outside.audio.boxes import (
    HEAD,
    LONG,
    MOST,
    Changes,
    Content,
    Pieces,
    box,
    bytes_of,
    find,
    outermost,
    rebuilt,
    sound_tracks,
    ticks_per_s,
)
from podcaster.outside.audio.sample_table import ROWS, TABLE, Tally, rows_of

#: FFmpeg takes no packet for longer than 2**31 frames, so one is shown to it now and then.
SHOWN_EVERY: Final = 1 << 20
#: Where `esds` tells the highest bit rate and then the mean, if it is FFmpeg that wrote it
#: (ISO/IEC 14496-1, 7.2.6.6).
RATES_AT: Final = 22
_RATES: Final = struct.Struct(">II")

#: Writes some packets as M4A, table last.
Sketcher = Callable[[Sequence[Packet]], bytes]


def write(packets: Iterable[Packet], path: Path, sketcher: Sketcher) -> None:
    """Write packets to `path`, which is replaced; the table stands in front.

    Args:
        packets: In order, one right behind the other.
        path: The file; what is not finished lies in its folder without a name.
        sketcher: Writes a few of them, the first and the last included.

    Raises:
        OSError: If the file can't be written.
    """
    with TemporaryFile(dir=path.parent) as sound:
        tally, shown = _spooled(packets, sound)
        sound.seek(0)
        front = head(Sketch.of(sketcher(shown)), tally) if shown else []
        with path.open("wb") as file:
            file.writelines(front)
            shutil.copyfileobj(sound, file)


def _spooled(packets: Iterable[Packet], sound: IO[bytes]) -> tuple[Tally, list[Packet]]:
    """Put packets end to end; return what they are, and those for the sketch."""
    tally, shown = Tally(), list[Packet]()
    for number, packet in enumerate(packets):
        sound.write(packet.data)
        tally.add(len(packet.data), packet.frames)
        if number % SHOWN_EVERY > 1:
            shown.pop()
        shown.append(packet)
    return tally, shown


@dataclass(frozen=True)
class Sketch:
    """A file with a few of the packets.

    Attributes:
        kind: Content of `ftyp`.
        moov: Content of `moov`.
        sound: Content of the `trak` of sound.
        words: What is not sound in `mdat`: titles of chapters.
        start: Where they begin.
    """

    kind: Content
    moov: Content
    sound: Content
    words: bytes
    start: int

    @classmethod
    def of(cls, data: bytes) -> Sketch:
        """Take it apart."""
        boxes = {one.name: one for one in outermost(BytesIO(data), len(data))}
        kind, moov = (data[boxes[name].start : boxes[name].end] for name in (b"ftyp", b"moov"))
        start = boxes[b"mdat"].start
        sound = next(sound_tracks(moov))
        first = rows_of(find(sound, b"mdia", b"minf", b"stbl", b"stco"), ">I")[0, 0]
        return cls(kind, moov, sound, data[start : int(first)], start)


def head(sketch: Sketch, tally: Tally) -> Pieces:
    """Return all that stands before the sound."""
    kind = box(b"ftyp", [sketch.kind])
    held, start, wanted = len(sketch.words) + tally.bytes, -1, 0
    while start != wanted:  # the table is longer where it has to tell of places beyond 4 GiB
        start = wanted
        moov = box(b"moov", rebuilt(sketch.moov, _changes(sketch, tally, start)))
        wanted = bytes_of(kind) + bytes_of(moov) + 2 * HEAD.size
    if HEAD.size + held > MOST:
        mdat = HEAD.pack(LONG, b"mdat") + (2 * HEAD.size + held).to_bytes(8, "big")
    else:
        mdat = HEAD.pack(HEAD.size, b"free") + HEAD.pack(HEAD.size + held, b"mdat")
    return [*kind, *moov, mdat, sketch.words]


def _changes(sketch: Sketch, tally: Tally, start: int) -> Changes:
    """Return what is not as in the sketch if `mdat` holds all packets, and that from `start` on."""
    tables = tally.tables(start + len(sketch.words))
    sound: Changes = {
        **dict.fromkeys(TABLE, lambda _: []),
        b"stts": lambda _: tables,
        b"stsd": partial(_described, tally=tally, rate_hz=ticks_per_s(find(sketch.moov, b"mvhd"))),
        b"sbgp": lambda old: box(b"sbgp", [_counted(old, len(tally.sizes))]),
    }
    words: Changes = {b"stco": partial(_moved, by=start - sketch.start)}
    return {
        b"trak": lambda old: box(b"trak", rebuilt(old, sound if old == sketch.sound else words))
    }


def _described(old: Content, tally: Tally, rate_hz: int) -> Pieces:
    """Return `stsd` with the bit rates of all packets."""
    at = bytes(old).index(b"esds") + len(b"esds") + RATES_AT
    mean = 8 * tally.bytes * rate_hz // tally.frames
    highest = max(mean, _RATES.unpack_from(old, at)[0])
    return box(b"stsd", [old[:at], _RATES.pack(highest, mean), old[at + _RATES.size :]])


def _counted(old: Content, count: int) -> bytes:
    """Return `sbgp` with its one group as long as all packets."""
    return b"".join([old[:12], count.to_bytes(4, "big"), old[16:]])


def _moved(old: Content, by: int) -> Pieces:
    """Return `stco` for what lies elsewhere now; never beyond 4 GiB, as words come first."""
    places = rows_of(old, ">I").astype("i8") + by
    return box(b"stco", [old[: ROWS.size], places.astype(">u4").tobytes()])
