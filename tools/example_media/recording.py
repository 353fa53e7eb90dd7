"""Spoken dialogues as raw recordings: two voices in a room, with the times of every sentence."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from example_media.script import Dialogue, Line
from example_media.sound import (
    Samples,
    amplitude,
    convolve,
    fade,
    pan,
    pink_noise,
    room_response,
)
from example_media.voices import Engine, pronounced, speak

ROOM_TONE_DBFS: Final = -68.0
ROOM_BAND_HZ: Final = (60.0, 3500.0)
ROOM_LENGTH_S: Final = 0.22
ROOM_SHARE: Final = 0.012
LEVEL_WOBBLE_DB: Final = 0.6  # nobody speaks every sentence at the same level
CLOSING_S: Final = 1.2
CHAPTER_LEAD_S: Final = 0.25


@dataclass(frozen=True)
class Take:
    """One sentence as spoken: `samples` start at `start_s` of the recording."""

    line: Line
    start_s: float
    end_s: float
    samples: Samples


@dataclass(frozen=True)
class Recording:
    """A finished raw recording.

    Attributes:
        samples: float64, shape (frames, channels), full scale = 1.0.
        rate_hz: Samples per second.
        takes: What is said when.
    """

    samples: Samples
    rate_hz: int
    takes: tuple[Take, ...]

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate_hz

    @property
    def chapters(self) -> tuple[tuple[float, str], ...]:
        """Start and title of each chapter; the first one starts with the recording."""
        found = [(take.start_s - CHAPTER_LEAD_S, take.line.chapter) for take in self.takes]
        starts = [(start_s, title) for start_s, title in found if title is not None]
        return ((0.0, starts[0][1]), *starts[1:])


def record(dialogue: Dialogue, engine: Engine, pronunciation: Mapping[str, str]) -> Recording:
    """Speak a dialogue and put its voices into a room."""
    rng = np.random.default_rng(zlib.crc32(dialogue.slug.encode()))
    takes = _takes(dialogue, engine, pronunciation, rng)
    rate_hz, channels = dialogue.recording.rate_hz, dialogue.recording.channels
    mix = _room_tone(int((takes[-1].end_s + CLOSING_S) * rate_hz), rate_hz, channels, rng)
    room = room_response(rate_hz, ROOM_LENGTH_S, ROOM_SHARE, rng)
    for take in takes:
        sounding = pan(
            convolve(take.samples, room), dialogue.voices[take.line.speaker].position, channels
        )
        start = round(take.start_s * rate_hz)
        mix[start : start + len(sounding)] += sounding
    return Recording(fade(mix, rate_hz, 0.05, 0.3), rate_hz, takes)


def _takes(
    dialogue: Dialogue,
    engine: Engine,
    pronunciation: Mapping[str, str],
    rng: np.random.Generator,
) -> tuple[Take, ...]:
    """Speak line after line and note when each one starts and ends."""
    rate_hz, now_s, takes = dialogue.recording.rate_hz, 0.0, []
    for line in dialogue.lines:
        voice = dialogue.voices[line.speaker]
        wobble_db = float(rng.uniform(-LEVEL_WOBBLE_DB, LEVEL_WOBBLE_DB))
        voice = replace(voice, level_dbfs=voice.level_dbfs + wobble_db)
        samples = speak(engine, pronounced(line.text, pronunciation), voice, rate_hz)
        start_s = now_s + line.pause_s
        now_s = start_s + len(samples) / rate_hz
        takes.append(Take(line, start_s, now_s, samples))
    return tuple(takes)


def _room_tone(frames: int, rate_hz: int, channels: int, rng: np.random.Generator) -> Samples:
    """Return quiet noise as of a room with its windows closed, each channel its own."""
    band = [pink_noise(frames, rate_hz, ROOM_BAND_HZ, rng) for _ in range(channels)]
    return np.stack(band, axis=1) * amplitude(ROOM_TONE_DBFS)
