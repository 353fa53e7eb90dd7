"""Soft and loud voices come to the same loudness; pauses and music are left alone.

Speech is cut into pieces of about a second. Each gets the gain that brings it, together with
its neighbours of about the same level (so: of the same voice), to the loudness of all speech. So
a voice keeps its own emphases, and another voice gets another gain from its first word on. How
loud a voice is, the pieces of one breath tell together: a stressed word alone may be as loud as
somebody else, but who goes on without a pause is mostly the same person.
"""

from __future__ import annotations

import itertools
from typing import Final

import numpy as np

from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.backdrop import over_music
from podcaster.master.treatment.gain_curve import TICK_S, GainCurve, Track, smoothed
from podcaster.master.treatment.voices import Run, Scene, Ticks, mean_lufs, runs, without_short

#: Speech goes on over gaps shorter than this; in longer ones the gain comes back.
GAP_S: Final = 0.3
PIECE_S: Final = 1.0
#: Pieces so near (s) and so alike (LU) belong together; standard deviations of two bells.
NEAR_S: Final = 10.0
ALIKE_LU: Final = 2.0
#: The same for pieces without a pause between them; further apart in level, one voice has fallen
#: into the other's word.
BREATH_S: Final = 3.0
BREATH_LU: Final = 4.0
#: A bell is over after so many deviations.
BELL: Final = 4.0
#: Gains come in steps, so that words said anew move the gains of words far from them by nothing.
STEP_DB: Final = 0.1
#: No voice is turned up or down further (dB).
MOST_DB: Final = 24.0
#: With music under speech the gain stays within this (dB), or the music would move.
OVER_MUSIC_DB: Final = 0.4


def levelled(seen: Scene, reference_lufs: float | None) -> GainCurve:
    """Return the gain that brings all voices of a recording to the same loudness.

    Args:
        seen: What happens in it.
        reference_lufs: The loudness they come to; None if nobody speaks.
    """
    gains = np.zeros(len(seen.speech), np.float32)
    if reference_lufs is None:
        return GainCurve(gains)
    phrases = ~without_short(~seen.speech, GAP_S)
    breaths = [_pieces(run) for run in runs(phrases)]
    pieces = [piece for breath in breaths for piece in breath]
    wanted = _gains_db(seen, breaths, reference_lufs)
    for piece, gain in zip(pieces, wanted, strict=True):
        gains[piece.start : piece.stop] = gain
    _fill_pauses(gains, phrases, seen.music)
    return smoothed(gains)


def _pieces(run: Run) -> list[Run]:
    """Return a stretch of speech as pieces of about the same length."""
    count = max(1, round(run.ticks * TICK_S / PIECE_S))
    edges = np.linspace(run.start, run.stop, count + 1).astype(int)
    return [Run(int(start), int(stop)) for start, stop in itertools.pairwise(edges)]


def _gains_db(seen: Scene, breaths: list[list[Run]], reference_lufs: float) -> Energies:
    """Return the gain of each piece, breath by breath."""
    pieces = [piece for breath in breaths for piece in breath]
    levels = [np.array([_level(seen, one, reference_lufs) for one in breath]) for breath in breaths]
    steady = [
        _together(breath, found, found, BREATH_S, BREATH_LU)
        for breath, found in zip(breaths, levels, strict=True)
    ]
    found, marks = (np.concatenate([np.zeros(0), *rows]) for rows in (levels, steady))
    voices = _together(pieces, found, marks, NEAR_S, ALIKE_LU)
    most = np.where(over_music(seen, pieces, found), OVER_MUSIC_DB, MOST_DB)
    wanted = np.round((reference_lufs - voices) / STEP_DB) * STEP_DB
    return np.asarray(np.clip(wanted, -most, most))


def _together(
    pieces: list[Run], levels: Energies, marks: Energies, near_s: float, alike_lu: float
) -> Energies:
    """Return for each piece the mean level of those that are near and alike.

    Args:
        pieces: Some of what is said, in order.
        levels: How loud each is (LUFS).
        marks: By which they are alike (LUFS).
        near_s: Standard deviation of the bell of time.
        alike_lu: That of the bell of marks.
    """
    middles = np.array([(piece.start + piece.stop) / 2 * TICK_S for piece in pieces])
    lengths = np.array([piece.ticks for piece in pieces])
    means = np.empty(len(pieces))
    for number, (mark, middle) in enumerate(zip(marks, middles, strict=True)):
        reach = BELL * near_s
        near = slice(*np.searchsorted(middles, [middle - reach, middle + reach]))
        apart = ((middles[near] - middle) / near_s) ** 2 + ((marks[near] - mark) / alike_lu) ** 2
        weights = lengths[near] * np.exp(-apart / 2)
        means[number] = (weights * levels[near]).sum() / weights.sum()
    return means


def _level(seen: Scene, piece: Run, reference_lufs: float) -> float:
    """Return how loud somebody speaks in a piece."""
    part = slice(piece.start, piece.stop)
    found = mean_lufs(seen.levels_lufs[part][seen.speech[part]])
    return reference_lufs if found is None else found


def _fill_pauses(gains: Track, speech: Ticks, music: Ticks) -> None:
    """Give pauses the lower gain of the voices around them, but none above 0; music gets 0."""
    for gap in runs(~speech):
        before = gains[gap.start - 1] if gap.start else 0.0
        after = gains[gap.stop] if gap.stop < len(gains) else 0.0
        gains[gap.start : gap.stop] = min(0.0, before, after)
    gains[music & ~speech] = 0.0
