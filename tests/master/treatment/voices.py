"""A real enough voice: the example show's trailer, spoken by a machine, recognised as speech."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import soxr

from podcaster.doors.audio import Samples
from podcaster.master.meter.measure import Reading, read_meters
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFacts
from podcaster.outside.audio import RealAudio

SHOW = Path(__file__).parents[3]
RATE_HZ = 48000


@cache
def recorded(name: str) -> Samples:
    """Return an audio file of the example show, one channel at 48 kHz, shape (frames,)."""
    door = RealAudio()
    whole = np.concatenate(list(door.read(SHOW / name))).mean(axis=1)
    return np.asarray(soxr.resample(whole, door.probe(SHOW / name).sample_rate_hz, RATE_HZ))


def voice(start_s: float, length_s: float, *, lufs: float = -20.0, pitch: float = 1.0) -> Samples:
    """Return somebody who speaks, at a loudness."""
    found = recorded("episodes/000-trailer/recording.flac")[round(start_s * RATE_HZ) :]
    spoken = soxr.resample(found, RATE_HZ, RATE_HZ / pitch)[: round(length_s * RATE_HZ)]
    return at_lufs(np.asarray(spoken, np.float32), lufs)


def music(length_s: float, *, lufs: float = -20.0) -> Samples:
    """Return jingles, again and again."""
    notes = np.concatenate([recorded(f"jingles/{name}.flac") for name in ("intro", "outro")])
    return at_lufs(np.resize(notes, round(length_s * RATE_HZ)), lufs)


def noise(length_s: float, level_db: float, seed: int = 1) -> Samples:
    """Return white noise."""
    draw = np.random.default_rng(seed).standard_normal(round(length_s * RATE_HZ))
    return np.asarray(10 ** (level_db / 20) * draw, np.float32)


def silence(length_s: float) -> Samples:
    """Return nothing."""
    return np.zeros(round(length_s * RATE_HZ), np.float32)


def reading(samples: Samples) -> Reading:
    """Measure one channel, shape (frames,), or several, shape (frames, channels)."""
    even = np.ascontiguousarray(samples.reshape(len(samples), -1))
    facts = AudioFacts("pcm", RATE_HZ, even.shape[1], 0.0)
    return read_meters(held_sound(even, RATE_HZ), facts)


def lufs_of(samples: Samples) -> float:
    """Return the integrated loudness of one channel, or of several."""
    found = reading(samples).integrated_lufs
    assert found is not None
    return found


def range_of(samples: Samples) -> float:
    """Return the loudness range of one channel."""
    return reading(samples).measurement("", AudioFacts("pcm", RATE_HZ, 1, 0.0)).loudness_range_lu


def level_db(samples: Samples) -> float:
    """Return the level of samples."""
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-15))


def at_lufs(samples: Samples, lufs: float) -> Samples:
    """Return one channel at a loudness."""
    return np.asarray(samples * np.float32(10 ** ((lufs - lufs_of(samples)) / 20)))
