"""Voices by formants: pulses of vocal cords through the resonances of a mouth.

Everything about a voice is a parameter, so that what is measured holds for more than one voice,
and the same on every machine. Silero's network takes them for voices most of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE_HZ: Final = 48000
Sound = NDArray[np.float64]

#: First three formants (Hz) of vowels, roughly those of Peterson and Barney (1952), a nasal last.
VOWELS: Final = (
    *((730, 1090, 2440), (530, 1840, 2480), (390, 1990, 2550), (270, 2290, 3010)),
    *((570, 840, 2410), (440, 1020, 2240), (300, 870, 2240), (490, 1350, 1690)),
)
NASAL: Final = (260, 1300, 2400)
#: Bands of noise (Hz) and how loud they are beside a vowel: s, sh, f, h, and the burst of a stop.
HISSES: Final = (
    *((4500, 9000, 0.2), (2200, 6000, 0.2), (1200, 9000, 0.05), (500, 4000, 0.04)),
    (1500, 7000, 0.25),
)
#: The mouth changes 200 times a second.
STEPS: Final = 200
HOP: Final = RATE_HZ // STEPS
FRAME: Final = 4 * HOP
HZ: Final = np.fft.rfftfreq(FRAME, 1 / RATE_HZ)


@dataclass(frozen=True)
class Speaker:
    """A voice.

    Attributes:
        pitch_hz: Mean of its pitch.
        size: Formants are so many times those of a man.
        rate: Syllables in a second.
        lively_st: How far its pitch moves (semitones).
        uneven_db: Standard deviation of the loudness of its phrases.
        breath: Noise of breath beside its pulses.
        seed: Draws what it says.
    """

    pitch_hz: float = 110.0
    size: float = 1.0
    rate: float = 4.5
    lively_st: float = 3.0
    uneven_db: float = 1.5
    breath: float = 0.06
    seed: int = 1


@dataclass(frozen=True)
class _Mouth:
    """What a mouth does, step by step.

    Attributes:
        voiced: Amplitude of the cords.
        hiss: Amplitude of noise.
        pitch_st: Pitch against the mean (semitones).
        formants: Shape (steps, 3).
        bands: Of the noise, shape (steps, 2).
    """

    voiced: Sound
    hiss: Sound
    pitch_st: Sound
    formants: Sound
    bands: Sound

    @classmethod
    def shut(cls, steps: int) -> _Mouth:
        """Return a mouth that says nothing."""
        voiced, hiss, pitch_st = np.zeros((3, steps))
        vowel = np.full((steps, 3), VOWELS[-1], float)
        return cls(voiced, hiss, pitch_st, vowel, np.ones((steps, 2)))


def speech(speaker: Speaker, length_s: float) -> Sound:
    """Return somebody who speaks, one channel; what is not a pause has -20 dB."""
    draw = np.random.default_rng(speaker.seed)
    steps = round(length_s * STEPS) + 4
    mouth, at = _Mouth.shut(steps), 0
    while at < steps - 4:
        at = _phrase(mouth, at, speaker, draw) + round(draw.uniform(0.15, 0.7) * STEPS)
    return _heard(mouth, speaker, draw)[: round(length_s * RATE_HZ)]


def _phrase(mouth: _Mouth, at: int, speaker: Speaker, draw: np.random.Generator) -> int:
    """Say some syllables from a step on, deeper and deeper; return where they end."""
    loud = 10 ** (speaker.uneven_db * draw.standard_normal() / 20)
    for pitch_st in np.linspace(0.7, -0.7, int(draw.integers(5, 13))) * speaker.lively_st:
        length = max(14, round(draw.uniform(0.7, 1.3) * STEPS / speaker.rate))
        part = slice(at, min(len(mouth.voiced), at + length))
        accent_st = speaker.lively_st * draw.standard_normal() / 2
        rise = np.sin(np.linspace(0, np.pi, max(0, part.stop - at)))
        mouth.pitch_st[part] = pitch_st + accent_st * rise
        mouth.formants[part] = np.array(VOWELS[draw.integers(len(VOWELS))]) * speaker.size
        _syllable(mouth, part, loud * 10 ** (2 * draw.standard_normal() / 20), draw)
        at += length
    return at


def _syllable(mouth: _Mouth, part: slice, loud: float, draw: np.random.Generator) -> None:
    """Say a consonant and a vowel."""
    middle = min(part.stop, part.start + round((part.stop - part.start) * draw.uniform(0.2, 0.4)))
    onset, nucleus = slice(part.start, middle), slice(middle, part.stop)
    count = max(0, part.stop - middle)
    edges = np.minimum((np.arange(count) + 1) / 4, (count - np.arange(count)) / 6)
    mouth.voiced[nucleus] = loud * np.minimum(1, edges)
    kind = ("hiss", "stop", "nasal", "glide")[draw.integers(4)]
    if kind in {"hiss", "stop"}:
        low, high, level = HISSES[draw.integers(4) if kind == "hiss" else 4]
        begin = onset.start if kind == "hiss" else max(onset.start, middle - 3)
        mouth.hiss[begin:middle] = 12 * loud * level
        mouth.bands[begin:middle] = low, high
    else:
        mouth.voiced[onset] = 0.5 * loud
    if kind == "nasal":
        mouth.formants[onset] = NASAL


def _heard(mouth: _Mouth, speaker: Speaker, draw: np.random.Generator) -> Sound:
    """Return what a mouth makes."""
    noise = draw.standard_normal(len(mouth.voiced) * HOP)
    cords = _pulses(mouth, speaker, draw) + speaker.breath * noise
    window = np.hanning(FRAME + 1)[:-1]
    sound = np.zeros(len(noise))
    for step in np.flatnonzero(mouth.voiced + mouth.hiss).tolist():
        part = slice(step * HOP, step * HOP + FRAME)
        if part.stop <= len(sound):
            lines = np.fft.rfft(cords[part] * window) * _resonances(mouth.formants[step])
            lines *= mouth.voiced[step]
            lines += np.fft.rfft(noise[part] * window) * _band(mouth, step)
            sound[part] += np.fft.irfft(lines, FRAME)
    return np.asarray(0.1 * sound / np.sqrt(np.mean(sound[sound != 0] ** 2)))


def _pulses(mouth: _Mouth, speaker: Speaker, draw: np.random.Generator) -> Sound:
    """Return a pulse for every time that the cords close."""
    steps = len(mouth.voiced)
    smooth = np.convolve(np.pad(mouth.pitch_st, 3, "edge"), np.ones(7) / 7, "valid")
    shaken = smooth + 0.17 * draw.standard_normal(steps)
    at = np.arange(steps * HOP) / HOP
    pitch_hz = speaker.pitch_hz * 2 ** (np.interp(at, np.arange(steps), shaken) / 12)
    closes = np.flatnonzero(np.diff(np.floor(np.cumsum(pitch_hz) / RATE_HZ))) + 1
    pulses = np.zeros(steps * HOP)
    pulses[closes] = np.sqrt(RATE_HZ / pitch_hz[closes])
    return pulses


def _resonances(formants: Sound) -> NDArray[np.complex128]:
    """Return what cords and mouth do to each line: alike in level, and spread over 3 ms."""
    gains = np.zeros(len(HZ))
    for number, middle in enumerate((*formants, 3500.0, 4500.0)):
        width = 60 + 0.06 * middle
        off = (HZ**2 - middle**2) / (middle * width)
        gains += 0.6**number / np.sqrt(off**2 + (HZ / middle) ** 2 + 1e-3)
    gains *= HZ / (HZ + 60) / np.sqrt(1 + (HZ / 300) ** 2)
    spread = np.exp(-1j * np.pi * np.minimum(HZ, 8000) ** 2 * 0.003 / 8000)
    return np.asarray(gains / np.sqrt(np.mean(gains**2)) * spread)


def _band(mouth: _Mouth, step: int) -> Sound:
    """Return how loud each line of the noise is."""
    low, high = mouth.bands[step]
    edges = 1 / (1 + (low / np.maximum(HZ, 1)) ** 6) / (1 + (HZ / high) ** 6)
    return np.asarray(mouth.hiss[step] * edges)
