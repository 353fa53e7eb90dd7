"""Bad input, one row each: what makes it, and the error it gets.

What is odd but sound is in `test_odd_input.py`. What goes wrong while files are written stands
elsewhere: full disks and Ctrl-C in `tests/cli/test_pipes.py`, `test_audio_commands.py` and
`tests/master/test_engine_breaks.py`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.outside.test_audio import KINDS, as_mp3, samples_of, sound, with_soundfile
from tests.sounds import ffmpeg_or_leave_out, write_wav

from podcaster.errors import AudioError, FolderError, PodcasterError
from podcaster.outside.audio import RealAudio


def cut(path: Path, part: float = 2 / 3) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    return path


def scratched(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    noise = np.random.default_rng(3).integers(0, 256, 3000, dtype=np.uint8)
    data[len(data) // 2 :][:3000] = noise.tobytes()
    data[len(data) // 2 : len(data) // 2 + 3000] = noise.tobytes()
    path.write_bytes(data)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def no_samples(path: Path) -> Path:
    return write_wav(path, np.zeros((0, 2), np.float32))


def with_value(path: Path, value: float) -> Path:
    samples = sound().copy()
    samples[70000, 1] = value
    return write_wav(path, samples, subtype="FLOAT")


def first(path: Path, count: int) -> Path:
    path.write_bytes(path.read_bytes()[:count])
    return path


def with_rate(path: Path, rate_hz: int) -> Path:
    data = bytearray(with_soundfile(path, "WAV", "PCM_16").read_bytes())
    struct.pack_into("<I", data, 24, rate_hz)
    return written(path, bytes(data))


def with_endless_header(path: Path) -> Path:
    """Let the 36 bits for the number of samples in FLAC's first block say all they can."""
    data = bytearray(path.read_bytes())
    data[21] |= 0x0F
    data[22:26] = b"\xff" * 4
    return written(path, bytes(data))


def converted(path: Path, *arguments: str) -> Path:
    source = write_wav(path.with_name("source.wav"), sound(), subtype="PCM_16")
    ffmpeg_or_leave_out().run("-i", source, *arguments, path)
    source.unlink()
    return path


def late_table(path: Path) -> Path:
    return converted(path, "-c:a", "aac", "-f", "ipod")


def film(path: Path, *arguments: str) -> Path:
    picture = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=3", "-c:v", "mpeg4")
    return converted(path, *picture, *arguments, "-f", "mp4")


def end_to_end(path: Path, one: tuple[str, ...], other: tuple[str, ...]) -> Path:
    parts = [converted(path, *each, "-f", "adts").read_bytes() for each in (one, other)]
    return written(path, b"".join(parts))


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def linked(path: Path, to: Path) -> Path:
    path.symlink_to(to)
    return path


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


