"""A look-ahead true-peak limiter in closed form: no loop over samples, no state.

The gain that a peak allows spreads backwards along a steep ramp (attack), is held for a moment, and
spreads forwards along a flatter one (release); the lowest of all ramps is the gain. Any stretch of
the curve can be computed on its own, because ramps end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import Samples

Curve = NDArray[np.float64]

#: dB per block of 1 ms: 10 dB are taken within 10 ms before the peak, given back in 50 ms.
ATTACK_DB: Final = 1.0
RELEASE_DB: Final = 0.2
#: So long the gain stays where a peak took it, so that it does not move within a period of the
#: deepest tones: what limiting by 6 dB adds to a tone of 41 Hz lies 116 dB below it (30 Hz: 41 dB).
HOLD_BLOCKS: Final = 10
#: Ramps are reckoned in whole steps of this many to a dB, so that the last bit of the gain at one
#: place never depends on where a stretch begins, nor on a peak far away.
STEPS_PER_DB: Final = 1 << 20
#: The gain moves within the reach of the interpolation filter, so peaks may come out a touch
#: higher than what the blocks promise.
GUARD_DB: Final = 0.05
#: Blocks whose gains are computed together.
SPAN_BLOCKS: Final = 1000
#: Spans that are remembered: what is limited comes in pieces that end within them.
KEPT_SPANS: Final = 16
#: numpy has the exponential in vectors, powers of ten only one by one.
NEPERS_PER_DB: Final = math.log(10) / 20


@dataclass(frozen=True)
class PeakMap:
    """Where a programme is loud: all blocks of 1 ms whose true peak is above a floor.

    Attributes:
        blocks: Their numbers, ascending.
        peaks_db: Their true peaks (dB, full scale = 0).
        floor_db: Every block that is not listed is at or below it.
    """

    blocks: NDArray[np.int64]
    peaks_db: NDArray[np.float32]
    floor_db: float


@dataclass(frozen=True)
class Repairs:
    """Where the gain must be lower than the programme's own peaks ask for.

    Attributes:
        blocks: Numbers of blocks of 1 ms, in any order, some perhaps twice.
        allowed_db: The change of gain that each allows (<= 0).
    """

    blocks: NDArray[np.int64]
    allowed_db: Curve

    def and_also(self, blocks: NDArray[np.int64], allowed_db: Curve) -> Repairs:
        """Return these and more."""
        return Repairs(
            np.concatenate([self.blocks, blocks]), np.concatenate([self.allowed_db, allowed_db])
        )


NO_REPAIRS: Final = Repairs(np.zeros(0, np.int64), np.zeros(0))
NO_PEAKS: Final = PeakMap(np.zeros(0, np.int64), np.zeros(0, np.float32), np.inf)


@dataclass(frozen=True, eq=False)  # told apart by identity, so that gains can be kept
class Limiter:
    """A linear gain, and less of it where peaks ask for it.

    Attributes:
        peaks: The programme's peaks; its floor must not be above `ceiling_db - gain_db`.
        gain_db: Gain where nothing is limited.
        ceiling_db: True peak that the result does not exceed.
        repairs: Where an encoder needs more room than elsewhere.
        exhausted: Whether the loudness is missed, and more gain would only raise what is soft.
        beside_lu: How much louder than it was aimed at that makes it, as gains come in steps.
    """

    peaks: PeakMap
    gain_db: float
    ceiling_db: float
    repairs: Repairs = NO_REPAIRS
    exhausted: bool = False
    beside_lu: float = 0.0

    def apply(self, samples: Samples, first_frame: int, block: int) -> Samples:
        """Return `samples` louder or softer, limited.

        Args:
            samples: float32, shape (frames, channels); any part of the programme.
            first_frame: Where it begins.
            block: Samples per block.
        """
        limited = np.empty(samples.shape, np.float32)
        at = 0
        while at < len(samples):
            number, skipped = divmod(first_frame + at, SPAN_BLOCKS * block)
            part = slice(at, at + SPAN_BLOCKS * block - skipped)
            gains = _gains(self, number, block, samples.shape[1])[skipped:]
            np.multiply(samples[part], gains[: len(samples) - at], out=limited[part])
            at = part.stop
        return limited

    def nodes(self, start: int, stop: int) -> Curve:
        """Return the linear gain at the edges of the blocks `start` to `stop`.

        It is linear in between, and lowest at the edges: what a block allows is never exceeded.

        Returns:
            Shape (stop - start + 1,).
        """
        allowed_db = self._allowed_db(start - 1, stop + 1)
        if not allowed_db.any():
            return np.full(stop - start + 1, np.exp(self.gain_db * NEPERS_PER_DB))
        edges_db = np.minimum(allowed_db[:-1], allowed_db[1:]) + self.gain_db
        return np.asarray(np.exp(edges_db * NEPERS_PER_DB))

    @cached_property
    def above(self) -> tuple[NDArray[np.int64], Curve]:
        """Numbers of the blocks that the gain alone would take above the ceiling; by how much."""
        excess_db = self._excess_db(self.peaks.peaks_db)
        there = excess_db > 0
        return self.peaks.blocks[there], excess_db[there]

    def change_db(self, block: int) -> float:
        """Return how far the gain goes down in a block (<= 0)."""
        lowest = float(self.nodes(block, block + 1).min())
        return min(0.0, float(20 * np.log10(lowest)) - self.gain_db)

    def _allowed_db(self, start: int, stop: int) -> Curve:
        """Return the change of gain (dB, never above 0) of each block from `start` to `stop`."""
        first = start - int(self._deepest_db / RELEASE_DB) - HOLD_BLOCKS - 2
        last = stop + int(self._deepest_db / ATTACK_DB) + 2
        blocks, excess_db = self.above
        some = slice(*np.searchsorted(blocks, [first, last]))
        allowed = np.zeros(last - first)
        allowed[blocks[some] - first] = -excess_db[some]
        near = (self.repairs.blocks >= first) & (self.repairs.blocks < last)
        np.minimum.at(allowed, self.repairs.blocks[near] - first, self.repairs.allowed_db[near])
        if allowed.any():
            allowed = _ramped(_held(allowed))
        return allowed[start - first : stop - first]

    @cached_property
    def _deepest_db(self) -> float:
        """How far the gain goes down at most."""
        excess_db = float(self._excess_db(self.peaks.peaks_db.max(initial=-np.inf)))
        return max(0.0, excess_db, -float(self.repairs.allowed_db.min(initial=0.0)))

    def _excess_db(self, peaks_db: NDArray[np.float32] | np.float32) -> Curve:
        """Return by how much peaks would exceed the ceiling after the linear gain."""
        return np.asarray(peaks_db + np.float64(self.gain_db - self.ceiling_db + GUARD_DB))


@lru_cache(KEPT_SPANS)
def _gains(limiter: Limiter, number: int, block: int, channels: int) -> NDArray[np.float32]:
    """Return the gain of each sample of a span, shape (SPAN_BLOCKS * block, channels).

    Spans are always computed whole, so that not even the last bit depends on how a programme is
    cut.
    """
    nodes = limiter.nodes(number * SPAN_BLOCKS, (number + 1) * SPAN_BLOCKS).astype(np.float32)
    if nodes.min() == nodes.max():
        return np.broadcast_to(nodes[0], (SPAN_BLOCKS * block, channels))
    between = np.repeat(np.arange(block, dtype=np.float32) / block, channels)
    gains = nodes[:-1, None] + np.diff(nodes)[:, None] * between
    return np.asarray(gains, np.float32).reshape(-1, channels)


def _held(allowed_db: Curve) -> Curve:
    """Return the lowest of each block, the next one, and those before for which it is held."""
    lowest = allowed_db.copy()
    np.minimum(lowest[:-1], allowed_db[1:], out=lowest[:-1])
    for blocks in range(1, HOLD_BLOCKS + 1):
        np.minimum(lowest[blocks:], allowed_db[:-blocks], out=lowest[blocks:])
    return lowest


def _ramped(allowed_db: Curve) -> Curve:
    """Return the lowest of all attack and release ramps, in steps never above it."""
    steps = np.floor(allowed_db * STEPS_PER_DB).astype(np.int64)
    at = np.arange(len(steps))
    attack_by, release_by = (round(slope * STEPS_PER_DB) * at for slope in (ATTACK_DB, RELEASE_DB))
    attack = np.minimum.accumulate((steps + attack_by)[::-1])[::-1] - attack_by
    release = np.minimum.accumulate(attack - release_by) + release_by
    return np.minimum(release, 0) / STEPS_PER_DB
