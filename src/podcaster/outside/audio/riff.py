"""Does a WAV, RF64, AIFF, Wave64 or CAF file hold what its header says? Libraries don't ask."""

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


class Form(NamedTuple):
    """How the chunks of a kind of file are laid out.

    Attributes:
        layout: Name and size at the head of each.
        start: Where the first one begins.
        step: Chunks begin at multiples of this from each other.
        counts_itself: Whether the size includes the head.
    """

    layout: str
    start: int
    step: int = 2
    counts_itself: bool = False

    @property
    def head_bytes(self) -> int:
        """Length of the head of a chunk."""
        return struct.calcsize(self.layout)


_WAVE: Final = Form("<4sI", 12)
#: First bytes of a file -> its chunks (Wave64: sizes of 64 bits that count themselves; CAF: -1 goes
#: up to the end).
FORMS: Final[dict[bytes, Form]] = {
    **dict.fromkeys((b"RIFF", b"RF64", b"BW64"), _WAVE),
    b"FORM": Form(">4sI", 12),
    b"riff": Form("<4s12xQ", 40, step=8, counts_itself=True),
    b"caff": Form(">4sq", 8, step=1),
}


def require_whole(path: Path) -> None:
    """Refuse a file of chunks that ends before its sound does.

    Raises:
        AudioError: If the chunk with the samples claims more bytes than there are.
    """
    with path.open("rb") as file:
        file_bytes = file.seek(0, 2)
        claimed = _sound_chunk(file, file_bytes)
    if claimed is None or claimed.size < 0 or any(claimed.size in sizes for sizes in STREAMED):
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
    form = FORMS.get(file.read(4))
    at = form.start if form else file_bytes
    while form and at + form.head_bytes <= file_bytes:
        file.seek(at)
        name, size = struct.unpack(form.layout, file.read(form.head_bytes))
        size -= form.head_bytes if form.counts_itself else 0
        yield Chunk(name, size, at + form.head_bytes)
        if size < 0:  # up to the end, or nonsense
            return
        at += form.head_bytes + -(-size // form.step) * form.step
