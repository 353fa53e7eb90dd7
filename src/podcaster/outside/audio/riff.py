"""Does a WAV, RF64, AIFF, Wave64, CAF or AU file hold what its header says? Libraries don't ask."""

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
#: 32 bits count up to here, and then from 0 again.
COUNTED_BYTES: Final = 1 << 32
#: No words and pictures behind the sound are longer.
MOST_WORDS_BYTES: Final = 1 << 24
#: RF64 has this in the old field and the truth in `ds64` (EBU Tech 3306).
IN_DS64: Final = 0xFFFF_FFFF
#: The header of an AU file: where its sound begins, and its length.
AU: Final = struct.Struct(">4sII")
#: Chunks that hold the samples.
SOUND: Final = frozenset({b"data", b"SSND"})
#: Chunks that follow where they should not if a writer left out a pad byte.
KNOWN: Final = SOUND | {
    *(b"fmt ", b"LIST", b"bext", b"fact", b"junk", b"JUNK", b"iXML", b"axml", b"id3 ", b"ID3 "),
    *(b"cue ", b"smpl", b"inst", b"PEAK", b"_PMX", b"chna", b"COMM", b"NAME", b"AUTH", b"ANNO"),
    *(b"(c) ", b"MARK", b"INST", b"COMT", b"APPL", b"FVER"),
}


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
    **dict.fromkeys((b"FORM", b"RIFX"), Form(">4sI", 12)),
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


def true_bytes(size: int, behind: int) -> int:
    """Return the length of the sound in a file of more than 32 bits can count.

    Args:
        size: What its header says.
        behind: How many bytes there are beyond that.
    """
    if size in UNTOLD:  # FFmpeg knows what to make of these
        return size
    if behind > MOST_WORDS_BYTES and any(size in sizes for sizes in STREAMED):
        return size + behind
    return size + max(0, behind) // COUNTED_BYTES * COUNTED_BYTES


def _sound_chunk(file: BinaryIO, file_bytes: int) -> Chunk | None:
    """Return the chunk with the samples, its size taken from `ds64` where RF64 keeps it."""
    file.seek(0)
    if (head := file.read(AU.size)).startswith(b".snd") and len(head) == AU.size:
        _, start, size = AU.unpack(head)
        return Chunk(b"data", size, start)
    long_bytes = 0
    for chunk in chunks(file, file_bytes):
        if chunk.name == b"ds64":
            long_bytes = struct.unpack("<8xQ", file.read(16))[0]
        elif chunk.name in SOUND:
            in_ds64 = chunk.size == IN_DS64 and long_bytes
            return chunk._replace(size=long_bytes) if in_ds64 else chunk
    return None


def chunks(file: BinaryIO, file_bytes: int) -> Iterator[Chunk]:
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
        at = _behind(file, at + form.head_bytes, size, form)


def _behind(file: BinaryIO, start: int, size: int, form: Form) -> int:
    """Return where the next chunk begins: where it should, or right behind this one."""
    end, padded = start + size, start + -(-size // form.step) * form.step
    if padded != end + 1:
        return padded
    file.seek(end)
    return end if file.read(4) in KNOWN else padded
