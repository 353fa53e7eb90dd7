"""What a file wants to be that no library opens: said by its first bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from podcaster.errors import AudioError
from podcaster.outside.audio import ogg, refusals
from podcaster.outside.audio.boxes import outermost

#: First bytes -> what people call such a file.
KINDS: Final[dict[bytes, str]] = {
    b"RIFF": "WAV",
    b"RIFX": "WAV",
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


def why_closed(path: Path) -> AudioError:
    """Return what is wrong with a file that no library opens.

    Raises:
        AudioError: If it is an Ogg file that says so itself.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        start = file.read(12)
        if start[4:8] == MP4 and all(one.name != b"moov" for one in outermost(file, size)):
            return refusals.without_table(path, size)
    kind = KINDS.get(start[:4])
    if kind is None:
        return refusals.not_audio(path)
    if size < SHORTEST_BYTES:
        return refusals.ends_in_header(path, kind, size)
    if kind == "Ogg":
        ogg.require_whole(path)
    return refusals.unclear_header(path, kind)
