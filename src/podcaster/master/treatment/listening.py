"""Listen to a recording once: its loudness, its voices, its tones and its hum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.treatment import VOICE_RATE_HZ
from podcaster.master.condition.mains import Hum
from podcaster.master.meter.channels import to_channels
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.loudness import OFFSET_LUFS, STEPS, Energies
from podcaster.master.meter.measure import read_meters
from podcaster.master.meter.passes import Pace
from podcaster.master.resample import resampled
from podcaster.master.sound import file_sound
from podcaster.master.treatment.gain_curve import TICK_S, GainCurve, Track, smoothed
from podcaster.master.treatment.hum import HumSearch
from podcaster.model.audio import Measurement

#: Loudness and tones are looked at in steps of so much.
STEP_S: Final = 0.1
#: Voices are looked for in a sound of about this loudness (LUFS), each half second of it: Silero
#: misses half of what is said 18 dB softer right after a loud voice. Rooms are not raised as far.
EVEN_LUFS: Final = -26.0
ROOM_LUFS: Final = -55.0
EVEN_STEPS: Final = 9
#: Mean square of what nobody hears.
SILENCE: Final = 1e-12
#: A window that tells tones 8 Hz apart, and where tones of music lie.
TONE_WINDOW: Final = 2048
TONE_STEP: Final = 1600
FIRST_BIN: Final = 26  # 200 Hz
BAND_BINS: Final = 22
BANDS: Final = 28  # up to 5000 Hz
#: Up to this share of its rate a recording tells of tones; beyond is what its filter left.
TELLING: Final = 0.45
#: The share of bands that may be without tones.
TONELESS: Final = 0.75


#: One level per step, in the precision it is kept in.
Levels = TypeVar("Levels", Energies, Track)


@dataclass(frozen=True)
class Heard:
    """What a recording sounds like.

    Attributes:
        length_s: How long it is.
        levels_lufs: Loudness of every step of `STEP_S`; very low for silence.
        moments_lufs: Loudness of every 10 ms.
        voice: Likelihood of a voice, one every 32 ms.
        tones_db: How far tones stand out in each step: 2 to 3 in noise of any colour, more in
            music.
        hum: The mains hum in it.
        detector: What looked for voices.
        measured: Its meter reading, with the state it is in.
    """

    length_s: float
    levels_lufs: Energies
    moments_lufs: Track
    voice: NDArray[np.float32]
    tones_db: Energies
    hum: Hum
    detector: str
    measured: Measurement


def listen(path: Path, door: AudioDoor, progress: Progress = silent_progress) -> Heard:
    """Listen to the recording `path`; its length does not count for the memory this takes.

    Raises:
        AudioError: If it can't be decoded.
    """
    facts = door.probe(path)
    reading = read_meters(file_sound(path, facts, door), facts, progress)
    tones, hum = Tones(facts.sample_rate_hz), HumSearch()
    blocks = Pace(facts, progress).told(door.read(path))
    mono = (to_channels(block, 1, facts.layout) for block in blocks)
    stream = resampled(mono, facts.sample_rate_hz, VOICE_RATE_HZ, 1)
    segment = grid(facts.sample_rate_hz).segment
    late = facts.sample_rate_hz / (10 * segment)
    levels = _on_time(_lufs(reading.powers), late)
    passing = hum.watch(tones.watch(block for block in stream if len(block)))
    voice = door.voice(evening(levels).applied(passing, VOICE_RATE_HZ))
    return Heard(
        reading.frames / facts.sample_rate_hz,
        levels,
        _on_time(_moments(np.asarray(reading.steps), segment / STEPS), late),
        voice.shares,
        _fitted(np.array(tones.found), len(levels)),
        hum.found(),
        voice.detector,
        reading.measurement(str(path), facts),
    )


def _on_time(levels: Levels, late: float) -> Levels:
    """Return levels of steps as the meters count them on the clock of seconds.

    Args:
        levels: One per step. Where a tenth of a second is no whole number of samples, meters round
            it; that adds up to seconds in an hour.
        late: How much longer a step should be.
    """
    if late == 1:
        return levels
    at = (np.arange(round(len(levels) / late)) * late).astype(np.int64)
    return levels[np.minimum(at, len(levels) - 1)]


def _lufs(powers: Energies) -> Energies:
    """Return the loudness of weighted mean squares."""
    return OFFSET_LUFS + 10 * np.log10(np.maximum(powers, SILENCE))


def _moments(energies: NDArray[np.float32], samples: float) -> Track:
    """Return the loudness of moments of so many samples; nothing else of their size is made."""
    levels = energies / np.float32(samples)
    np.maximum(levels, np.float32(SILENCE), out=levels)
    np.log10(levels, out=levels)
    levels *= np.float32(10)
    levels += np.float32(OFFSET_LUFS)
    return levels


def evening(levels_lufs: Energies) -> GainCurve:
    """Return the gain that brings soft and loud moments to about the same loudness.

    Args:
        levels_lufs: Loudness of every step of `STEP_S`.
    """
    raised = np.append(np.maximum(levels_lufs, ROOM_LUFS), ROOM_LUFS)
    around = np.pad(raised, EVEN_STEPS // 2, mode="edge")
    gains = EVEN_LUFS - sliding_window_view(around, EVEN_STEPS).max(axis=1)
    return smoothed(np.repeat(gains.astype(np.float32), round(STEP_S / TICK_S)))


def lasting(heard: Heard, length_s: float) -> Heard:
    """Return what was heard of a recording if silence follows until `length_s`."""
    steps = round(length_s / STEP_S)
    return replace(
        heard,
        length_s=max(length_s, heard.length_s),
        levels_lufs=_fitted(heard.levels_lufs, steps, -120.0),
        moments_lufs=_fitted(heard.moments_lufs, steps * STEPS, -120.0).astype(np.float32),
        tones_db=_fitted(heard.tones_db, steps),
    )


def _fitted(values: Energies | Track, count: int, beyond: float = 0.0) -> Energies:
    """Return `count` values, the missing ones filled up."""
    padded = np.pad(values[:count], (0, max(0, count - len(values))), constant_values=beyond)
    return np.asarray(padded, np.float64)


class Tones:
    """Looks for tones in a stream that passes by, one channel at `VOICE_RATE_HZ`.

    Args:
        rate_hz: At which it was recorded.
    """

    def __init__(self, rate_hz: int) -> None:
        last = int(TELLING * rate_hz / VOICE_RATE_HZ * TONE_WINDOW)
        self._bands = max(1, min(BANDS, (last - FIRST_BIN) // BAND_BINS))
        self.found: list[float] = []
        self._held = np.zeros(0, np.float32)
        self._shape = np.hanning(TONE_WINDOW).astype(np.float32)

    def watch(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass on the blocks."""
        for block in blocks:
            self._held = np.concatenate([self._held, block[:, 0]])
            while len(self._held) >= TONE_WINDOW:
                self.found.append(self._tones_db(self._held[:TONE_WINDOW]))
                self._held = self._held[TONE_STEP:]
            yield block

    def _tones_db(self, window: NDArray[np.float32]) -> float:
        """Return how far the strongest lines stand out of their neighbours.

        In noise, power is distributed alike in all lines of a band, whatever the colour of the
        noise: the mean lies 2.5 dB over the geometric mean.
        """
        last = FIRST_BIN + self._bands * BAND_BINS
        lines = np.abs(np.fft.rfft(window * self._shape))[FIRST_BIN:last] ** 2 + 1e-12
        bands = lines.reshape(self._bands, -1)
        stand_out = np.log10(bands.mean(axis=1)) - np.log10(bands).mean(axis=1)
        return float(10 * np.quantile(stand_out, TONELESS))
