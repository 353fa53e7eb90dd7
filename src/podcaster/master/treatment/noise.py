"""The noise of a room: how loud it is in each band, heard where nobody speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import Samples
from podcaster.doors.treatment import Filter
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.voices import Scene, runs

#: Middles of the bands (Hz) in which FFmpeg's `afftdn` takes the profile of a noise; each reaches
#: so far to both sides.
BANDS_HZ: Final = (
    *(80, 120, 180, 270, 410, 620, 930, 1400),
    *(2100, 3150, 4750, 7100, 10700, 16000, 24000),
)
REACH: Final = 1.5**0.5
#: How far noise is taken down (dB): more would leave watery remains.
REDUCED_DB: Final = 12
#: Total noise that `afftdn` knows (dB of full scale), and how far a band may be from the mean.
FLOORS_DB: Final = (-80.0, -20.0)
MOST_APART_DB: Final = 24.0
#: A window to look at, and how many: enough for a mean, spread over a recording of any length.
WINDOW_S: Final = 0.08
MOST_WINDOWS: Final = 300
LEAST_WINDOWS: Final = 3
#: A quiet place is no louder than the room and so much (LU), and as far away from words (s).
QUIET_LU: Final = 3.0
FROM_WORDS_S: Final = 0.05
#: The median of noise's power lies below its mean; breaths and knocks hardly move it.
MEDIAN: Final = float(np.log(2))
#: In a band, lines of hum stand above this share of the spectrum; what is left of them is noise.
BELOW_LINES: Final = 0.4
NOTHING: Final = 1e-20


@dataclass(frozen=True)
class Noise:
    """The noise of a room in one of its channels.

    Attributes:
        densities_db: Its power per hertz in each of `BANDS_HZ` (dB, full scale = 0).
    """

    densities_db: tuple[float, ...]

    def filter(self, rate_hz: int) -> Filter:
        """Return the filter that reduces it in a stream of this rate.

        Levels are in whole decibels: nobody hears less of a noise that is taken down by twelve, and
        a few corrected seconds leave the rest of the recording as it was.
        """
        mean_db = float(np.mean(self.densities_db))
        floor_db = np.clip(mean_db + 10 * np.log10(rate_hz / 2), *FLOORS_DB)
        apart = np.clip(np.subtract(self.densities_db, mean_db), -MOST_APART_DB, MOST_APART_DB)
        profile = "|".join(f"{round(one)}" for one in apart)
        return "afftdn", f"nr={REDUCED_DB}:nf={floor_db:.0f}:nt=custom:bn={profile}"


def noise_in(blocks: Iterable[Samples], rate_hz: int, seen: Scene) -> Noise | None:
    """Return the noise in a recording; None if there is none, or no place to hear it alone.

    Args:
        blocks: All of it, float32, shape (frames, channels).
        rate_hz: Its rate.
        seen: What happens in it.
    """
    length = round(WINDOW_S * rate_hz)
    starts = _quiet_places(seen, rate_hz)
    shape = np.hanning(length).astype(np.float32)[:, None]
    powers = [
        np.square(np.abs(np.fft.rfft(window * shape, axis=0))).T
        for window in _windows(blocks, starts, length)
    ]
    if len(powers) < LEAST_WINDOWS:
        return None
    scale = 2 / (float(np.square(shape).sum()) * rate_hz * MEDIAN)
    return Noise(tuple(_densities_db(np.median(np.concatenate(powers), axis=0) * scale, rate_hz)))


def _quiet_places(seen: Scene, rate_hz: int) -> list[int]:
    """Return the frames where windows with nothing but the room begin."""
    if seen.room_lufs is None:
        return []
    quiet = ~seen.speech & ~seen.music & (seen.levels_lufs < seen.room_lufs + QUIET_LU)
    starts: list[float] = []
    for run in runs(quiet):
        first, last = run.start * TICK_S + FROM_WORDS_S, run.stop * TICK_S - FROM_WORDS_S
        starts.extend(np.arange(first, last - WINDOW_S, WINDOW_S))
    every = -(-len(starts) // MOST_WINDOWS)
    return [round(at * rate_hz) for at in starts[:: max(1, every)]]


def _windows(blocks: Iterable[Samples], starts: list[int], length: int) -> Iterator[Samples]:
    """Yield the windows that begin at `starts`, in order, none of which overlap."""
    waiting, at = iter(starts), 0
    start = next(waiting, None)
    held: Samples | None = None
    for block in blocks:
        held = block if held is None else np.concatenate([held, block])
        while start is not None and start + length <= at + len(held):
            yield held[start - at : start - at + length]
            start = next(waiting, None)
        if start is None:
            return
        gone = min(len(held), max(0, start - at))
        held, at = held[gone:], at + gone


def _densities_db(powers: NDArray[np.float64], rate_hz: int) -> Iterator[float]:
    """Yield the level of each band; what lies beyond the recording is like the highest there is."""
    hz = np.linspace(0, rate_hz / 2, len(powers))
    found = 10 * np.log10(NOTHING)
    for middle in BANDS_HZ:
        band = powers[(hz >= middle / REACH) & (hz < middle * REACH)]
        if len(band):
            found = float(10 * np.log10(max(float(np.quantile(band, BELOW_LINES)), NOTHING)))
        yield found
