"""Unfinished sound on disk: RF64 with 32-bit floats, so neither level nor length is limited.

Source:
    EBU Tech 3306 (RF64); what the system says about a full disk comes through, which libsndfile
    would swallow.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors.treatment import Samples

FLOAT_TAG: Final = 3
SAMPLE_BYTES: Final = 4
#: Stands where RF64 keeps a length in its own chunk instead.
ELSEWHERE: Final = 0xFFFFFFFF


def write(blocks: Iterable[Samples], rate_hz: int, channels: int, path: Path) -> None:
    """Write `blocks` to `path`.

    Args:
        blocks: float32, shape (frames, channels).
        rate_hz: Their rate.
        channels: How many columns they have.
        path: Is replaced.

    Raises:
        OSError: If the file can't be written.
    """
    frames = 0
    with path.open("wb") as file:
        file.write(_header(rate_hz, channels, frames))
        for block in blocks:
            file.write(np.ascontiguousarray(block, "<f4").data)
            frames += len(block)
        file.seek(0)
        file.write(_header(rate_hz, channels, frames))


def _header(rate_hz: int, channels: int, frames: int) -> bytes:
    """Return everything before the samples."""
    frame_bytes = SAMPLE_BYTES * channels
    data_bytes = frames * frame_bytes
    form = struct.pack(
        "<HHIIHH", FLOAT_TAG, channels, rate_hz, rate_hz * frame_bytes, frame_bytes, 32
    )
    chunks = b"WAVE" + _chunk(b"ds64", struct.pack("<QQQI", 72 + data_bytes, data_bytes, frames, 0))
    chunks += _chunk(b"fmt ", form) + b"data" + struct.pack("<I", ELSEWHERE)
    return b"RF64" + struct.pack("<I", ELSEWHERE) + chunks


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content
