"""Can libsndfile be trusted with an MP3? It plays what it can, and never says what it missed."""

from __future__ import annotations

import struct
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


def enterable(path: Path) -> bool:
    """Tell whether an MP3 is whole, and can be decoded from any place exactly.

    It is an unbroken chain of frames, as many as the first one says, of a constant bit rate that
    is not too low; nothing is before or behind them but tags.
    """
    found = path.stat()
    return _enterable(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=16)
def _enterable(path: Path, size: int, _changed_ns: int) -> bool:
    with path.open("rb") as file:
        start = tag_bytes(file)
        said = _frames_said(file, start)
        if said is None or said != _frames_found(file, start, size):
            return False
        return size - start > said * SHORTEST_FRAME_BYTES


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


def _frames_found(file: BinaryIO, start: int, size: int) -> int | None:
    """Return how many frames follow the first one; None if something else is between them."""
    at, count, step = start, -1, 1
    while step and at + HEADER_BYTES <= size:
        file.seek(at)
        step, frames = _chain(file.read(PIECE_BYTES))
        at, count = at + step, count + frames
    file.seek(min(at, size))
    is_tag = size - at == ID3V1_BYTES and file.read(3) == b"TAG"
    return count if at == size or is_tag else None


def _chain(data: bytes) -> tuple[int, int]:
    """Return how many bytes of `data` are frames, to the end of the last one, and their number."""
    at, count, last = 0, 0, len(data) - HEADER_BYTES
    while at <= last and data[at] == SYNC and data[at + 1] in KINDS:
        size = SIZES[data[at + 2]]
        if not size:
            break
        at, count = at + size, count + 1
    return at, count
