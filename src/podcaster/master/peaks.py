"""Where a programme is loud, and how its energy lies there: all that solving the gain needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors import Samples
from podcaster.master.blocks import regrouped
from podcaster.master.channels import weights
from podcaster.master.kweighting import grid
from podcaster.master.limiter import RELEASE_DB, PeakMap
from podcaster.master.loudness import Weighting
from podcaster.master.true_peak import Peaks, PeakStream

#: A stretch is kept whole when a peak is in it, or can still be felt in it.
STRETCH_SEGMENTS: Final = 10
#: How long a peak is felt: until a limiter that took 12 dB has given them back.
FELT_BLOCKS: Final = int(12 / RELEASE_DB)


@dataclass(frozen=True)
class Stretch:
    """Weighted energy of each block of 1 ms of about a second, where peaks are.

    Attributes:
        first_segment: Number of its first segment of 100 ms.
        energies: float32, shape (segments, blocks).
    """

    first_segment: int
    energies: NDArray[np.float32]


@dataclass(frozen=True)
class LoudPlaces:
    """The peaks of a programme above a floor, and the stretches that limiting them touches."""

    peaks: PeakMap
    stretches: tuple[Stretch, ...]


class _Scan:
    """Walks through a programme once.

    Args:
        rate_hz: Sample rate.
        channels: Number of channels.
        floor_db: Peaks at or below it do not matter.
    """

    def __init__(self, rate_hz: int, channels: int, floor_db: float) -> None:
        self._rate_hz = rate_hz
        self._channels = channels
        self._floor_db = floor_db
        self._floor = 10 ** (floor_db / 20)
        self._stream = PeakStream(channels, grid(rate_hz).block)
        self._next_block = 0
        self._felt_until = -1
        self._blocks: list[NDArray[np.int64]] = []
        self._peaks_db: list[NDArray[np.float32]] = []
        self.stretches: list[Stretch] = []

    def add(self, samples: Samples, first_segment: int) -> None:
        """Look at one stretch."""
        division = grid(self._rate_hz)
        self._note(self._stream.push(samples, self._floor))
        whole = len(samples) - len(samples) % division.segment
        if whole and self._felt_until >= first_segment * division.blocks:
            weighting = Weighting(self._rate_hz, self._channels)
            energies = weighting.energies(samples[:whole]) @ weights(self._channels)
            self.stretches.append(Stretch(first_segment, energies.astype(np.float32)))

    def finish(self) -> PeakMap:
        """Return all peaks."""
        self._note(self._stream.finish(self._floor))
        blocks = np.concatenate([np.zeros(0, np.int64), *self._blocks])
        peaks_db = np.concatenate([np.zeros(0, np.float32), *self._peaks_db])
        return PeakMap(blocks, peaks_db, self._floor_db)

    def _note(self, peaks: Peaks) -> None:
        """Keep the peaks above the floor."""
        above = np.flatnonzero(peaks > self._floor)
        if len(above):
            self._blocks.append(above + self._next_block)
            self._peaks_db.append(20 * np.log10(peaks[above]))
            self._felt_until = int(above[-1]) + self._next_block + FELT_BLOCKS
        self._next_block += len(peaks)


def find_loud_places(
    blocks: Iterable[Samples], rate_hz: int, channels: int, floor_db: float
) -> LoudPlaces:
    """Find all blocks of 1 ms whose true peak is above `floor_db`.

    Args:
        blocks: The programme: float32, shape (frames, channels).
        rate_hz: Its rate.
        channels: Its channels.
        floor_db: dB, full scale = 0.
    """
    scan = _Scan(rate_hz, channels, floor_db)
    length = STRETCH_SEGMENTS * grid(rate_hz).segment
    for number, stretch in enumerate(regrouped(blocks, length)):
        scan.add(stretch, number * STRETCH_SEGMENTS)
    return LoudPlaces(scan.finish(), tuple(scan.stretches))
