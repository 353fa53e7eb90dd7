"""How long a file says it is, and whether it says so or FFmpeg guesses."""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from podcaster.outside.audio import mpeg, ogg

#: Containers that know their length; in others FFmpeg guesses it from the bit rate.
KNOW_THEIR_LENGTH: Final = ("mov", "matroska", "flac", "wav", "aiff", "caf", "asf", "mp3")
#: The tables in the first frame of an MP3 that begin with flags and the number of frames.
TABLES: Final = (b"Xing", b"Info")
#: In the flags: the number of frames is there.
FRAMES: Final = 1
#: From this rate on it is MPEG-1, with twice as many samples in a frame.
MPEG1_HZ: Final = 32000
#: More than the first frame.
REACH_BYTES: Final = 4096


def length_s(container: InputContainer, stream: AudioStream) -> float:
    """Return what FFmpeg makes of the header (seconds), 0.0 if it says nothing."""
    if stream.duration is not None and stream.time_base is not None:
        head = bytes(stream.codec_context.extradata or b"")
        unheard_s = ogg.delay_s(head) if container.format.name == "ogg" else 0.0
        return float(stream.duration * stream.time_base) - unheard_s
    return container.duration / av.time_base if container.duration else 0.0


def is_told(path: Path, container: InputContainer) -> bool:
    """Tell whether the length stands in the header, rather than being guessed."""
    if not container.format.name.startswith(KNOW_THEIR_LENGTH):
        return False
    if container.format.name != "mp3":
        return True
    first = _first_bytes(path)
    return any(name in first for name in (*TABLES, b"VBRI"))


def of_mp3_s(path: Path, rate_hz: int) -> float:
    """Return what the first frame of an MP3 says (seconds); infinity if it says nothing.

    FFmpeg guesses where more follows, as in files put end to end, and takes pictures for sound.
    """
    first = _first_bytes(path)
    for name in TABLES:
        table = first.partition(name)[2]
        if len(table) >= struct.calcsize(">II") and table[3] & FRAMES:
            samples = mpeg.FRAME_SAMPLES if rate_hz >= MPEG1_HZ else mpeg.FRAME_SAMPLES // 2
            return float(struct.unpack_from(">4xI", table)[0] * samples / rate_hz)
    return math.inf


def _first_bytes(path: Path) -> bytes:
    """Return what stands behind the tag of an MP3."""
    with path.open("rb") as file:
        file.seek(mpeg.tag_bytes(file))
        return file.read(REACH_BYTES)
