"""True peak: the highest value between the samples, too, four times oversampled.

Interpolation only happens where it can matter: no interpolated value exceeds the samples around
it by more than the filter's absolute sum, so blocks far below what is looked for are left out,
and nothing is lost.

Source:
    ITU-R BS.1770-5, annex 2. The filter is that of FFmpeg's resampler (Kaiser window, beta 9,
    32 taps), so that `ebur128=peak=true` reads the same.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.doors import Samples

Peaks = NDArray[np.float32]

PHASES: Final = 4
TAPS: Final = 32
KAISER_BETA: Final = 9.0
#: Samples that an interpolated value needs before and after it.
BEFORE: Final = TAPS // 2 - 1
AFTER: Final = TAPS // 2
#: Samples per block of the meter.
METER_BLOCK: Final = 48
#: Blocks that are interpolated at once.
BATCH_BLOCKS: Final = 1024


class PeakStream:
    """Finds the true peak of each block of a stream.

    Args:
        channels: Number of channels.
        block: Samples per block.
    """

    def __init__(self, channels: int, block: int) -> None:
        self._block = block
        self._held: Samples = np.zeros((BEFORE, channels), np.float32)

    def push(self, samples: Samples, floor: float) -> Peaks:
        """Return the peaks of the blocks that are complete now; see `block_peaks`."""
        held = np.concatenate([self._held, samples])
        blocks = max(0, (len(held) - BEFORE - AFTER) // self._block)
        self._held = held[blocks * self._block :].copy()
        return block_peaks(held[: BEFORE + blocks * self._block + AFTER], self._block, floor)

    def finish(self, floor: float) -> Peaks:
        """Return the peaks of what is left, silence behind it."""
        missing = AFTER + self._block - 1
        return self.push(np.zeros((missing, self._held.shape[1]), np.float32), floor)


class PeakMeter:
    """Measures the true peak of a programme as it streams by.

    Args:
        channels: Number of channels.
    """

    def __init__(self, channels: int) -> None:
        self._stream = PeakStream(channels, METER_BLOCK)
        self._highest = 0.0

    def add(self, samples: Samples) -> None:
        """Take more samples: float32, shape (frames, channels)."""
        for start in range(0, len(samples), BATCH_BLOCKS * METER_BLOCK):
            part = samples[start : start + BATCH_BLOCKS * METER_BLOCK]
            self._raise_to(self._stream.push(part, self._highest))

    def finish_dbtp(self) -> float | None:
        """Return the reading at the end (dBTP); None for digital silence."""
        self._raise_to(self._stream.finish(self._highest))
        return float(20 * np.log10(self._highest)) if self._highest else None

    def _raise_to(self, peaks: Peaks) -> None:
        """Keep the highest."""
        self._highest = max(self._highest, float(peaks.max(initial=0.0)))


def block_peaks(samples: Samples, block: int, floor: float) -> Peaks:
    """Return the true peak of each block over all channels.

    Args:
        samples: float32, shape (BEFORE + blocks * block + AFTER, channels).
        block: Samples per block.
        floor: Linear. A block whose true peak is not above it may read lower than it is.

    Returns:
        Linear, float32, shape (blocks,).
    """
    columns = np.ascontiguousarray(samples.T)
    inner = columns[:, BEFORE : columns.shape[1] - AFTER]
    if not inner.shape[1]:
        return np.zeros(0, np.float32)
    peaks = _highest(inner.reshape(len(columns), -1, block))
    candidates = _around(columns, peaks) * absolute_sum() > floor
    windows = sliding_window_view(columns, block + TAPS - 1, axis=1)[:, ::block]
    rows = np.flatnonzero(candidates)
    for start in range(0, len(rows), BATCH_BLOCKS):
        some = np.unravel_index(rows[start : start + BATCH_BLOCKS], candidates.shape)
        between = _highest(windows[some] @ interpolator(block))
        peaks[some] = np.maximum(peaks[some], between)
    return np.asarray(peaks.max(axis=0))


def _around(columns: NDArray[np.float32], peaks: Peaks) -> Peaks:
    """Return the highest sample that an interpolated value of each block can depend on."""
    edges = [np.abs(columns[:, :BEFORE]), np.abs(columns[:, columns.shape[1] - AFTER :])]
    first, last = (edge.max(axis=1, keepdims=True) for edge in edges)
    padded = np.concatenate([first, peaks, last], axis=1)
    return np.asarray(np.maximum(np.maximum(padded[:, :-2], padded[:, 2:]), peaks))


def _highest(rows: NDArray[np.float32]) -> Peaks:
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
def interpolator(block: int) -> NDArray[np.float32]:
    """Return the matrix from a block with its surroundings to all values in between.

    Returns:
        float32, shape (block + TAPS - 1, 3 * block).
    """
    matrix = np.zeros((block + TAPS - 1, PHASES - 1, block), np.float32)
    for at in range(block):
        matrix[at : at + TAPS, :, at] = filters().T
    return matrix.reshape(len(matrix), -1)
