"""Files whose writer made a slip with a chunk are read all the same."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from podcaster.outside.audio import RealAudio
from podcaster.outside.audio.mended import Mended, mended

RATE_HZ = 48000
SOUND = np.arange(RATE_HZ, dtype=np.int16)
FORMAT = b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
DATA = b"data", SOUND.astype("<i2").tobytes()
WORDS = b"LIST", b"INFOISFT\x05\0\0\0tape\0"
#: The rate is a float of 80 bits.
COMMON = b"COMM", struct.pack(">hIh", 1, RATE_HZ, 16) + bytes.fromhex("400ebb80") + bytes(6)
SAMPLES = b"SSND", bytes(8) + SOUND.astype(">i2").tobytes()

Chunk = tuple[bytes, bytes]
FILES: dict[str, tuple[str, bytes, tuple[Chunk, ...]]] = {
    "words before the format": ("<4sI", b"RIFFWAVE", (WORDS, FORMAT, DATA)),
    "words before the sound": ("<4sI", b"RIFFWAVE", (FORMAT, WORDS, DATA)),
    "words twice": ("<4sI", b"RIFFWAVE", (FORMAT, WORDS, (b"junk", b"abc"), DATA, WORDS)),
    "words behind the sound": ("<4sI", b"RIFFWAVE", (FORMAT, DATA, WORDS)),
    "AIFF": (">4sI", b"FORMAIFF", (COMMON, (b"NAME", b"abc"), SAMPLES)),
}


def written(path: Path, kind: str, pad: bytes) -> Path:
    """Write a file whose chunks of odd length are followed by `pad`."""
    layout, names, chunks = FILES[kind]
    parts = (
        struct.pack(layout, name, len(data)) + data + (pad if len(data) % 2 else b"")
        for name, data in chunks
    )
    body = names[4:] + b"".join(parts)
    path.write_bytes(struct.pack(layout, names[:4], len(body)) + body)
    return path


@pytest.mark.parametrize("kind", FILES)
def test_a_missing_pad_byte_is_made_up_for(kind: str, tmp_path: Path) -> None:
    path, door = written(tmp_path / "slip.wav", kind, b""), RealAudio()

    read = np.concatenate(list(door.read(path)))
    end = np.concatenate(list(door.read(path, start_s=0.75)))

    assert door.probe(path).duration_s == 1.0
    assert np.array_equal(read[:, 0] * 32768, SOUND)
    assert np.array_equal(end, read[36_000:])


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("pad", [b"\0", b"d"])
def test_what_has_its_pad_byte_is_left_alone(kind: str, pad: bytes, tmp_path: Path) -> None:
    path = written(tmp_path / "right.wav", kind, pad)

    assert mended(path) is None
    assert len(np.concatenate(list(RealAudio().read(path)))) == RATE_HZ


def test_a_mended_file_is_read_from_any_place(tmp_path: Path) -> None:
    path = written(tmp_path / "slip.wav", "words twice", b"")

    file = mended(path)

    assert isinstance(file, Mended)
    with file:
        whole = file.read()
        assert len(whole) == path.stat().st_size + 2, "both pad bytes"
        for at in (0, 30, 60, 90, len(whole) - 3, len(whole)):
            file.seek(at)
            assert file.read(40) == whole[at : at + 40]
        assert file.seek(-10, 2) == len(whole) - 10
        assert file.seek(4, 1) == file.tell() == len(whole) - 6


@pytest.mark.parametrize("pad", [b"", b"\0"])
def test_where_channels_stand_is_read_from_what_was_mended(pad: bytes, tmp_path: Path) -> None:
    mask, kind = 0x3F, bytes.fromhex("0100000000001000800000aa00389b71")
    surround = struct.pack("<HHIIHHHHI", 0xFFFE, 6, RATE_HZ, 12 * RATE_HZ, 12, 16, 22, 16, mask)
    data = struct.pack("<4sI", b"junk", 3) + b"abc" + pad
    data += struct.pack("<4sI", b"fmt ", 40) + surround + kind
    data += struct.pack("<4sI", b"data", len(DATA[1])) + DATA[1]
    path = tmp_path / "surround.wav"
    path.write_bytes(struct.pack("<4sI4s", b"RIFF", len(data) + 4, b"WAVE") + data)

    facts = RealAudio().probe(path)

    assert facts.channels == 6
    assert facts.layout == ("FL", "FR", "FC", "LFE", "BL", "BR")
