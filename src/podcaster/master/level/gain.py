"""Which gain brings a programme to its target when a limiter takes some of it away again?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np

from podcaster.master.level.limiter import GUARD_DB, NO_PEAKS, Limiter
from podcaster.master.level.peaks import AFTER_SEGMENTS, LoudPlaces, Stretch
from podcaster.master.meter.kweighting import Grid
from podcaster.master.meter.loudness import Energies, integrated_lufs
from podcaster.master.meter.measure import Reading
from podcaster.model.audio import Target

#: Finds the loud places above a floor (dB).
FindLoudPlaces = Callable[[float], LoudPlaces]

ENOUGH_LU: Final = 0.001
#: Gains are multiples of this. A few corrected seconds in an hour move its loudness by less,
#: mostly; then all other samples stay what they were. Half of it may be missing in the end, and
#: what a trial misses of the encoder's own change (0.014 was the most): both have room in what is
#: promised.
STEP_DB: Final = 0.05
#: Of what is shorter than five minutes: to encode it anew costs little, and some encoders answer a
#: breath more gain with a jump, so that it takes finer steps to come near enough.
FINE_STEP_DB: Final = 0.02
SHORT_SEGMENTS: Final = 3000
ROUNDS: Final = 12
#: What is right for the recording is right for the whole if that comes as near as this.
RIGHT_LU: Final = 0.03
EVERYTHING: Final = slice(None)
NO_PLACES: Final = LoudPlaces(NO_PEAKS, ())
#: Peaks are looked for this far below what the first gain needs, so that one search is enough.
HEADROOM_DB: Final = 2.0
#: Segments of a stretch that are looked at together (a minute): loud ones may go on for hours.
AT_ONCE: Final = 600
#: What the limiter took is made up for up to here: knocks against a table may be 30 dB above the
#: speech that should be heard. Beyond, there is nothing but clicks, and only noise would grow.
MOST_MAKEUP_DB: Final = 40.0
#: Where the target can't be reached, so much of what could be is left, if that saves gain: drums
#: came 0.2 LU nearer to it by 30 dB more, which raised all between the strokes.
LEFT_LU: Final = 0.2


def solve(
    reading: Reading,
    target: Target,
    division: Grid,
    find: FindLoudPlaces,
    core: slice = EVERYTHING,
) -> Limiter:
    """Return gain and limiter that bring a programme to its target.

    Args:
        reading: Meters of the programme; it must not be silent.
        target: Where it should come out.
        division: Its segments and blocks.
        find: Is only called if something exceeds the ceiling.
        core: Segments of the recording alone. Where what they need is right for the whole, too,
            that is taken: another intro then leaves the recording as it was.
    """
    if core != EVERYTHING and integrated_lufs(reading.powers[core]) is not None:
        limiter = _solved(reading, target, division, find, core)
        places = find(limiter.peaks.floor_db) if len(limiter.peaks.blocks) else NO_PLACES
        came_to_lufs = _limited_lufs(reading.powers, places, limiter, division, EVERYTHING)
        if abs(target.integrated_lufs - came_to_lufs) <= RIGHT_LU:
            return limiter
    return _solved(reading, target, division, find, EVERYTHING)


def _solved(
    reading: Reading, target: Target, division: Grid, find: FindLoudPlaces, judged: slice
) -> Limiter:
    """Return gain and limiter that bring some segments of a programme to its target."""
    measured_lufs, peak_db = integrated_lufs(reading.powers[judged]), reading.true_peak_dbtp
    assert measured_lufs is not None  # noqa: S101 - silence is refused before
    assert peak_db is not None  # noqa: S101 - as above
    linear_db = target.integrated_lufs - measured_lufs
    step_db = STEP_DB if len(reading.powers) >= SHORT_SEGMENTS else FINE_STEP_DB
    taken_db = _in_steps(linear_db, step_db)
    if peak_db + taken_db <= target.ceiling_dbtp - GUARD_DB:
        return Limiter(NO_PEAKS, taken_db, target.ceiling_dbtp, beside_lu=taken_db - linear_db)

    def tried(gain_db: float) -> tuple[Limiter, float]:
        """Return the limiter at a gain, and how much louder it should come out."""
        places = find(target.ceiling_dbtp - GUARD_DB - gain_db)
        limiter = Limiter(places.peaks, gain_db, target.ceiling_dbtp)
        came_to_lufs = _limited_lufs(reading.powers, places, limiter, division, judged)
        return limiter, target.integrated_lufs - came_to_lufs

    most_db, gain_db = linear_db + MOST_MAKEUP_DB, linear_db
    for _ in range(ROUNDS):
        limiter, missing_lu = tried(gain_db)
        if abs(missing_lu) < ENOUGH_LU:
            break
        gain_db = min(gain_db + missing_lu, most_db)
    if abs(missing_lu) > RIGHT_LU:
        limiter = _pressed(tried, linear_db, most_db)
    taken, missing_lu = tried(_in_steps(limiter.gain_db, step_db))
    beside_lu = 0.0 if limiter.exhausted else -missing_lu
    return replace(taken, exhausted=limiter.exhausted, beside_lu=beside_lu)


def _pressed(
    tried: Callable[[float], tuple[Limiter, float]], least_db: float, most_db: float
) -> Limiter:
    """Return the limiter with the least gain that does it, or nearly what any gain does.

    Args:
        tried: Returns the limiter at a gain, and how much louder it should come out.
        least_db: A gain that is not enough.
        most_db: The highest gain that makes sense.
    """
    low_db, high_db, step_db = least_db, min(least_db + 1, most_db), 1.0
    limiter, missing_lu = tried(high_db)
    while missing_lu > 0 and high_db < most_db:
        low_db, step_db = high_db, 2 * step_db
        high_db = min(high_db + step_db, most_db)
        limiter, missing_lu = tried(high_db)
    exhausted = missing_lu > RIGHT_LU
    if exhausted:
        low_db = least_db
    bearable_lu = missing_lu + LEFT_LU if exhausted else 0.0
    while high_db - low_db > FINE_STEP_DB / 2:
        middle_db = (low_db + high_db) / 2
        nearer, missing_lu = tried(middle_db)
        if missing_lu > bearable_lu:
            low_db = middle_db
        else:
            limiter, high_db = nearer, middle_db
    return replace(limiter, exhausted=exhausted)


def _in_steps(gain_db: float, step_db: float) -> float:
    """Return the nearest gain that is taken."""
    return round(gain_db / step_db) * step_db


class LoudPlacesOnce:
    """Remembers the loud places, and searches again only for softer peaks.

    Args:
        search: Searches the programme for peaks above a floor (dB).
        known: What is known already.
    """

    def __init__(self, search: FindLoudPlaces, known: LoudPlaces | None = None) -> None:
        self._search = search
        self._known = known

    def __call__(self, floor_db: float) -> LoudPlaces:
        """Return the loud places at least down to `floor_db`."""
        if self._known is None or self._known.peaks.floor_db > floor_db:
            self._known = self._search(floor_db - HEADROOM_DB)
        return self._known


def _limited_lufs(
    before: Energies, places: LoudPlaces, limiter: Limiter, division: Grid, judged: slice
) -> float:
    """Return the integrated loudness of some segments after gain and limiter.

    Only the touched segments change otherwise than by the gain: there, each block of 1 ms counts
    by the gain it gets. A filter's memory across blocks is left out (a few thousandths of an LU).
    """
    powers = before * 10 ** (limiter.gain_db / 10)
    limited = _limited(places, limiter, division)
    for at, kept in chain.from_iterable(_kept(one, limiter, division) for one in limited):
        touched = slice(at, at + len(kept))
        powers[touched] *= kept[: len(powers[touched])]
    loudness = integrated_lufs(powers[judged])
    return -np.inf if loudness is None else loudness


def _limited(places: LoudPlaces, limiter: Limiter, division: Grid) -> Iterator[Stretch]:
    """Yield the stretches that something takes down; places are looked for further below."""
    above, _ = limiter.above
    for stretch in places.stretches:
        first = (stretch.first_segment - AFTER_SEGMENTS) * division.blocks
        last = first + (len(stretch.energies) + 2 * AFTER_SEGMENTS) * division.blocks
        from_here, behind = np.searchsorted(above, [first, last])
        if behind > from_here:
            yield stretch


def _kept(stretch: Stretch, limiter: Limiter, division: Grid) -> Iterator[tuple[int, Energies]]:
    """Yield a segment, and the share of energy that the limiter leaves to it and those behind."""
    for at in range(0, len(stretch.energies), AT_ONCE):
        energies = stretch.energies[at : at + AT_ONCE].astype(np.float64)
        first = (stretch.first_segment + at) * division.blocks
        nodes = limiter.nodes(first, first + energies.size) / 10 ** (limiter.gain_db / 20)
        left, right = nodes[:-1], nodes[1:]
        squares = (left * left + left * right + right * right) / 3  # mean square of a linear ramp
        kept = (energies * squares.reshape(energies.shape)).sum(axis=1)
        yield stretch.first_segment + at, kept / np.maximum(energies.sum(axis=1), 1e-30)
