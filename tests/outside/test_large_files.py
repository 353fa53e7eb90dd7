"""Files of more than 4 GB: all of it holes but the last second, so they cost nothing."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from podcaster.outside.audio import RealAudio

RATE_HZ = 48000
FRAME_BYTES = 4
FORMAT = struct.pack("<HHIIHH", 1, 2, RATE_HZ, FRAME_BYTES * RATE_HZ, FRAME_BYTES, 16)
#: A little more than 32 bits can count.
SOUND_BYTES = (1 << 32) + 40 * FRAME_BYTES * RATE_HZ
W64 = {
    name: name + bytes.fromhex(rest)
    for name, rest in (
        (b"riff", "2e91cf11a5d628db04c10000"),
        (b"wave", "f3acd3118cd100c04f8edb8a"),
        (b"fmt ", "f3acd3118cd100c04f8edb8a"),
        (b"data", "f3acd3118cd100c04f8edb8a"),
    )
}


def rf64(name: bytes) -> bytes:
    """Return a header whose true lengths stand in `ds64` (EBU Tech 3306, ITU-R BS.2088)."""
    ds64 = struct.pack("<4sIQQQI", b"ds64", 28, SOUND_BYTES + 72, SOUND_BYTES, 0, 0)
    return (
        struct.pack("<4sI4s", name, 0xFFFFFFFF, b"WAVE")
        + ds64
        + struct.pack("<4sI", b"fmt ", len(FORMAT))
        + FORMAT
        + struct.pack("<4sI", b"data", 0xFFFFFFFF)
    )


def wave64() -> bytes:
    """Return a header of GUIDs and lengths of 64 bits, which count themselves."""
    fmt = W64[b"fmt "] + struct.pack("<Q", 24 + len(FORMAT)) + FORMAT
    data = W64[b"data"] + struct.pack("<Q", 24 + SOUND_BYTES)
    size = 40 + len(fmt) + len(data) + SOUND_BYTES
    return W64[b"riff"] + struct.pack("<Q", size) + W64[b"wave"] + fmt + data


def streamed() -> bytes:
    """Return a WAV header by a program that could not come back to fill in the length."""
    head = struct.pack("<4sI4s4sI", b"RIFF", 0xFFFFFFFF, b"WAVE", b"fmt ", len(FORMAT))
    return head + FORMAT + struct.pack("<4sI", b"data", 0xFFFFFFFF)


def counted(size: int) -> bytes:
    """Return a header of a program that counts with 32 bits, whatever comes."""
    head = struct.pack("<4sI4s4sI", b"RIFF", size + 36, b"WAVE", b"fmt ", len(FORMAT))
    return head + FORMAT + struct.pack("<4sI", b"data", size)


HEADERS = {
    "RF64": rf64(b"RF64"),
    "Wave64": wave64(),
    "BW64": rf64(b"BW64"),
    "unknown length": streamed(),
    "begun again": counted(SOUND_BYTES % (1 << 32)),
    "half of what 32 bits count": counted(0x7FFF_F000),
}


def sparse(path: Path, header: bytes) -> Path:
    """Write a header, a hole, and a second of sound."""
    end = np.arange(2 * RATE_HZ, dtype="<i2").tobytes()
    with path.open("wb") as file:
        file.write(header)
        file.truncate(len(header) + SOUND_BYTES)
        file.seek(-len(end), 2)
        file.write(end)
    return path


@pytest.mark.parametrize("kind", HEADERS)
def test_a_file_of_more_than_4_gb_is_read_to_its_end(kind: str, tmp_path: Path) -> None:
    path, door = sparse(tmp_path / "long.wav", HEADERS[kind]), RealAudio()

    facts = door.probe(path)

    assert facts.duration_s == pytest.approx(SOUND_BYTES / FRAME_BYTES / RATE_HZ, abs=1e-6)
    if door.seekable(path):
        last = np.concatenate(list(door.read(path, start_s=facts.duration_s - 1)))
        assert np.array_equal(last.reshape(-1)[:9] * 32768, np.arange(9))
        assert len(last) == RATE_HZ
