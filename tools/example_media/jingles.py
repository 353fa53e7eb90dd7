"""Intro and outro: a few mallet notes over a soft pad, synthesised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import cycle
from typing import Final

import numpy as np

from example_media.sound import Samples, convolve, fade, pan, room_response

RATE_HZ: Final = 44_100
CONCERT_A_HZ: Final = 440.0
CONCERT_A_KEY: Final = 69
PEAK: Final = 0.4  # -8 dBFS: jingles are music, speech sets the level

Partials = tuple[tuple[float, float, float], ...]

#: Frequency ratio, amplitude, seconds until a partial has fallen to a third.
MALLET: Final[Partials] = ((1.0, 1.0, 0.85), (2.0, 0.16, 0.5), (3.9, 0.10, 0.12))
PAD: Final[Partials] = ((1.0, 1.0, 60.0), (2.0, 0.22, 60.0), (3.0, 0.06, 60.0))
PAD_DETUNE: Final = 1.0015
SEATS: Final = (-0.5, 0.35, -0.15, 0.6)


@dataclass(frozen=True)
class Bar:
    """Some beats of one harmony.

    Attributes:
        pad: Keys that sound through (MIDI numbers).
        melody: Keys of the mallet, one after the other; None is a rest.
        note_s: Time from one note to the next.
    """

    pad: tuple[int, ...]
    melody: tuple[int | None, ...]
    note_s: float = 0.3

    @property
    def duration_s(self) -> float:
        """Length until the next bar starts."""
        return len(self.melody) * self.note_s


@dataclass(frozen=True)
class Jingle:
    """A short piece of music; after the last bar it rings out."""

    bars: tuple[Bar, ...]
    ring_s: float
    seed: int

    @property
    def duration_s(self) -> float:
        """Length with the ring."""
        return sum(bar.duration_s for bar in self.bars) + self.ring_s


#: Opens on the tonic, ends half open: the voice answers.
INTRO: Final = Jingle(
    bars=(
        Bar((50, 57, 64), (62, 69, 66, 74, 73, 69)),
        Bar((47, 54, 62), (66, 71, 69, 74, 76, None)),
        Bar((43, 55, 59, 66), (71, 74, 78, None)),
    ),
    ring_s=2.6,
    seed=11,
)

#: Falls back to the tonic and closes.
OUTRO: Final = Jingle(
    bars=(
        Bar((43, 55, 59, 66), (78, 74, 71, 69), 0.33),
        Bar((45, 57, 61, 64), (76, 73, 69, None), 0.33),
        Bar((50, 57, 62, 66), (74, 69, 66, 62), 0.4),
    ),
    ring_s=3.0,
    seed=12,
)


def play(jingle: Jingle) -> Samples:
    """Return a jingle as stereo samples, shape (frames, 2), at `RATE_HZ`."""
    mix = np.zeros((int(jingle.duration_s * RATE_HZ), 2))
    starts_s = np.cumsum([0.0, *(bar.duration_s for bar in jingle.bars)])
    for index, bar in enumerate(jingle.bars):
        last = index == len(jingle.bars) - 1
        _add_pad(mix, bar, float(starts_s[index]), jingle.ring_s if last else 0.6)
        _add_melody(mix, bar, float(starts_s[index]))
    wet = _in_a_hall(mix, np.random.default_rng(jingle.seed))
    return fade(wet * (PEAK / np.abs(wet).max()), RATE_HZ, 0.02, 1.6)


def _add_melody(mix: Samples, bar: Bar, start_s: float) -> None:
    """Strike the mallet's notes, each from another seat."""
    for step, (key, seat) in enumerate(zip(bar.melody, cycle(SEATS), strict=False)):
        if key is not None:
            note = _tone(_frequency_hz(key), MALLET, 2.4)
            struck = fade(note, RATE_HZ, 0.006, 0.4)
            _add(mix, pan(struck, seat, 2), start_s + step * bar.note_s)


def _add_pad(mix: Samples, bar: Bar, start_s: float, overlap_s: float) -> None:
    """Let the harmony swell under the notes, slightly out of tune left and right."""
    length_s = bar.duration_s + overlap_s
    for key in bar.pad:
        frequency_hz = _frequency_hz(key)
        left = _tone(frequency_hz, PAD, length_s)
        right = _tone(frequency_hz * PAD_DETUNE, PAD, length_s)
        swell = fade(np.stack((left, right), axis=1), RATE_HZ, 0.5, min(overlap_s, 1.5))
        _add(mix, 0.16 * swell, start_s)


def _tone(frequency_hz: float, partials: Partials, length_s: float) -> Samples:
    """Return a tone of decaying partials, mono."""
    time_s = np.arange(int(length_s * RATE_HZ)) / RATE_HZ
    tone = np.zeros(len(time_s))
    for ratio, loudness, decay_s in partials:
        wave = np.sin(2 * math.pi * frequency_hz * ratio * time_s)
        tone += loudness * np.exp(-time_s / decay_s) * wave
    return tone


def _in_a_hall(dry: Samples, rng: np.random.Generator) -> Samples:
    """Return stereo samples with a tail of their own on each side, cut to the same length."""
    sides = [
        convolve(dry[:, side], room_response(RATE_HZ, 1.6, 0.12, rng))[: len(dry)]
        for side in range(2)
    ]
    return np.stack(sides, axis=1)


def _frequency_hz(key: int) -> float:
    """Return the frequency of a MIDI key in equal temperament."""
    return float(CONCERT_A_HZ * 2 ** ((key - CONCERT_A_KEY) / 12))


def _add(mix: Samples, part: Samples, start_s: float) -> None:
    """Add `part` to `mix` at `start_s`; what does not fit is cut off."""
    start = round(start_s * RATE_HZ)
    fitting = part[: len(mix) - start]
    mix[start : start + len(fitting)] += fitting
