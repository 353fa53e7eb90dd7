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
#: Where those that surround a block are, in an array that begins `REACH_MS` before the first.
OTHERS: Final = np.r_[0 : REACH_MS - BESIDE_MS + 1, REACH_MS + BESIDE_MS : 2 * REACH_MS + 1]
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
    blocks = _bends(columns, block)
    padded = np.pad(blocks, REACH_MS)
    beside = np.minimum(*(padded[REACH_MS + ms :][: len(blocks)] for ms in (-BESIDE_MS, BESIDE_MS)))
    may_be = np.flatnonzero(blocks > np.maximum(STANDS_OUT * beside, LEAST_BEND))
    may_be = may_be[(may_be >= REACH_MS) & (may_be < len(blocks) - REACH_MS)]
    around = padded[may_be[:, None] + OTHERS]
    second = np.partition(around, -2, axis=1)[:, -2]
    found = may_be[blocks[may_be] > STANDS_OUT * second]
    found = found[np.r_[True, np.diff(found) > REACH_MS][: len(found)]]
    return Clicks((found - 2 * REACH_MS) * block, blocks[found])


def _bends(columns: NDArray[np.float32], block: int) -> NDArray[np.float32]:
    """Return how sharply all channels together bend at most in each block."""
    whole = (columns.shape[1] - 2) // block * block
    if not whole:
        return np.zeros(0, np.float32)
    slopes = np.diff(columns.sum(axis=0))
    bends = np.abs(np.diff(slopes))[:whole]
    highest = np.maximum.reduceat(bends, np.arange(0, whole, block))
    return np.asarray(highest / len(columns), np.float32)
