"""WAV and AIFF whose writer made a slip that stops every library, with their head put right.

The pad byte behind a chunk of odd length may be missing, so that what follows is looked for one
byte too far; and of more than 4 GB, 32 bits count only what is left over.
"""

from __future__ import annotations

import struct
from contextlib import ExitStack
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from pathlib import Path
from typing import BinaryIO, Final

from podcaster.outside.audio import riff

#: No head is longer: pictures and lists of words stand in it, too.
MOST_HEAD_BYTES: Final = 1 << 24
#: First bytes of files whose chunks are told by 32 bits.
MENDABLE: Final = frozenset({b"RIFF", b"RF64", b"BW64", b"FORM"})
#: Of the file, and of each of its chunks.
HEAD_BYTES: Final = 12
CHUNK_HEAD_BYTES: Final = 8


class Mended(RawIOBase):
    """A file with another head.

    Args:
        file: The file; is closed with this.
        head: What stands before the samples.
        start: Where the samples begin in the file.
    """

    def __init__(self, file: BinaryIO, head: bytes, start: int) -> None:
        self._file = file
        self._head = head
        self._start = start
        self._end = len(head) + file.seek(0, SEEK_END) - start
        self._at = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to a place."""
        self._at = offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._end}[whence]
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as soundfile calls it
        """Read what is there, first what is left of the head."""
        wanted = memoryview(buffer).cast("B")
        data = self._head[self._at : self._at + len(wanted)]
        if len(data) < len(wanted):
            self._file.seek(self._start + max(0, self._at - len(self._head)))
            data += self._file.read(len(wanted) - len(data))
        wanted[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file, too."""
        self._file.close()
        super().close()


def mended(path: Path) -> Mended | None:
    """Open a file with its head put right; None if nothing is wrong with it, or too much.

    Raises:
        OSError: If it can't be read.
    """
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        head, start = _head(file)
        file.seek(0)
        if head == file.read(start):
            return None
        stack.pop_all()
        return Mended(file, head, start)


def _head(file: BinaryIO) -> tuple[bytes, int]:
    """Return what should stand before the samples of a file, and where they begin; or nothing."""
    first, parts = file.read(HEAD_BYTES), []
    file_bytes = file.seek(0, SEEK_END)
    if first[:4] not in MENDABLE:
        return b"", 0
    end, odd = HEAD_BYTES, False
    for chunk in riff.chunks(file, file_bytes):
        file.seek(end)
        between = file.read(chunk.start - end)
        parts.append(between.rjust(CHUNK_HEAD_BYTES + odd, b"\0"))
        if chunk.name in riff.SOUND:
            behind = file_bytes - chunk.start - chunk.size
            return _joined(first, parts, chunk.size, behind), chunk.start
        end, odd = chunk.start + chunk.size, chunk.size % 2 == 1
        if end > MOST_HEAD_BYTES:
            break
        parts.append(file.read(chunk.size))
    return b"", 0


def _joined(first: bytes, parts: list[bytes], size: int, behind: int) -> bytes:
    """Return the head of a file: that of RF64 if 32 bits don't tell the length of the sound.

    Args:
        first: Its first bytes.
        parts: Its chunks, up to the head of the one with the samples, which is the last part.
        size: What that says about its length.
        behind: How many bytes there are beyond that.
    """
    sound_bytes = riff.true_bytes(size, behind)
    if not first.startswith(b"RIFF") or sound_bytes == size:
        return first + b"".join(parts)
    most = struct.pack("<I", riff.IN_DS64)
    long = struct.pack("<4sIQQQI", b"ds64", 28, size + behind, sound_bytes, 0, 0)
    return b"".join([b"RF64", most, b"WAVE", long, *parts[:-1], parts[-1][:-4], most])
