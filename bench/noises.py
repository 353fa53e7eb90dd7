"""Noises of known level to lie under a voice: of rooms, mains, machines, people, streets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from bench.formants import RATE_HZ, Sound, Speaker, speech

SEED: Final = 5
#: Microphones for voices hear hardly anything lower.
LOWEST_HZ: Final = 60.0


def level_db(sound: Sound) -> float:
    """Return the level of a sound (dB, full scale = 0)."""
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-15))


def at_db(sound: Sound, db: float) -> Sound:
    """Return a sound at a level."""
    return np.asarray(sound * 10 ** ((db - level_db(sound)) / 20))


def coloured(length_s: float, shape: Callable[[Sound], Sound]) -> Sound:
    """Return noise with a spectrum; `shape` tells the amplitude at each frequency (Hz)."""
    draw = np.random.default_rng(SEED)
    lines = np.fft.rfft(draw.standard_normal(round(length_s * RATE_HZ)))
    hz = np.fft.rfftfreq(round(length_s * RATE_HZ), 1 / RATE_HZ)
    heard = shape(np.maximum(hz, 1.0)) * (hz > LOWEST_HZ)
    return np.asarray(np.fft.irfft(lines * heard, round(length_s * RATE_HZ)))


def mains(length_s: float, hz: float = 50.0) -> Sound:
    """Return hum with its harmonics."""
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    return np.asarray(sum(np.sin(2 * np.pi * hz * k * time_s + k) / k for k in range(1, 9)))


def fan(length_s: float) -> Sound:
    """Return air and the blades that move it."""
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    air = coloured(length_s, lambda hz: 1 / (1 + (hz / 400) ** 2) ** 0.5)
    blades = sum(np.sin(2 * np.pi * 73 * k * time_s) / k for k in range(1, 5))
    return np.asarray(at_db(air, 0) + 0.3 * blades)


def babble(length_s: float) -> Sound:
    """Return eight people who talk at the same time."""
    voices = (
        Speaker(100 + 17 * n, 1 + n / 60, 4 + n / 5, seed=100 + n)  # nobody like the other
        for n in range(8)
    )
    return np.asarray(sum(speech(one, length_s) for one in voices))


def street(length_s: float) -> Sound:
    """Return traffic that comes and goes every few seconds."""
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    rumble = coloured(length_s, lambda hz: hz**-0.8 / (1 + (hz / 3000) ** 2))
    return np.asarray(rumble * (0.4 + np.sin(2 * np.pi * time_s / 7) ** 4))


def applause(length_s: float) -> Sound:
    """Return a hundred hands, each in its own time."""
    draw = np.random.default_rng(SEED)
    clap = draw.standard_normal(RATE_HZ // 50) * np.exp(-np.arange(RATE_HZ // 50) / 150)
    hits = (draw.random(round(length_s * RATE_HZ)) < 350 / RATE_HZ) * draw.uniform(
        0.2, 1, round(length_s * RATE_HZ)
    )
    size = 1 << (len(hits) + len(clap)).bit_length()
    whole = np.fft.irfft(np.fft.rfft(hits, size) * np.fft.rfft(clap, size), size)
    return np.asarray(whole[: len(hits)] - whole[: len(hits)].mean())


#: Length (s) -> one channel at `RATE_HZ`, at no level in particular.
NOISES: Final[dict[str, Callable[[float], Sound]]] = {
    "white": lambda s: coloured(s, np.ones_like),
    "pink": lambda s: coloured(s, lambda hz: hz**-0.5),
    "hum, 50 Hz": mains,
    "hum, 60 Hz": lambda s: mains(s, 60.0),
    "fan": fan,
    "street": street,
    "babble": babble,
}
