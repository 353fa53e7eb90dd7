"""Clicks: a jump in the sound, or two (where samples are lost), with nothing like it around."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: A voice bends its wave at every pulse of its cords, a consonant for many milliseconds; a click
#: bends it so many times more than all that surrounds it, out to the next pulse of a deep voice.
STANDS_OUT: Final = 8.0
BESIDE_MS: Final = 2
REACH_MS: Final = 15
#: Less is lost in any room (of full scale).
LEAST_BEND: Final = 0.003


class Clicks(NamedTuple):
    """Clicks in a window.

    Attributes:
        frames: Where they are, from the start of the window, to a millisecond; those at its end
            are left to the next one, so some lie before its start.
        bends: How sharply each bends the wave; a single sample of 1.0 in silence bends it by 2.0.
    """

    frames: NDArray[np.int64]
    bends: NDArray[np.float32]


NO_CLICKS: Final = Clicks(np.zeros(0, np.int64), np.zeros(0, np.float32))


def clicks_in(columns: NDArray[np.float32], block: int) -> Clicks:
    """Find the clicks in a window.

    Args:
        columns: float32, shape (channels, frames): the window, and twice `REACH_MS` before it.
        block: Samples in a millisecond.
    """
    mono = columns.mean(axis=0) if len(columns) > 1 else columns[0]
    bends = np.abs(np.diff(mono, 2))
    blocks = bends[: len(bends) // block * block].reshape(-1, block).max(axis=1, initial=0.0)
    padded = np.pad(blocks, REACH_MS)
    most, second = np.zeros_like(blocks), np.zeros_like(blocks)
    for apart in range(BESIDE_MS, REACH_MS + 1):
        for shift in (-apart, apart):
            other = padded[REACH_MS + shift :][: len(blocks)]
            np.maximum(second, np.minimum(most, other), out=second)
            np.maximum(most, other, out=most)
    found = np.flatnonzero(blocks > np.maximum(STANDS_OUT * second, LEAST_BEND))
    found = found[(found >= REACH_MS) & (found < len(blocks) - REACH_MS)]
    found = found[np.r_[True, np.diff(found) > REACH_MS][: len(found)]]
    return Clicks((found - 2 * REACH_MS) * block, blocks[found])