BAD: dict[str, tuple[Callable[[Path], Path], type[PodcasterError], str]] = {
    "empty": (lambda path: written(path, b""), AudioError, r"is empty \(0 bytes\)"),
    "text": (lambda path: written(path, b"Hallo Welt\n" * 999), AudioError, "not an audio file"),
    "picture": (
        lambda path: written(path, b"\x89PNG\r\n\x1a\n" + bytes(5000)),
        AudioError,
        "not an audio file",
    ),
    "zeros": (lambda path: written(path, bytes(50_000)), AudioError, "not an audio file"),
    "only a header": (no_samples, AudioError, "length of zero"),
    "half a header": (
        lambda path: written(path, b"RIFF\x00\x00\x00\x00WAVEfmt "),
        AudioError,
        "WAV file that ends after 16 bytes",
    ),
    "wav header cut": (
        lambda path: first(KINDS["wav 16"][0](path), 30),
        AudioError,
        "is a WAV file that ends after 30 bytes, before its sound begins",
    ),
    "flac header cut": (
        lambda path: first(KINDS["flac"][0](path), 30),
        AudioError,
        "is a FLAC file that ends after 30 bytes",
    ),
    "ogg header cut": (
        lambda path: first(KINDS["ogg vorbis"][0](path), 40),
        AudioError,
        "is a Ogg file that ends after 40 bytes".replace(" a Ogg", " a[n]? Ogg"),
    ),
    "wav with a wild header": (
        lambda path: with_rate(path, 4_000_000_000),
        AudioError,
        "begins as a WAV file, but|can't be read",
    ),
    "wav of 100 Hz": (lambda path: with_rate(path, 100), AudioError, "100 samples a second"),
    "m4a without its table": (
        lambda path: first(late_table(path), 20_000),
        AudioError,
        r"without its table \(`moov`\): it ends at byte 20000",
    ),
    "film without sound": (
        lambda path: film(path, "-an"),
        AudioError,
        "holds pictures but no sound",
    ),
    "rate changes midway": (
        lambda path: end_to_end(path, ("-ar", "48000"), ("-ar", "44100")),
        AudioError,
        "changes at 3.0 s from 48000 Hz and 2 channels to 44100 Hz and 2 channels",
    ),
    "channels change midway": (
        lambda path: end_to_end(path, ("-ac", "2"), ("-ac", "1")),
        AudioError,
        "changes at 3.0 s from 48000 Hz and 2 channels to 48000 Hz and 1 channels",
    ),
    "a bomb that says so": (
        lambda path: with_endless_header(KINDS["flac"][0](path)),
        AudioError,
        "longer than 48 hours",
    ),
    "a named pipe": (a_pipe, AudioError, "is a pipe or a device"),
    "a device": (
        lambda path: linked(path, Path("/dev/zero")),
        AudioError,
        "is a pipe or a device",
    ),
    "wav cut short": (lambda path: cut(KINDS["wav 16"][0](path)), AudioError, "shorter than"),
    "wav a little cut": (
        lambda path: cut(KINDS["wav 24"][0](path), 0.9999),
        AudioError,
        "shorter than",
    ),
    "rf64 cut short": (lambda path: cut(KINDS["rf64"][0](path)), AudioError, "shorter than"),
    "aiff cut short": (lambda path: cut(KINDS["aiff"][0](path)), AudioError, "shorter than"),
    "flac cut short": (lambda path: cut(KINDS["flac"][0](path)), AudioError, "shorter|damaged"),
    "mp3 cut short": (lambda path: cut(as_mp3(path)), AudioError, "shorter than"),
    "m4a cut short": (lambda path: cut(KINDS["m4a"][0](path)), AudioError, "shorter|damaged"),
    "opus cut short": (lambda path: cut(KINDS["opus"][0](path)), AudioError, "shorter than"),
    "ogg cut short": (
        lambda path: cut(KINDS["ogg vorbis"][0](path)),
        AudioError,
        r"last page begins at byte \d+ and lacks \d+ bytes",
    ),
    "flac scratched": (lambda path: scratched(KINDS["flac"][0](path)), AudioError, "is damaged"),
    "mp3 scratched": (lambda path: scratched(as_mp3(path)), AudioError, "is damaged"),
    "m4a scratched": (lambda path: scratched(KINDS["m4a"][0](path)), AudioError, "is damaged"),
    "opus scratched": (lambda path: scratched(KINDS["opus"][0](path)), AudioError, "is damaged"),
    "ogg scratched": (
        lambda path: scratched(KINDS["ogg vorbis"][0](path)),
        AudioError,
        r"is damaged at byte \d+, about \d+ %",
    ),
    "not a number": (lambda path: with_value(path, np.nan), AudioError, r"no sound .* at 1\.458 s"),
    "infinite": (lambda path: with_value(path, -np.inf), AudioError, "no sound"),
    "absurd": (lambda path: with_value(path, 1e20), AudioError, "no sound"),
    "missing": (lambda path: path, FolderError, "does not exist"),
    "a folder": (a_folder, FolderError, "is a folder"),
}


@pytest.mark.parametrize("kind", BAD)
def test_refuses_bad_input_by_name_and_with_advice(kind: str, tmp_path: Path) -> None:
    make, error, words = BAD[kind]
    path = make(tmp_path / "talk.wav")

    with pytest.raises(error, match=words) as caught:
        samples_of(path)

    assert str(caught.value.place) == str(path)
    assert caught.value.hint is not None


@pytest.mark.parametrize("kind", ["empty", "text", "only a header", "wav cut short", "missing"])
def test_probing_refuses_what_the_header_gives_away(kind: str, tmp_path: Path) -> None:
    make, error, words = BAD[kind]

    with pytest.raises(error, match=words):
        RealAudio().probe(make(tmp_path / "talk.wav"))


def test_a_file_that_the_system_refuses_is_told_with_its_reason(tmp_path: Path) -> None:
    """A link to itself, because root may read everything else."""
    path = tmp_path / "talk.wav"
    path.symlink_to(path)

    with pytest.raises(FolderError, match="says Too many levels") as caught:
        RealAudio().probe(path)

    assert caught.value.hint is not None
