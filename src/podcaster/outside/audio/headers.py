"""What a file wants to be that no library opens: said by its first bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from podcaster.errors import AudioError
from podcaster.outside.audio import refusals

#: First bytes -> what people call such a file.
KINDS: Final[dict[bytes, str]] = {
    b"RIFF": "WAV",
    b"RF64": "RF64",
    b"BW64": "BW64",
    b"riff": "Wave64",
    b"FORM": "AIFF",
    b"caff": "CAF",
    b"fLaC": "FLAC",
    b"OggS": "Ogg",
    b"ID3\x02": "MP3",
    b"ID3\x03": "MP3",
    b"ID3\x04": "MP3",
    b"\x1a\x45\xdf\xa3": "Matroska",
}
#: An MP4 file begins with the size of its first box; then comes this.
MP4: Final = b"ftyp"
#: No header of sound is shorter than this.
SHORTEST_BYTES: Final = 64
BOX_BYTES: Final = 8


def why_closed(path: Path) -> AudioError:
    """Return what is wrong with a file that no library opens."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        start = file.read(12)
        if start[4:8] == MP4 and b"moov" not in _boxes(file, size):
            return refusals.without_table(path, size)
    kind = KINDS.get(start[:4])
    if kind is None:
        return refusals.not_audio(path)
    if size < SHORTEST_BYTES:
        return refusals.ends_in_header(path, kind, size)
    return refusals.unclear_header(path, kind)


def _boxes(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the names of the outermost boxes of an MP4 file (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while at + BOX_BYTES <= size:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(BOX_BYTES))
        yield name
        if length == 1:  # a long one: its size follows
            length = int.from_bytes(file.read(8), "big")
        if length < BOX_BYTES:  # 0: up to the end of the file
            return
        at += length
