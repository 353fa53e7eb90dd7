"""Are there two groups of voices, one much softer than the other? Told by loudness alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.master.meter.loudness import STEPS, Energies
from podcaster.master.meter.shelf import Long

#: Speech is looked at in pieces of so many segments (1 s), and counts if it is not this far (LU)
#: below the loudness of the whole.
PIECE: Final = 10
AUDIBLE_LU: Final = 28.0
#: With fewer pieces nobody knows.
LEAST_PIECES: Final = 16
#: Speech pauses between syllables: this share of hundredths of a second lies so far (dB) below
#: the mean of the three seconds around. Music flows: hardly any piece has a third of that.
DIPS_DB: Final = 12.0
LEAST_DIPS: Final = 0.12
#: What is so far below the loudest of three seconds is a pause.
PAUSE_DB: Final = 15.0
#: Each group speaks at least so much, and its levels lie so near to each other (LU).
LEAST_SHARE: Final = 0.12
SPREAD_LU: Final = 4.0
#: Who speaks goes on speaking: this share of all pieces is of the same group as the one before.
PERSISTS: Final = 0.65
#: And this share of its pieces has the dips of speech.
SPOKEN: Final = 0.7
#: Pieces looked at together, so that hours need no more memory than minutes.
AT_ONCE: Final = 64


@dataclass(frozen=True)
class _Groups:
    """Pieces in two groups: their levels, which are speech, and which are in the louder group."""

    levels: Energies
    spoken: NDArray[np.bool_]
    loud: NDArray[np.bool_]

    @property
    def distance_lu(self) -> float:
        return float(self.levels[self.loud].mean() - self.levels[~self.loud].mean())

    @property
    def are_two(self) -> bool:
        """Whether each holds together, lasts, and is no single outburst."""
        share = self.loud.mean()
        persists = (self.loud[1:] == self.loud[:-1]).mean()
        whole = all(
            row.any() and self.levels[row].std() < SPREAD_LU and self.spoken[row].mean() > SPOKEN
            for row in (self.loud, ~self.loud)
        )
        return bool(LEAST_SHARE <= share <= 1 - LEAST_SHARE and persists > PERSISTS and whole)


def apart_lu(powers: Energies, steps: Long[np.float32]) -> float:
    """Return how far two groups of voices are apart (LU); 0.0 if there are no two.

    Args:
        powers: Weighted mean square of every 100 ms.
        steps: Weighted energy of every 10 ms.
    """
    count = len(powers) // PIECE
    if count < LEAST_PIECES:
        return 0.0
    spoken = _is_speech(steps, count)
    levels = _levels(powers[: count * PIECE].reshape(count, PIECE))
    heard = levels > 10 * np.log10(max(powers.mean(), 1e-12)) - AUDIBLE_LU
    if heard.sum() < LEAST_PIECES:
        return 0.0
    groups = _Groups(levels[heard], spoken[heard], _louder(levels[heard]))
    return groups.distance_lu if groups.are_two else 0.0


def _around(pieces: Energies) -> Energies:
    """Return each piece together with the one before and after, shape (pieces, 3 * width)."""
    padded = np.pad(pieces, ((1, 1), (0, 0)), mode="edge")
    windows = sliding_window_view(padded, 3, axis=0)
    return np.asarray(windows.transpose(0, 2, 1).reshape(len(pieces), -1))


def _levels(pieces: Energies) -> Energies:
    """Return how loud somebody speaks around each piece (dB); pauses do not count."""
    around = _around(pieces)
    spoken = around > around.max(axis=1, keepdims=True) * 10 ** (-PAUSE_DB / 10)
    means = np.where(spoken, around, 0.0).sum(axis=1) / np.maximum(spoken.sum(axis=1), 1)
    return np.asarray(10 * np.log10(np.maximum(means, 1e-12)))


def _is_speech(steps: Long[np.float32], count: int) -> NDArray[np.bool_]:
    """Return around which of so many pieces there are the dips of speech."""
    found = [_some_speech(steps, first, count) for first in range(0, count, AT_ONCE)]
    return np.concatenate(found)


def _some_speech(steps: Long[np.float32], first: int, count: int) -> NDArray[np.bool_]:
    """Return the same of a few of the pieces; their neighbours are seen, too."""
    before, end, width = min(first, 1), min(count, first + AT_ONCE + 1), PIECE * STEPS
    pieces = steps[(first - before) * width : end * width].reshape(-1, width)
    some = pieces.astype(np.float64)
    around = _around(some)[before : before + AT_ONCE]
    low = around < around.mean(axis=1, keepdims=True) * 10 ** (-DIPS_DB / 10)
    return np.asarray(low.mean(axis=1) > LEAST_DIPS)


def _louder(levels: Energies) -> NDArray[np.bool_]:
    """Return the louder of two groups with as little spread inside each as can be (Otsu)."""
    ordered = np.sort(levels)
    counts = np.arange(1, len(ordered))
    sums = np.cumsum(ordered)
    low, high = sums[:-1] / counts, (sums[-1] - sums[:-1]) / (len(ordered) - counts)
    between = counts * (len(ordered) - counts) * (high - low) ** 2
    return np.asarray(levels > ordered[int(np.argmax(between))])
