"""Can libsndfile be trusted with an MP3? It plays what it can, and never says what it missed."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

HEADER_BYTES: Final = 4
SYNC: Final = 0xFF
#: Second byte of a frame of MPEG-1, Layer III, with or without checksum (ISO/IEC 11172-3, 2.4.2.3).
KINDS: Final = frozenset({0xFA, 0xFB})
BITRATES_KBPS: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
RATES_HZ: Final = (44100, 48000, 32000, 0)


def _frame_bytes(third: int) -> int:
    """Return the length of a frame by the third byte of its header; 0 if it has none."""
    kbps, rate_hz = BITRATES_KBPS[third >> 4], RATES_HZ[third >> 2 & 3]
    return 144_000 * kbps // rate_hz + (third >> 1 & 1) if kbps and rate_hz else 0


SIZES: Final = tuple(map(_frame_bytes, range(256)))
#: An ID3v1 tag behind the last frame.
ID3V1_BYTES: Final = 128
#: Xing's and LAME's table stands in the first frame, behind at most this.
TABLE_REACH_BYTES: Final = 64
#: libsndfile enters an MP3 four frames early. The last of them must sound right, so the three
#: before must hold what a frame may refer back to: 511 bytes, and header, checksum and side
#: information.
SHORTEST_FRAME_BYTES: Final = 511 / 3 + 38
PIECE_BYTES: Final = 1 << 20
LONGEST_FRAME_BYTES: Final = 1441
FRAME_SAMPLES: Final = 1152
#: So many frames before it is heard, a decoder starts: three hold what the fourth may refer back
#: to, two are what the filters remember; the others to spare.
LEAD_FRAMES: Final = 8
#: Mpg123 goes round a buffer of 16 places, and by 36 with each frame. Where it is decides in which
#: order it adds the samples of one channel, and with it their last digit.
PHASES: Final = 4
#: Samples by which decoders are late (LAME's `DECDELAY` and one, as mpg123 has it).
DECODER_DELAY: Final = 529
#: LAME's table behind "Info": flags, frames, bytes, 100 places, quality; then who made it. Its last
#: three of so many bytes are the samples to be skipped at both ends.
LAME_AT: Final = 116
LAME_BYTES: Final = 24
ENCODERS: Final = (b"LAME", b"Lavc", b"Lavf")


@dataclass(frozen=True)
class Chain:
    """The frames of an MP3 that can be entered anywhere.

    Attributes:
        landmarks: Where some frames begin in the file, the first one included.
        numbers: Their numbers; the first frame, 0, holds no sound.
        following: How many follow the first one.
        skipped: How many samples of all those in the frames come before the first that is heard;
            None if the file does not say.
    """

    landmarks: tuple[int, ...]
    numbers: tuple[int, ...]
    following: int
    skipped: int | None


@dataclass(frozen=True)
class Entry:
    """Where a decoder starts that shall be right from some sample on.

    Attributes:
        offset: Byte of the file at which a frame begins.
        sample: Place of its first sample in what is heard.
    """

    offset: int
    sample: int


def enterable(path: Path) -> bool:
    """Tell whether an MP3 is whole, and can be decoded from any place exactly.

    It is an unbroken chain of frames, as many as the first one says, of a constant bit rate that
    is not too low; nothing is before or behind them but tags.
    """
    return _chain_in(path) is not None


def entry(path: Path, sample: int) -> Entry | None:
    """Return where to enter an MP3 that is `enterable`, so as to be right from `sample` on.

    Libsndfile finds any place, too, but passes all frames before it: a quarter of a second in an
    hour, each time.

    Returns:
        None if it is best entered at its beginning.
    """
    chain = _chain_in(path)
    if chain is None or chain.skipped is None:
        return None
    sounding = (sample + chain.skipped) // FRAME_SAMPLES - LEAD_FRAMES
    if sounding <= 0:
        return None
    wanted = 1 + sounding // PHASES * PHASES
    nearest = bisect_right(chain.numbers, wanted) - 1
    offset = chain.landmarks[nearest]
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read(PIECE_BYTES + LONGEST_FRAME_BYTES)
    at = 0
    for _ in range(wanted - chain.numbers[nearest]):
        at += SIZES[data[at + 2]]
    return Entry(offset + at, (wanted - 1) * FRAME_SAMPLES - chain.skipped)


def _chain_in(path: Path) -> Chain | None:
    found = path.stat()
    return _walked(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=16)
def _walked(path: Path, size: int, _changed_ns: int) -> Chain | None:
    """Walk all frames; return None unless it is `enterable`."""
    with path.open("rb") as file:
        start = tag_bytes(file)
        said = _frames_said(file, start)
        chain = None if said is None else _frames_found(file, start, size)
    if chain is None or said != chain.following:
        return None
    return chain if size - start > said * SHORTEST_FRAME_BYTES else None


def tag_bytes(file: BinaryIO) -> int:
    """Return the size of the ID3v2 tag at the beginning; 0 if there is none."""
    file.seek(0)
    head = file.read(10)
    if not head.startswith(b"ID3"):
        return 0
    return 10 + sum(byte << 7 * (3 - at) for at, byte in enumerate(head[6:10]))


def _frames_said(file: BinaryIO, start: int) -> int | None:
    """Return how many frames follow the first one, as that says; None if it does not."""
    file.seek(start)
    table = file.read(TABLE_REACH_BYTES).partition(b"Info")[2]
    if len(table) < struct.calcsize(">II"):
        return None
    flags, frames = struct.unpack_from(">II", table)
    return int(frames) if flags & 1 else None


def _skipped(file: BinaryIO, start: int) -> int | None:
    """Return how many samples come before the first that is heard, if the first frame tells."""
    file.seek(start)
    table = file.read(TABLE_REACH_BYTES + LAME_AT + LAME_BYTES).partition(b"Info")[2]
    told = table[LAME_AT : LAME_AT + LAME_BYTES]
    if len(told) < LAME_BYTES or not told.startswith(ENCODERS):
        return None
    delay, padding = divmod(int.from_bytes(told[-3:]), 1 << 12)
    return delay + DECODER_DELAY if delay and padding >= DECODER_DELAY else None


def _frames_found(file: BinaryIO, start: int, size: int) -> Chain | None:
    """Return the frames; None if something else is between them."""
    at, count, step = start, 0, 1
    landmarks, numbers = [], []
    while step and at + HEADER_BYTES <= size:
        landmarks.append(at)
        numbers.append(count)
        file.seek(at)
        step, frames = _chain(file.read(PIECE_BYTES))
        at, count = at + step, count + frames
    file.seek(min(at, size))
    is_tag = size - at == ID3V1_BYTES and file.read(3) == b"TAG"
    if at != size and not is_tag:
        return None
    return Chain(tuple(landmarks), tuple(numbers), count - 1, _skipped(file, start))


def _chain(data: bytes) -> tuple[int, int]:
    """Return how many bytes of `data` are frames, to the end of the last one, and their number."""
    at, count, last = 0, 0, len(data) - HEADER_BYTES
    while at <= last and data[at] == SYNC and data[at + 1] in KINDS:
        size = SIZES[data[at + 2]]
        if not size:
            break
        at, count = at + size, count + 1
    return at, count
