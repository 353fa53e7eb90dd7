"""The German voice: SVOX Pico through py-nanotts (Apache-2.0, Linux on x86-64)."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from importlib import import_module
from typing import Final, Protocol

import numpy as np
import soxr

from example_media.script import Voice
from example_media.sound import Samples, amplitude, speech_level_dbfs

PICO_RATE_HZ: Final = 16_000
PICO_VOLUME: Final = 0.4  # Pico clips at its own default of 1.0
AUDIBLE: Final = 0.004

M_PERTURB: Final = -6  # malloc.h
CLEARED: Final = 0xFF  # new memory is filled with the complement


class Engine(Protocol):
    """What we use of `py_nanotts.NanoTTS`, which has no types of its own."""

    def speak(self, text: str, voice: str, speed: float, pitch: float, volume: float) -> bytes:
        """Return `text` as PCM: 16 kHz, one channel, 16 bit little-endian."""


def load_engine() -> Engine:
    """Return the speech engine, or say how to get it: it is not among the usual packages.

    Pico reads memory that it never wrote, so a sentence sounds a little different each time.
    With all new memory cleared, the sound is repeatable.
    """
    try:
        ctypes.CDLL(None).mallopt(M_PERTURB, CLEARED)
        engine: Engine = import_module("py_nanotts").NanoTTS()
    except ImportError as error:
        raise SystemExit(
            "py-nanotts: not installed\n"
            "hint: pip install --require-hashes -r requirements/example.txt"
        ) from error
    return engine


def pronounced(text: str, pronunciation: Mapping[str, str]) -> str:
    """Return `text` as the engine has to read it to be heard right."""
    for written, spoken in pronunciation.items():
        text = text.replace(written, spoken)
    return text


def speak(engine: Engine, text: str, voice: Voice, rate_hz: int) -> Samples:
    """Return `text` in `voice`, trimmed, at the voice's level and the given rate, mono."""
    pcm = engine.speak(text, "de-DE", voice.speed, voice.pitch, PICO_VOLUME)
    spoken = _trimmed(np.frombuffer(pcm, dtype="<i2").astype(np.float64) / 32768)
    spoken *= amplitude(voice.level_dbfs - speech_level_dbfs(spoken, PICO_RATE_HZ))
    resampled: Samples = soxr.resample(spoken, PICO_RATE_HZ, rate_hz, quality="VHQ")
    return resampled


def _trimmed(samples: Samples) -> Samples:
    """Cut silence at both ends, leaving a breath so that no sound is clipped."""
    audible = np.flatnonzero(np.abs(samples) > AUDIBLE)
    breath = PICO_RATE_HZ // 40
    return samples[max(audible[0] - breath, 0) : audible[-1] + breath]
