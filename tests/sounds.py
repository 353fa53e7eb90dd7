"""Synthesised sound, files made of it, and a second opinion from ffmpeg."""

from __future__ import annotations

import math
import re
import struct
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from tests.judges_at_hand import program

from podcaster.doors.audio import Samples

RATE_HZ = 48000


def sine(
    level_dbfs: float,
    length_s: float,
    *,
    hz: float = 1000.0,
    rate_hz: int = RATE_HZ,
    phase_deg: float = 0.0,
) -> NDArray[np.float64]:
    """Return a sine whose peak is at `level_dbfs`, shape (frames,)."""
    time = np.arange(round(length_s * rate_hz)) / rate_hz
    wave = np.sin(2 * np.pi * hz * time + np.deg2rad(phase_deg))
    return np.asarray(10 ** (level_dbfs / 20) * wave)


def stereo(*parts: NDArray[np.float64]) -> Samples:
    """Return the parts one after the other, the same on both sides."""
    return np.repeat(np.concatenate(parts)[:, None], 2, axis=1).astype(np.float32)


@cache
def speech_like(
    length_s: float,
    *,
    rate_hz: int = RATE_HZ,
    channels: int = 2,
    seed: int = 1,
    bursts: bool = True,
) -> Samples:
    """Return something with the level of speech: harmonics in syllables, pauses, loud bursts."""
    draw = np.random.default_rng(seed)
    time = np.arange(round(length_s * rate_hz)) / rate_hz
    turn = 2 * np.pi * (130 * time + 4 * np.sin(2 * np.pi * 0.4 * time))
    voice = sum(np.sin(k * turn) / k**1.3 for k in range(1, 16) if 130 * k < rate_hz / 2.2)
    syllables = np.clip(np.sin(2 * np.pi * 3.7 * time) + 0.3, 0, None)
    pauses = np.sin(2 * np.pi * 0.21 * time) > -0.6
    sound = 0.06 * voice * syllables * pauses
    if bursts:
        for at in draw.uniform(0, length_s, int(length_s / 4) + 1):
            sound[int(at * rate_hz) :][: rate_hz // 40] *= 5
    sides = [side * sound + 0.0005 * draw.standard_normal(len(time)) for side in (1.0, 0.8)]
    sides += [0.3 * sound] * max(0, channels - 2)
    clipped = np.clip(np.stack(sides[:channels], axis=1), -1, 1)
    samples = np.asarray(clipped, np.float32)
    samples.flags.writeable = False
    return samples


def write_wav(
    path: Path, samples: Samples, rate_hz: int = RATE_HZ, subtype: str = "PCM_24"
) -> Path:
    """Write a WAV file and return its path."""
    soundfile.write(path, samples, rate_hz, subtype=subtype, format="WAV")
    return path


def write_placed(path: Path, samples: Samples, mask: int, rate_hz: int = RATE_HZ) -> Path:
    """Write a WAV file that tells where its channels stand, as WAVEFORMATEXTENSIBLE has it."""
    soundfile.write(path, samples, rate_hz, subtype="FLOAT", format="WAVEX")
    file = bytearray(path.read_bytes())
    struct.pack_into("<I", file, file.index(b"fmt ") + 8 + 20, mask)
    path.write_bytes(file)
    return path


@dataclass(frozen=True)
class Opinion:
    """What ffmpeg's ebur128 says of a file."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float


@dataclass(frozen=True)
class Ffmpeg:
    """The system's ffmpeg, an independent judge."""

    program: str

    def run(self, *arguments: str | Path) -> bytes:
        """Run it; return what it writes to stdout."""
        command = [self.program, "-nostdin", "-v", "error", "-y", *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def opinion(self, path: Path) -> Opinion:
        """Measure `path` to three decimals."""
        judge = "ebur128=peak=true:metadata=1,ametadata=print:file=-"
        printed = self.run("-i", path, "-af", judge, "-f", "null", "-").decode()
        loudness, loudness_range, peak = (_last(key, printed) for key in ("I", "LRA", "true_peak"))
        return Opinion(loudness, loudness_range, 20 * math.log10(peak))

    def decode(self, path: Path, channels: int) -> Samples:
        """Return the samples of `path` as ffmpeg decodes it."""
        raw = self.run("-i", path, "-f", "f32le", "-ac", str(channels), "-")
        return np.frombuffer(raw, "<f4").reshape(-1, channels)


def _last(key: str, printed: str) -> float:
    figures = re.findall(rf"r128\.{key}=(\S+)", printed)
    assert figures, f"ffmpeg says nothing about {key}"
    return float(figures[-1])


def ffmpeg_or_leave_out() -> Ffmpeg:
    """Return ffmpeg; without it skip and say so, or fail where nothing may be left out."""
    return Ffmpeg(program("ffmpeg", "an independent meter"))
