"""Small arithmetic on samples that recordings and jingles share.

Mono samples have shape (frames,), recordings (frames, channels); float64, full scale = 1.0.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float64]

SILENCE: Final = 1e-9


def amplitude(level_db: float) -> float:
    """Return the factor that a level in dB stands for."""
    return float(10 ** (level_db / 20))


def speech_level_dbfs(samples: Samples, rate_hz: int) -> float:
    """Return the RMS level of the loud half of 50 ms blocks, so that pauses do not count."""
    block = rate_hz // 20
    energies = np.sort((samples[: len(samples) // block * block].reshape(-1, block) ** 2).mean(1))
    return 10 * math.log10(float(energies[len(energies) // 2 :].mean()) + SILENCE)


def pan(samples: Samples, position: float, channels: int) -> Samples:
    """Place mono `samples` between left (-1) and right (1) at constant power."""
    if channels == 1:
        return samples[:, None]
    angle = (position + 1) * math.pi / 4
    return np.outer(samples, (math.cos(angle), math.sin(angle)))


def fade(samples: Samples, rate_hz: int, in_s: float, out_s: float) -> Samples:
    """Fade `samples` in and out along half a cosine."""
    envelope = np.ones(len(samples))
    rise, fall = int(in_s * rate_hz), int(out_s * rate_hz)
    envelope[:rise] = _half_cosine(rise)
    envelope[len(samples) - fall :] *= _half_cosine(fall)[::-1]
    return samples * envelope.reshape(-1, *([1] * (samples.ndim - 1)))


def _half_cosine(frames: int) -> Samples:
    """Return a rise from 0 to 1."""
    return 0.5 - 0.5 * np.cos(np.linspace(0, math.pi, frames))


def pink_noise(
    frames: int, rate_hz: int, band_hz: tuple[float, float], rng: np.random.Generator
) -> Samples:
    """Return noise that falls by 3 dB per octave inside a soft band, with an RMS of 1.0."""
    frequencies = np.fft.rfftfreq(frames, 1 / rate_hz)
    low_hz, high_hz = band_hz
    weight = 1 / np.sqrt(np.maximum(frequencies, low_hz))
    weight *= 1 / (1 + (frequencies / high_hz) ** 8)
    spectrum = (rng.standard_normal(len(frequencies)) * weight).astype(np.complex128)
    spectrum *= np.exp(2j * math.pi * rng.random(len(frequencies)))
    noise = np.fft.irfft(spectrum, frames)
    return noise / float(np.sqrt((noise**2).mean()))


def room_response(rate_hz: int, length_s: float, share: float, rng: np.random.Generator) -> Samples:
    """Return the impulse response of a room: the direct sound, then a decaying tail of noise.

    Args:
        rate_hz: Samples per second.
        length_s: Until the tail has fallen by 60 dB.
        share: Energy of the tail beside the direct sound's 1.0.
        rng: Source of the tail.
    """
    frames = int(length_s * rate_hz)
    tail = pink_noise(frames, rate_hz, (150.0, 4500.0), rng)
    tail *= np.exp(-6.9 * np.arange(frames) / frames)
    tail[: int(0.004 * rate_hz)] = 0.0
    tail *= math.sqrt(share / float((tail**2).sum()))
    tail[0] = 1.0
    return tail


def convolve(samples: Samples, response: Samples) -> Samples:
    """Return mono `samples` in the room of `response`, tail included."""
    frames = len(samples) + len(response) - 1
    spectrum = np.fft.rfft(samples, frames) * np.fft.rfft(response, frames)
    return np.fft.irfft(spectrum, frames)
