"""True peak: the highest value between the samples, too, four times oversampled.

Interpolation only happens where it can matter: no interpolated value exceeds the samples around
it by more than the filter's absolute sum, nor the samples beside it by more than a share of how
sharply the sound bends there. So nearly all blocks below what is looked for are left out, and
nothing is lost.

Source:
    ITU-R BS.1770-5, annex 2. The filter is that of FFmpeg's resampler (Kaiser window, beta 9,
    32 taps), so that `ebur128=peak=true` reads the same.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Peaks = NDArray[np.float32]
Columns = NDArray[np.float32]

PHASES: Final = 4
TAPS: Final = 32
KAISER_BETA: Final = 9.0
#: Samples that an interpolated value needs before and after it.
BEFORE: Final = TAPS // 2 - 1
AFTER: Final = TAPS // 2
#: Blocks that are looked at together first, as many as divide them evenly.
GROUPS: Final = (10, 7, 5, 3, 2, 1)
#: Blocks that are interpolated at once, and groups of them whose bends are looked at.
BATCH_BLOCKS: Final = 1024
BATCH_GROUPS: Final = 128
#: How far float32 may be off, relative to the peak.
ROUNDING: Final = 4e-6


class Reach(NamedTuple):
    """How far a window reaches, linear: its true peak is `peak`, or not above `floor`."""

    peak: float
    floor: float


class Look(NamedTuple):
    """What a `PeakMeter` sees of a window.

    Attributes:
        peaks: See `block_peaks`; right for all blocks above what was wanted.
        reach: How far the window reaches.
        sample_peak: Highest sample of it and its surroundings, linear.
    """

    peaks: Peaks
    reach: Reach
    sample_peak: float


class PeakMeter:
    """Measures the highest true peak of windows, in any order and from any thread.

    What has been found already spares most of the work on the windows that follow. The reading
    does not depend on their order all the same: whatever comes near the top is computed again,
    more exactly than the reading tells.

    Args:
        block: Samples that are looked at together.
        highest: What is known already, linear.
        exact_above: Each window's peak is read exactly if it is above this, not only the highest.
    """

    def __init__(self, block: int, highest: float = 0.0, exact_above: float = float("inf")) -> None:
        self._block = block
        self._highest = highest
        self._exact_above = exact_above
        self._lock = Lock()

    def add(self, columns: Columns, lowest: float = np.inf) -> Look:
        """Look at one more window.

        Args:
            columns: float32, shape as for `block_peaks`.
            lowest: Linear; blocks whose true peak is above it are wanted.
        """
        groups = _Groups.of(columns, self._block)
        highest_sample = float(groups.own.max(initial=0.0))
        floor = max(min(self._highest, self._exact_above), highest_sample)
        peaks = _block_peaks(columns, self._block, groups, min(floor, lowest))
        rows = np.flatnonzero(peaks >= max(floor, peaks.max(initial=0.0)) * (1 - ROUNDING))
        exact = _exact_peak(columns, self._block, rows)
        with self._lock:
            self._highest = max(self._highest, floor, exact)
        return Look(peaks, Reach(max(highest_sample, exact), floor), float(groups.around.max()))

    @property
    def dbtp(self) -> float | None:
        """The reading so far (dBTP); None for digital silence."""
        return float(20 * np.log10(self._highest)) if self._highest else None


def block_peaks(columns: Columns, block: int, floor: float) -> Peaks:
    """Return the true peak of each block over all channels.

    Args:
        columns: float32, shape (channels, BEFORE + blocks * block + AFTER).
        block: Samples per block.
        floor: Linear. A block whose true peak is not above it may read lower than it is.

    Returns:
        Linear, float32, shape (blocks,).
    """
    return _block_peaks(columns, block, _Groups.of(columns, block), floor)


class _Groups(NamedTuple):
    """Highest samples of groups of neighbouring blocks, shape (channels, groups).

    Attributes:
        blocks: In a group.
        own: Of each group alone.
        around: Of each group, its neighbours, and what lies beyond the first and last.
    """

    blocks: int
    own: Peaks
    around: Peaks

    @classmethod
    def of(cls, columns: Columns, block: int) -> _Groups:
        """Return the groups of a window."""
        count = _own(columns).shape[1] // block
        size = next(size for size in GROUPS if count % size == 0)
        own = _highest(_own(columns).reshape(len(columns), -1, size * block))
        edges = columns[:, :BEFORE], columns[:, columns.shape[1] - AFTER :]
        first, last = (_highest(edge)[:, None] for edge in edges)
        padded = np.concatenate([first, own, last], axis=1)
        return cls(size, own, np.maximum(np.maximum(padded[:, :-2], padded[:, 2:]), own))


def _block_peaks(columns: Columns, block: int, groups: _Groups, floor: float) -> Peaks:
    """Return the true peak of each block; see `block_peaks`."""
    blocks = _own(columns).shape[1] // block
    peaks = np.zeros((len(columns), blocks), np.float32)
    windows = _windows(columns, block)
    rows = np.flatnonzero(_candidates(columns, block, groups, floor))
    for start in range(0, len(rows), BATCH_BLOCKS):
        some = np.unravel_index(rows[start : start + BATCH_BLOCKS], peaks.shape)
        peaks[some] = _window_peaks(windows[some], block, floor)
    return np.asarray(peaks.max(axis=0))


def _candidates(columns: Columns, block: int, groups: _Groups, floor: float) -> NDArray[np.bool_]:
    """Return which blocks lie where samples are high enough, shape (channels, blocks)."""
    found = groups.around * absolute_sum() > floor
    windows, rows = _windows(columns, groups.blocks * block), np.flatnonzero(found)
    for start in range(0, len(rows), BATCH_GROUPS):
        some = np.unravel_index(rows[start : start + BATCH_GROUPS], found.shape)
        found[some] = _may_exceed(windows[some], floor)
    return np.repeat(found, groups.blocks, axis=1)


def _may_exceed(windows: Columns, floor: float) -> NDArray[np.bool_]:
    """Return in which windows, each with its surroundings, a true peak may be above `floor`."""
    bends = windows[:, 1:] - windows[:, :-1]
    bends = bends[:, 1:] - bends[:, :-1]
    beside, bent = bounds()
    near = _highest(windows[:, BEFORE : windows.shape[1] - AFTER + 1])
    return np.asarray(beside * near + bent * _highest(bends) > floor)


def _window_peaks(windows: Columns, block: int, floor: float) -> Peaks:
    """Return the peak of each block, given with its surroundings: one block in a row."""
    peaks = np.zeros(len(windows), np.float32)
    rows = np.flatnonzero(_may_exceed(windows, floor))
    between = windows[rows] @ interpolator(block)
    own = windows[rows, BEFORE : BEFORE + block]
    peaks[rows] = np.maximum(_highest(own), _highest(between))
    return peaks


def _exact_peak(columns: Columns, block: int, rows: NDArray[np.intp]) -> float:
    """Return the true peak of some blocks, rounded the same way however it was computed."""
    windows, highest = _windows(columns, block), 0.0
    for start in range(0, len(rows), BATCH_BLOCKS):
        some = windows[:, rows[start : start + BATCH_BLOCKS]].astype(np.float64)
        highest = max(highest, float(np.abs(some @ interpolator(block).astype(np.float64)).max()))
    return float(np.float32(highest))


def _windows(columns: Columns, block: int) -> Columns:
    """Return each block with its surroundings, shape (channels, blocks, block + TAPS - 1)."""
    return sliding_window_view(columns, block + TAPS - 1, axis=1)[:, ::block]


def _own(columns: Columns) -> Columns:
    """Return the samples without those around them."""
    return columns[:, BEFORE : columns.shape[1] - AFTER]


def _highest(rows: Columns) -> Peaks:
    """Return the highest absolute value of each row."""
    return np.asarray(np.maximum(rows.max(axis=-1), -rows.min(axis=-1)))


@cache
def filters() -> NDArray[np.float64]:
    """Return the interpolation filters of the phases 1/4, 2/4, 3/4, shape (3, TAPS)."""
    phase = np.arange(1, PHASES)[:, None] / PHASES
    at = np.arange(TAPS)[None, :] - BEFORE - phase
    window = np.i0(KAISER_BETA * np.sqrt(np.maximum(1 - (2 * at / TAPS) ** 2, 0)))
    taps = np.sinc(at) * window
    normed: NDArray[np.float64] = taps / taps.sum(axis=1, keepdims=True)
    return normed


@cache
def absolute_sum() -> float:
    """Return how far an interpolated value can exceed the samples around it, at most."""
    return float(np.abs(filters()).sum(axis=1).max())


@cache
def bounds() -> tuple[float, float]:
    """Return how high a value between two samples can be, at most.

    It lies on the line between the two but for what the filter makes of the second differences
    around: its taps without that line, summed up twice, end in zero (once a touch of slope is taken
    out, of which there is at most twice the higher of the two).

    Returns:
        Shares of the higher of the samples beside it, and of the highest second difference.
    """
    phase = np.arange(1, PHASES) / PHASES
    rest = filters().copy()
    rest[:, BEFORE] -= 1 - phase
    rest[:, BEFORE + 1] -= phase
    slope = rest @ (np.arange(TAPS) - BEFORE)
    rest[:, BEFORE] += slope
    rest[:, BEFORE + 1] -= slope
    bent = np.abs(rest.cumsum(axis=1).cumsum(axis=1)).sum(axis=1)
    return float(1 + 2 * np.abs(slope).max()) + ROUNDING, float(bent.max())


@cache
def interpolator(block: int) -> NDArray[np.float32]:
    """Return the matrix from a block with its surroundings to all values in between.

    Returns:
        float32, shape (block + TAPS - 1, 3 * block).
    """
    matrix = np.zeros((block + TAPS - 1, PHASES - 1, block), np.float32)
    for at in range(block):
        matrix[at : at + TAPS, :, at] = filters().T
    return matrix.reshape(len(matrix), -1)
