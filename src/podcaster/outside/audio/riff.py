"""Does a WAV, RF64 or AIFF file hold as many bytes as its header says? libsndfile doesn't ask."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from podcaster.model.message import message
from podcaster.outside.audio import refusals

#: A writer into a pipe can't come back to fill in the length: FFmpeg leaves 2**32 - 1, others 0
#: or about 2**31 (SoX).
STREAMED: Final = (range(1), range(0x7FFF_F000, 0x8000_1000), range(0xFFFF_F000, 0x1_0000_0000))
#: Lengths that only say that nobody knew.
UNTOLD: Final = (0, 0xFFFF_FFFF)
#: Behind such a length, more than this is sound, not a trailing chunk of words.
TRAILER_BYTES: Final = 4096
#: RF64 has this in the old field and the truth in `ds64` (EBU Tech 3306).
IN_DS64: Final = 0xFFFF_FFFF


class Chunk(NamedTuple):
    """One chunk: its name, the size it claims, and where its content starts."""

    name: bytes
    size: int
    start: int


def require_whole(path: Path) -> None:
    """Refuse a WAV, RF64, BW64 or AIFF file that ends before its sound does.

    Raises:
        AudioError: If the chunk with the samples claims more bytes than there are.
    """
    with path.open("rb") as file:
        file_bytes = file.seek(0, 2)
        claimed = _sound_chunk(file, file_bytes)
    if claimed is None or any(claimed.size in sizes for sizes in STREAMED):
        return
    missing = claimed.start + claimed.size - file_bytes
    if missing > 0:
        said = message("{missing} of {all} bytes are missing", missing=missing, all=claimed.size)
        raise refusals.cut_short(path, said)


def hides_samples(path: Path) -> bool:
    """Tell whether there is more than the header says, as its writer could not come back to it.

    Behind a length of 0, or behind the largest that 32 bits hold, libsndfile reads no further.
    """
    with path.open("rb") as file:
        file_bytes = file.seek(0, 2)
        claimed = _sound_chunk(file, file_bytes)
    if claimed is None or claimed.size not in UNTOLD:
        return False
    return file_bytes - claimed.start - claimed.size > TRAILER_BYTES


def _sound_chunk(file: BinaryIO, file_bytes: int) -> Chunk | None:
    """Return the chunk with the samples, its size taken from `ds64` where RF64 keeps it."""
    long_bytes = 0
    for chunk in _chunks(file, file_bytes):
        if chunk.name == b"ds64":
            long_bytes = struct.unpack("<8xQ", file.read(16))[0]
        elif chunk.name in {b"data", b"SSND"}:
            in_ds64 = chunk.size == IN_DS64 and long_bytes
            return chunk._replace(size=long_bytes) if in_ds64 else chunk
    return None


def _chunks(file: BinaryIO, file_bytes: int) -> Iterator[Chunk]:
    """Yield the chunks in order; the file stands at the start of each one's content."""
    file.seek(0)
    form = file.read(12)[:4]
    if form not in {b"RIFF", b"RF64", b"BW64", b"FORM"}:
        return
    layout = ">4sI" if form == b"FORM" else "<4sI"
    at = 12
    while at + 8 <= file_bytes:
        file.seek(at)
        name, size = struct.unpack(layout, file.read(8))
        yield Chunk(name, size, at + 8)
        at += 8 + size + size % 2
