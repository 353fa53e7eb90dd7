"""Where a programme is loud, and how its energy lies there: all that solving the gain needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.level.limiter import HOLD_BLOCKS, RELEASE_DB, PeakMap
from podcaster.master.meter.channels import weights
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.loudness import HALO_SEGMENTS, block_energies
from podcaster.master.meter.parts import WINDOW_SEGMENTS
from podcaster.master.meter.passes import Pace
from podcaster.master.meter.shelf import Long, Shelf
from podcaster.master.meter.true_peak import AFTER, BEFORE, absolute_sum, block_peaks
from podcaster.master.meter.windows import Cut, Window, over_windows
from podcaster.master.sound import Sound

#: The limiter begins before a peak.
ATTACK_SEGMENTS: Final = 1
#: How long a peak is felt: until a limiter that took 30 dB has given them back.
FELT_BLOCKS: Final = HOLD_BLOCKS + int(30 / RELEASE_DB)
#: What a window sees: the halo of what is touched before it, and all that its peaks touch.
BEFORE_SEGMENTS: Final = HALO_SEGMENTS + ATTACK_SEGMENTS
AFTER_SEGMENTS: Final = 3


@dataclass(frozen=True)
class Stretch:
    """Weighted energy of each block of 1 ms, where peaks are.

    Attributes:
        first_segment: Number of its first segment of 100 ms.
        energies: float32, shape (segments, blocks).
    """

    first_segment: int
    energies: Long[np.float32]


@dataclass(frozen=True)
class LoudPlaces:
    """The peaks of a programme above a floor, and the stretches that limiting them touches."""

    peaks: PeakMap
    stretches: tuple[Stretch, ...]


def find_loud_places(
    sound: Sound,
    floor_db: float,
    pace: Pace,
    window_peaks: NDArray[np.float32] | None = None,
) -> LoudPlaces:
    """Find all blocks of 1 ms whose true peak is above `floor_db`.

    Args:
        sound: The programme.
        floor_db: dB, full scale = 0.
        pace: Is told how far we are.
        window_peaks: See `Reading`; windows that can't reach the floor are not looked at.
    """
    segment = grid(sound.rate_hz).segment
    cut = Cut(BEFORE_SEGMENTS * segment, WINDOW_SEGMENTS * segment, AFTER_SEGMENTS * segment)
    reach = 10 ** (floor_db / 20) / absolute_sum()

    def wanted(start: int) -> bool:
        at = start // cut.own
        return window_peaks is None or at >= len(window_peaks) or bool(window_peaks[at] > reach)

    look = partial(_look, sound.rate_hz, floor_db, Shelf())
    found = list(over_windows(sound, cut, look, pace, wanted))
    return LoudPlaces(
        PeakMap(
            np.concatenate([np.zeros(0, np.int64), *(each.blocks for each in found)]),
            np.concatenate([np.zeros(0, np.float32), *(each.peaks_db for each in found)]),
            floor_db,
        ),
        tuple(_without_overlaps(chain.from_iterable(each.stretches for each in found))),
    )


@dataclass(frozen=True)
class _Found:
    """What is loud in a window."""

    blocks: NDArray[np.int64]
    peaks_db: NDArray[np.float32]
    stretches: tuple[Stretch, ...]


def _look(rate_hz: int, floor_db: float, shelf: Shelf, window: Window) -> _Found:
    """Find the peaks of a window, and weigh what they touch; that is put on the shelf."""
    division, floor = grid(rate_hz), 10 ** (floor_db / 20)
    before = BEFORE_SEGMENTS * division.segment
    own = -(-window.frames // division.segment) * division.segment
    around = window.columns[:, before - BEFORE : before + own + AFTER]
    peaks = block_peaks(around, division.block, floor)
    above = np.flatnonzero(peaks > floor)
    first_segment = window.start // division.segment
    stretches = tuple(
        Stretch(first_segment + run.start, shelf.put(_weighed(window.columns, rate_hz, run)))
        for run in touched_by(above, division.blocks, -first_segment)
    )
    blocks = above + first_segment * division.blocks
    return _Found(blocks, 20 * np.log10(peaks[above]), stretches)


def touched_by(blocks: NDArray[np.int64], per_segment: int, lowest: int) -> Iterator[range]:
    """Yield the runs of segments, from `lowest` on, that peaks in `blocks` cause to be limited.

    Args:
        blocks: Numbers of blocks, ascending.
        per_segment: Blocks in a segment.
        lowest: No run begins before it.
    """
    firsts = np.maximum(lowest, blocks // per_segment - ATTACK_SEGMENTS)
    lasts = (blocks + FELT_BLOCKS) // per_segment
    gaps = np.flatnonzero(firsts[1:] > lasts[:-1] + 1) + 1
    for some in np.split(np.arange(len(blocks)), gaps):
        if len(some):
            yield range(int(firsts[some[0]]), int(lasts[some[-1]]) + 1)


def _weighed(columns: NDArray[np.float32], rate_hz: int, run: range) -> NDArray[np.float32]:
    """Return the weighted energy of the blocks of some segments, over all channels.

    Args:
        columns: A window's.
        rate_hz: Its rate.
        run: Segments, counted from the window's first own.
    """
    segment = grid(rate_hz).segment
    start = (BEFORE_SEGMENTS + run.start - HALO_SEGMENTS) * segment
    energies = block_energies(columns[:, start : (BEFORE_SEGMENTS + run.stop) * segment], rate_hz)
    return np.tensordot(weights(len(columns)).astype(np.float32), energies, 1)


def _without_overlaps(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Pass on stretches; what a neighbour has already is left out."""
    done = 0
    for stretch in stretches:
        known = max(0, done - stretch.first_segment)
        if known < len(stretch.energies):
            rest = stretch.energies[known:] if known else stretch.energies
            yield Stretch(stretch.first_segment + known, rest)
            done = stretch.first_segment + len(stretch.energies)
