"""K-weighting as one linear system, for any sample rate, cut into blocks of about 1 ms.

A filter of four states needs no sequential loop over samples: within a block, the output is a
matrix times the input plus a matrix times the state at its start.

Source:
    ITU-R BS.1770-5, annex 1; the analogue prototypes that give its 48 kHz coefficients.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
#: Numerator and denominator, as polynomials in 1/z.
Biquad = tuple[Matrix, Matrix]
#: `A, B, C, d` of `x' = A x + B u`, `y = C x + d u`.
System = tuple[Matrix, Matrix, Matrix, float]

SHELF_HZ: Final = 1681.974450955533
SHELF_DB: Final = 3.999843853973347
SHELF_Q: Final = 0.7071752369554196
#: Exponent that places the shelf's middle; with the three above it gives BS.1770's table.
SHELF_MIDDLE: Final = 0.4996667741545416
HIGH_PASS_HZ: Final = 38.13547087602444
HIGH_PASS_Q: Final = 0.5003270373238773

SEGMENT_S: Final = 0.1
BLOCK_S: Final = 0.001


@dataclass(frozen=True)
class Grid:
    """How a programme is divided: segments of 100 ms into blocks of 1 ms, as near as it goes.

    Attributes:
        block: Samples in a block.
        blocks: Blocks in a segment.
    """

    block: int
    blocks: int

    @property
    def segment(self) -> int:
        """Samples in a segment."""
        return self.block * self.blocks


@dataclass(frozen=True)
class Kernel:
    """K-weighting over one block of `m` samples with state `x` (4 numbers).

    Attributes:
        direct: Output from input, float32, shape (m, m); `y = u @ direct + x @ ringing`.
        ringing: Output from the state, float32, shape (4, m).
        excite: State from input, float32, shape (m, 4); `x' = x @ decays[1] + u @ excite`.
        decays: State from state over 0, 1, ... blocks up to a segment, float64, shape
            (blocks + 1, 4, 4).
        ladder: States at all blocks of a segment, in two steps.
    """

    direct: NDArray[np.float32]
    ringing: NDArray[np.float32]
    excite: NDArray[np.float32]
    decays: Matrix
    ladder: Ladder

    def rung_out(self, starts: Matrix) -> Matrix:
        """Return what is left at the start of each block of a state at the segment's start.

        Args:
            starts: float64, shape (segments, 4).

        Returns:
            float64, shape (segments, blocks, 4).
        """
        spread = self.decays[:-1].transpose(1, 0, 2).reshape(4, -1)
        return (starts @ spread).reshape(len(starts), -1, 4)


@dataclass(frozen=True)
class Ladder:
    """Sums up what blocks add to the state: first within groups of blocks, then over groups.

    Attributes:
        size: Blocks in a group, and groups.
        within: States at the blocks of a group, and at its end, from what its blocks add:
            float64, shape (4 * size, 4 * (size + 1)).
        across: States at the groups from what the groups add: the same without the end.
        spread: States at the blocks of a group from the state at its start, shape (4, 4 * size).
    """

    size: int
    within: Matrix
    across: Matrix
    spread: Matrix

    def states(self, kicks: Matrix) -> Matrix:
        """Return the state at the start of each block, that of each segment being zero.

        Args:
            kicks: What each block adds to the state: shape (segments, blocks, 4).

        Returns:
            float64, shape (segments, blocks, 4).
        """
        segments, blocks, _ = kicks.shape
        padded = kicks
        if blocks < self.size * self.size:
            padded = np.zeros((segments, self.size * self.size, 4))
            padded[:, :blocks] = kicks
        local = padded.reshape(-1, 4 * self.size) @ self.within
        ends = np.ascontiguousarray(local[:, -4:]).reshape(segments, -1)
        before = (ends @ self.across).reshape(-1, 4)
        states = (local[:, :-4] + before @ self.spread).reshape(segments, -1, 4)
        return states[:, :blocks]


@cache
def grid(rate_hz: int) -> Grid:
    """Return the division whose segment is nearest to 100 ms, its block between 0.5 and 2 ms.

    At 11025 Hz only blocks of 1.7 ms make segments of 1102 samples; with 1104, the gates of sparse
    speech open elsewhere than in other meters, and the whole reads up to 0.4 LU beside them.
    """
    wanted = rate_hz * SEGMENT_S
    near = range(max(1, int(rate_hz * BLOCK_S / 2)), int(rate_hz * BLOCK_S * 2) + 1)
    candidates = [Grid(block, round(wanted / block)) for block in near]
    return min(
        candidates,
        key=lambda found: (abs(found.segment - wanted), abs(found.block - rate_hz * BLOCK_S)),
    )


@cache
def kernel(rate_hz: int) -> Kernel:
    """Return K-weighting at `rate_hz` for the blocks of `grid(rate_hz)`."""
    division = grid(rate_hz)
    size = division.block
    a, b, c, d = _balanced(*_one_after_the_other(*biquads(rate_hz)))
    powers = _powers(a, size)
    impulse = np.array([d, *(c @ power @ b for power in powers[: size - 1])])
    lags = np.arange(size)[None, :] - np.arange(size)[:, None]
    direct = np.where(lags >= 0, impulse[np.maximum(lags, 0)], 0.0)
    ringing = np.array([c @ power for power in powers[:size]]).T
    excite = np.array([power @ b for power in powers[size - 1 :: -1]])
    decays = _powers(powers[size].T, division.blocks)
    ladder = _ladder(powers[size].T, division.blocks)
    return Kernel(_single(direct), _single(ringing), _single(excite), decays, ladder)


def _ladder(decay: Matrix, blocks: int) -> Ladder:
    """Return the ladder for segments of `blocks` blocks over each of which states decay so."""
    size = math.isqrt(blocks - 1) + 1
    powers = _powers(decay, size)
    within, across = _staircase(powers), _staircase(_powers(powers[size], size))
    spread = powers[:-1].transpose(1, 0, 2).reshape(4, -1)
    return Ladder(size, within, across[:, :-4], spread)


def _staircase(powers: Matrix) -> Matrix:
    """Return the matrix whose part `i, j` is the power `j - 1 - i`, shape (4 n, 4 (n + 1))."""
    size = len(powers) - 1
    parts = np.zeros((size, size + 1, 4, 4))
    for at in range(size):
        parts[at, at + 1 :] = powers[: size - at]
    return parts.transpose(0, 2, 1, 3).reshape(4 * size, -1)


def _powers(a: Matrix, highest: int) -> Matrix:
    """Return `a` to the power 0, 1, ... `highest`, shape (highest + 1, 4, 4)."""
    powers = [np.eye(len(a))]
    for _ in range(highest):
        powers.append(powers[-1] @ a)
    return np.array(powers)


def biquads(rate_hz: int) -> tuple[Biquad, Biquad]:
    """Return the two filters that follow each other."""
    return _shelf(rate_hz), _high_pass(rate_hz)


def _shelf(rate_hz: int) -> Biquad:
    """Return the high shelf that stands for the head."""
    k = np.tan(np.pi * SHELF_HZ / rate_hz)
    high = 10 ** (SHELF_DB / 20)
    middle = high**SHELF_MIDDLE
    a0 = 1 + k / SHELF_Q + k * k
    b = [high + middle * k / SHELF_Q + k * k, 2 * (k * k - high)]
    b.append(high - middle * k / SHELF_Q + k * k)
    return np.array(b) / a0, np.array([a0, 2 * (k * k - 1), 1 - k / SHELF_Q + k * k]) / a0


def _high_pass(rate_hz: int) -> Biquad:
    """Return the high-pass; its numerator is not scaled, as in BS.1770's table."""
    k = np.tan(np.pi * HIGH_PASS_HZ / rate_hz)
    a0 = 1 + k / HIGH_PASS_Q + k * k
    a = np.array([a0, 2 * (k * k - 1), 1 - k / HIGH_PASS_Q + k * k]) / a0
    return np.array([1.0, -2.0, 1.0]), a


