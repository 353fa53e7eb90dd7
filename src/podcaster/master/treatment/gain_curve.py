"""A gain that changes slowly, on the clock of everything that is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.doors.audio import Samples

#: The clock of everything that is decided.
TICK_S: Final = 0.01
#: Ticks that are worked on together: hours of them at once would take memory for nothing.
AT_ONCE: Final = 1 << 16
#: Levels and gains (dB) on that clock; float32 where hours of them are held.
Track = NDArray[np.floating[Any]]
#: A gain goes from one value to another within this.
RAMP_S: Final = 0.1


@dataclass(frozen=True)
class GainCurve:
    """A gain that changes slowly.

    Attributes:
        gains_db: One per tick.
    """

    gains_db: Track

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


def smoothed(gains_db: Track) -> GainCurve:
    """Turn gains per tick into a curve without jumps, nowhere above them: pauses stay low.

    Args:
        gains_db: The curve takes their place in memory.
    """
    width = 2 * round(RAMP_S / TICK_S / 2) + 1
    bell = np.hanning(width + 2)[1:-1].astype(gains_db.dtype)
    before = np.repeat(gains_db[:1], width - 1)
    for start in range(0, len(gains_db), AT_ONCE):
        part, after = np.split(gains_db[start : start + AT_ONCE + width - 1], [AT_ONCE])
        last = (after if len(after) else part)[-1:]
        beyond = np.repeat(last, width - 1 - len(after))
        around = np.concatenate([before, part, after, beyond])
        before = around[len(part) : len(part) + width - 1]
        lowest = sliding_window_view(around, width).min(axis=1)
        part[:] = np.convolve(lowest, bell / bell.sum(), "valid")
    return GainCurve(gains_db)
