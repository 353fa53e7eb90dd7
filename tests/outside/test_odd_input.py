"""Odd input, one row each: what makes it, and how it is read; and files of endless silence."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.outside.test_audio import as_mp3, samples_of, sound
from tests.outside.test_bad_input import converted, film
from tests.sounds import RATE_HZ, sine, stereo, write_wav

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.master.meter.measure import measure
from podcaster.model.audio import Measurement
from podcaster.outside.audio import RealAudio


def tone(length_s: float = 3.0, rate_hz: int = RATE_HZ, level: float = -20.0) -> Samples:
    return stereo(sine(level, length_s, rate_hz=rate_hz))


def in_channels(path: Path, count: int) -> Path:
    samples = np.zeros((3 * RATE_HZ, count), np.float32)
    samples[:, :2] = tone()
    return write_wav(path, samples)


def one_side(path: Path) -> Path:
    samples = tone()
    samples[:, 1] = 0
    return write_wav(path, samples)


def with_cover(path: Path) -> Path:
    picture = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-map", "0:a", "-map", "1:v")
    how = ("-frames:v", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic")
    return converted(path, *picture, *how, "-c:a", "aac", "-f", "ipod")


#: What is odd and all right: (maker, integrated loudness, true peak, rate, channels).
ODD: dict[str, tuple[Callable[[Path], Path], float | None, float | None, int, int]] = {
    "6 channels": (lambda path: in_channels(path, 6), -20.0, -20.0, RATE_HZ, 6),
    "8 channels": (lambda path: in_channels(path, 8), -20.0, -20.0, RATE_HZ, 8),
    "beyond full scale": (
        lambda path: write_wav(path, tone(level=6.0), subtype="FLOAT"), 6.0, 6.0, RATE_HZ, 2,
    ),
    "dc offset": (
        lambda path: write_wav(path, tone() + np.float32(0.05)), -20.0, -16.5, RATE_HZ, 2,
    ),
    "96 kHz, 32 bit": (
        lambda path: write_wav(path, tone(rate_hz=96000), 96000, "PCM_32"), -20.0, -20.0, 96000, 2,
    ),
    "8 kHz mono": (
        lambda path: write_wav(path, tone(rate_hz=8000)[:, :1], 8000), -20.0, -20.0, 8000, 1,
    ),
    "one channel silent": (one_side, -23.0, -20.0, RATE_HZ, 2),
    "digital silence": (lambda path: write_wav(path, 0 * tone()), None, None, RATE_HZ, 2),
    "shorter than 400 ms": (lambda path: write_wav(path, tone(0.2)), -20.0, -20.0, RATE_HZ, 2),
    "a film": (lambda path: film(path, "-c:a", "aac"), -20.7, None, RATE_HZ, 2),
    "cover art inside": (with_cover, -20.7, None, RATE_HZ, 2),
    "wrong extension": (as_mp3, -20.7, None, RATE_HZ, 2),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_reads_what_is_odd_but_sound(kind: str, tmp_path: Path) -> None:
    """A constant offset is left in: nobody hears it, and the peak that it costs is told."""
    make, lufs, dbtp, rate_hz, channels = ODD[kind]

    read = measured(make(tmp_path / "talk.wav"))

    assert (read.sample_rate_hz, read.channels) == (rate_hz, channels)
    if kind in {"a film", "cover art inside", "wrong extension"}:
        plain = measured(write_wav(tmp_path / "plain.wav", sound()))
        lufs, dbtp = plain.integrated_lufs, plain.true_peak_dbtp
    tolerance = 0.1 if lufs == -20.0 else 0.8
    assert read.integrated_lufs == (None if lufs is None else pytest.approx(lufs, abs=tolerance))
    assert read.true_peak_dbtp == (None if dbtp is None else pytest.approx(dbtp, abs=1.0))


def measured(path: Path) -> Measurement:
    return measure(path, RealAudio())


def test_an_hour_of_nothing_in_some_kilobytes_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.flac"
    soundfile.write(path, np.zeros((3600 * 8000, 1), np.int16), 8000, "PCM_16")
    assert path.stat().st_size < 200_000

    tracemalloc.start()
    read = measured(path)
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read.duration_s == 3600
    assert read.integrated_lufs is None
    assert most_bytes < 60_000_000  # as a whole it would be 115 million


def test_a_bomb_that_hides_its_length_is_left_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podcaster.outside.audio.door.LONGEST_S", 3600)
    path = tmp_path / "bomb.wav"
    with soundfile.SoundFile(path, "w", 8000, 1, "PCM_U8", format="WAV") as file:
        file.write(np.zeros(3601 * 8000, np.int16))
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(b"data") + 4, 0)
    path.write_bytes(data)

    with pytest.raises(AudioError, match="longer than 1 hours"):
        samples_of(path)
