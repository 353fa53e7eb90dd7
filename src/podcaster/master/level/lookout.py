"""Loud places noted while the meters read a programme anyway, instead of in a pass of their own.

How loud is loud follows from the gain, which is known only after that; so it is guessed from a few
excerpts, generously. A guess that was too high costs the pass, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.level.limiter import PeakMap
from podcaster.master.level.peaks import AFTER_SEGMENTS, LoudPlaces, Stretch, touched_by
from podcaster.master.meter.channels import weights
from podcaster.master.meter.kweighting import Grid
from podcaster.master.meter.shelf import Row, Rows, Shelf
from podcaster.master.meter.true_peak import Peaks


@dataclass(frozen=True)
class Seen:
    """What a window shows.

    Attributes:
        blocks: Its blocks above the floor, counted from the beginning of the programme.
        peaks_db: Their true peaks.
        segments: Those that limiting may touch, counted likewise.
        energies: Weighted energy of their blocks, float32, shape (segments, blocks).
    """

    blocks: Row[np.int64]
    peaks_db: Row[np.float32]
    segments: Row[np.int64]
    energies: Row[np.float32]


NOTHING_SEEN: Final[Mapping[int, Seen]] = MappingProxyType({})


class Lookout:
    """Notes what is loud, in any order and from any thread.

    Args:
        floor_db: What is above it is loud (dB, full scale = 0).
        division: Segments and blocks of the programme.
        seen: What is known already, by each window's first segment.
    """

    def __init__(
        self, floor_db: float, division: Grid, seen: Mapping[int, Seen] = NOTHING_SEEN
    ) -> None:
        self.floor = float(10 ** (floor_db / 20))
        self.floor_db = floor_db
        self._division = division
        self.seen: dict[int, Seen] = dict(seen)
        self._shelf = Shelf()

    def see(self, first: int, peaks: Peaks, energies: NDArray[np.float32]) -> None:
        """Look at a window.

        Args:
            first: Its first segment.
            peaks: True peak of each block; see `block_peaks`.
            energies: Weighted energy of each block, shape (channels, segments, blocks).
        """
        per_segment = self._division.blocks
        above = np.flatnonzero(peaks > self.floor)
        loud = np.zeros(energies.shape[1], np.bool_)
        loud[:AFTER_SEGMENTS] = loud[-1:] = True  # a neighbour's peaks may touch them
        for run in touched_by(above, per_segment, 0):
            loud[run.start : run.stop] = True
        kept = np.flatnonzero(loud)
        weighed = np.tensordot(weights(len(energies)).astype(np.float32), energies[:, kept], 1)
        put = self._shelf.put
        self.seen[first] = Seen(
            put(above + first * per_segment),
            put(20 * np.log10(peaks[above])),
            put(kept + first),
            put(weighed),
        )

    def places(self) -> LoudPlaces:
        """Return all that was seen."""
        seen = [self.seen[first] for first in sorted(self.seen)]
        blocks = np.concatenate([np.zeros(0, np.int64), *(one.blocks for one in seen)])
        peaks_db = np.concatenate([np.zeros(0, np.float32), *(one.peaks_db for one in seen)])
        segments = np.concatenate([np.zeros(0, np.int64), *(one.segments for one in seen)])
        empty = np.zeros((0, self._division.blocks), np.float32)
        rows = Rows([one.energies for one in seen], empty)
        stretches = []
        for run in touched_by(blocks, self._division.blocks, 0):
            first, last = np.searchsorted(segments, [run.start, run.stop])
            stretches.append(Stretch(run.start, rows.part(int(first), int(last))))
        return LoudPlaces(PeakMap(blocks, peaks_db, self.floor_db), tuple(stretches))
