"""Soft and loud voices come to the same loudness; pauses and music are left alone.

Speech is cut into pieces of about a second. Each gets the gain that brings it, together with
its neighbours of about the same level (so: of the same voice), to the loudness of all speech. So
a voice keeps its own emphases, and another voice gets another gain from its first word on.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.doors.audio import Samples
from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.voices import (
    TICK_S,
    Run,
    Scene,
    Ticks,
    mean_lufs,
    runs,
    without_short,
)

#: Speech goes on over gaps shorter than this; in longer ones the gain comes back.
GAP_S: Final = 0.3
PIECE_S: Final = 1.0
#: Pieces so near (s) and so alike (LU) belong together; standard deviations of two bells.
NEAR_S: Final = 10.0
ALIKE_LU: Final = 2.5
#: No voice is turned up or down further (dB).
MOST_DB: Final = 18.0
#: With music under speech the gain stays within this (dB), or the music would move.
OVER_MUSIC_DB: Final = 0.4
#: Gaps between words tell whether there is music under them: tones, not too far below the voice.
TELLING_GAP_S: Final = (0.3, 3.0)
GAP_EDGE_S: Final = 0.1
BED_TONES_DB: Final = 5.0
BED_LU: Final = 25.0
BED_NEAR_S: Final = 15.0
#: The gain goes from one value to another within this.
RAMP_S: Final = 0.1


@dataclass(frozen=True)
class GainCurve:
    """A gain that changes slowly.

    Attributes:
        gains_db: One per tick.
    """

    gains_db: Energies

    def apply(self, samples: Samples, first_frame: int, rate_hz: int) -> Samples:
        """Return `samples`, which begin at `first_frame`, louder or softer.

        Args:
            samples: float32, shape (frames, channels).
            first_frame: Where they begin.
            rate_hz: Their rate.
        """
        first = max(0, int(first_frame / rate_hz / TICK_S) - 1)
        last = int((first_frame + len(samples)) / rate_hz / TICK_S) + 2
        nodes = 10 ** (self.gains_db[first:last] / 20)
        if not len(nodes):
            return samples * np.float32(10 ** (self.gains_db[-1] / 20))
        at = (first_frame + np.arange(len(samples))) / (rate_hz * TICK_S) - first
        gains = np.interp(at, np.arange(len(nodes)), nodes).astype(np.float32)
        return np.asarray(samples * gains[:, None])


def smoothed(gains_db: Energies) -> GainCurve:
    """Return gains per tick as a curve without jumps, nowhere above them: pauses stay low."""
    width = 2 * round(RAMP_S / TICK_S / 2) + 1
    bell = np.hanning(width + 2)[1:-1]
    padded = np.pad(gains_db, width - 1, mode="edge")
    lowest = sliding_window_view(padded, width).min(axis=1)
    return GainCurve(np.asarray(np.convolve(lowest, bell / bell.sum(), "valid")))


def levelled(seen: Scene, reference_lufs: float | None) -> GainCurve:
    """Return the gain that brings all voices of a recording to the same loudness.

    Args:
        seen: What happens in it.
        reference_lufs: The loudness they come to; None if nobody speaks.
    """
    gains = np.zeros(len(seen.speech))
    if reference_lufs is None:
        return GainCurve(gains)
    phrases = ~without_short(~seen.speech, GAP_S)
    pieces = [piece for run in runs(phrases) for piece in _pieces(run)]
    wanted = _gains_db(seen, pieces, reference_lufs)
    for piece, gain in zip(pieces, wanted, strict=True):
        gains[piece.start : piece.stop] = gain
    _fill_pauses(gains, phrases, seen.music)
    return smoothed(gains)


def _pieces(run: Run) -> list[Run]:
    """Return a stretch of speech as pieces of about the same length."""
    count = max(1, round(run.ticks * TICK_S / PIECE_S))
    edges = np.linspace(run.start, run.stop, count + 1).astype(int)
    return [Run(int(start), int(stop)) for start, stop in itertools.pairwise(edges)]


def _gains_db(seen: Scene, pieces: list[Run], reference_lufs: float) -> Energies:
    """Return the gain of each piece."""
    levels = np.array([_level(seen, piece, reference_lufs) for piece in pieces])
    middles = np.array([(piece.start + piece.stop) / 2 * TICK_S for piece in pieces])
    lengths = np.array([piece.ticks for piece in pieces])
    voices = np.empty(len(pieces))
    for number, (level, middle) in enumerate(zip(levels, middles, strict=True)):
        near = slice(*np.searchsorted(middles, [middle - 4 * NEAR_S, middle + 4 * NEAR_S]))
        apart = ((middles[near] - middle) / NEAR_S) ** 2 + ((levels[near] - level) / ALIKE_LU) ** 2
        weights = lengths[near] * np.exp(-apart / 2)
        voices[number] = (weights * levels[near]).sum() / weights.sum()
    most = np.where(_over_music(seen, pieces, levels), OVER_MUSIC_DB, MOST_DB)
    return np.asarray(np.clip(reference_lufs - voices, -most, most))


def _level(seen: Scene, piece: Run, reference_lufs: float) -> float:
    """Return how loud somebody speaks in a piece."""
    part = slice(piece.start, piece.stop)
    found = mean_lufs(seen.levels_lufs[part][seen.speech[part]])
    return reference_lufs if found is None else found


def _over_music(seen: Scene, pieces: list[Run], levels: Energies) -> Ticks:
    """Tell for each piece whether there is music under it, by the gaps around it."""
    gaps = [gap for gap in runs(~seen.speech) if _tells(gap)]
    middles = np.array([(gap.start + gap.stop) / 2 * TICK_S for gap in gaps])
    tones, louds = np.array([_in_gap(seen, gap) for gap in gaps]).reshape(-1, 2).T
    found = np.zeros(len(pieces), bool)
    for number, piece in enumerate(pieces):
        middle = (piece.start + piece.stop) / 2 * TICK_S
        near = np.abs(middles - middle) < BED_NEAR_S
        if near.any():
            loud = np.median(louds[near]) > levels[number] - BED_LU
            found[number] = loud and np.median(tones[near]) > BED_TONES_DB
    return found


def _tells(gap: Run) -> bool:
    """Whether a gap lies between words, rather than between parts of a programme."""
    least, most = TELLING_GAP_S
    return least <= gap.ticks * TICK_S <= most


def _in_gap(seen: Scene, gap: Run) -> tuple[float, float]:
    """Return how far tones stand out in a gap, and how loud it is."""
    edge = round(GAP_EDGE_S / TICK_S)
    part = slice(gap.start + edge, gap.stop - edge)
    return float(np.median(seen.tones_db[part])), float(np.median(seen.levels_lufs[part]))


def _fill_pauses(gains: NDArray[np.float64], speech: Ticks, music: Ticks) -> None:
    """Give pauses the lower gain of the voices around them, but none above 0; music gets 0."""
    for gap in runs(~speech):
        before = gains[gap.start - 1] if gap.start else 0.0
        after = gains[gap.stop] if gap.stop < len(gains) else 0.0
        gains[gap.start : gap.stop] = min(0.0, before, after)
    gains[music & ~speech] = 0.0