def _state_space(filters: Biquad) -> System:
    """Return the controllable form of `b / a`: `x' = A x + B u`, `y = C x + d u`."""
    b, a = filters
    step = np.array([-a[1:], [1.0, 0]])
    return step, np.array([1.0, 0]), b[1:] - b[0] * a[1:], float(b[0])


def _one_after_the_other(first: Biquad, second: Biquad) -> System:
    """Return two filters as one system, their states side by side.

    The controllable form of their product would lose too many digits at high rates, where all
    four poles lie near 1.
    """
    (a1, b1, c1, d1), (a2, b2, c2, d2) = map(_state_space, (first, second))
    a = np.block([[a1, np.zeros((2, 2))], [np.outer(b2, c1), a2]])
    return a, np.concatenate([b1, b2 * d1]), np.concatenate([d2 * c1, c2]), d1 * d2


def _balanced(a: Matrix, b: Matrix, c: Matrix, d: float) -> System:
    """Return the same system with states of equal weight in and out, so that float32 is enough."""
    reach = np.linalg.cholesky(_gramian(a, np.outer(b, b)))
    sight = _gramian(a.T, np.outer(c, c))
    _, squares, turn = np.linalg.svd(reach.T @ sight @ reach)
    scale = squares**0.25
    back = (reach @ turn.T) / scale
    forth = np.linalg.inv(back)
    return forth @ a @ back, forth @ b, c @ back, d


def _gramian(a: Matrix, source: Matrix) -> Matrix:
    """Return the sum of `A^k S A'^k` over all k, by doubling."""
    total, power = source, a
    for _ in range(24):
        total = total + power @ total @ power.T
        power = power @ power
    return (total + total.T) / 2


def _single(array: Matrix) -> NDArray[np.float32]:
    """Return a contiguous float32 copy."""
    return np.ascontiguousarray(array, dtype=np.float32)
