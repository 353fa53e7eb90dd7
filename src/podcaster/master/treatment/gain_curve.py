"""A gain that changes slowly, on the clock of everything that is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from podcaster.doors.audio import Samples
from podcaster.master.meter.loudness import Energies

#: The clock of everything that is decided.
TICK_S: Final = 0.01
#: A gain goes from one value to another within this.
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

    def applied(self, blocks: Iterable[Samples], rate_hz: int) -> Iterator[Samples]:
        """Yield a stream, block by block, louder or softer."""
        at = 0
        for block in blocks:
            yield self.apply(block, at, rate_hz)
            at += len(block)


def smoothed(gains_db: Energies) -> GainCurve:
    """Return gains per tick as a curve without jumps, nowhere above them: pauses stay low."""
    width = 2 * round(RAMP_S / TICK_S / 2) + 1
    bell = np.hanning(width + 2)[1:-1]
    padded = np.pad(gains_db, width - 1, mode="edge")
    lowest = sliding_window_view(padded, width).min(axis=1)
    return GainCurve(np.asarray(np.convolve(lowest, bell / bell.sum(), "valid")))
