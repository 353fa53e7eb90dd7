"""Loudness to BS.1770: energies of 100 ms segments, gates, integrated loudness, range.

Every segment starts its filter from rest; what still rings from the two segments before is added
exactly. So segments can be weighted in any number at once, and in any order but for that halo.

Source:
    ITU-R BS.1770-5; EBU Tech 3341, 3342.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.doors import Samples
from podcaster.master.blocks import Remainder
from podcaster.master.channels import weights
from podcaster.master.kweighting import Grid, Kernel, grid, kernel

Energies = NDArray[np.float64]

#: BS.1770: loudness = -0.691 + 10 log10 of the weighted mean square.
OFFSET_LUFS: Final = -0.691
ABSOLUTE_GATE_LUFS: Final = -70.0
RELATIVE_GATE_LU: Final = -10.0
#: Tech 3342: the range has a deeper relative gate, and leaves out the tails.
RANGE_GATE_LU: Final = -20.0
RANGE_TAILS: Final = (0.10, 0.95)
#: 400 ms blocks for integrated loudness, 3 s blocks for the range, both by steps of 100 ms.
MOMENTARY_SEGMENTS: Final = 4
SHORT_TERM_SEGMENTS: Final = 30
#: Segments weighted at once: enough for fast matrix products, small enough for the cache.
BATCH_SEGMENTS: Final = 64


class Weighting:
    """K-weighting that goes on from one run of segments to the next.

    Args:
        rate_hz: Sample rate.
        channels: Number of channels.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self.division: Grid = grid(rate_hz)
        self._kernel: Kernel = kernel(rate_hz)
        self._ended = np.zeros((channels, 2, 4))

    def energies(self, samples: Samples) -> Energies:
        """Return the weighted energy of each block of 1 ms.

        Args:
            samples: float32, shape (segments * division.segment, channels).

        Returns:
            float64, shape (segments, blocks, channels).
        """
        filters, division = self._kernel, self.division
        rows = np.ascontiguousarray(samples.T).reshape(-1, division.block)
        shape = (samples.shape[1], -1, division.blocks)
        states = self._states((rows @ filters.excite).reshape(*shape, 4))
        outputs = rows @ filters.direct
        outputs += states.reshape(-1, 4).astype(np.float32) @ filters.ringing
        by_block = np.einsum("rm,rm->r", outputs, outputs).reshape(shape)
        return np.asarray(by_block.transpose(1, 2, 0), np.float64)

    def _states(self, kicks: NDArray[np.float32]) -> Energies:
        """Return the filters' state at the start of each block.

        Args:
            kicks: What each block adds to the state, shape (channels, segments, blocks, 4).
        """
        decays = self._kernel.decays
        resting = np.zeros(kicks.shape)
        state = np.zeros((*kicks.shape[:2], 4))
        for at in range(kicks.shape[2]):
            resting[:, :, at] = state
            state = state @ decays[1] + kicks[:, :, at]
        ended = np.concatenate([self._ended, state], axis=1)
        self._ended = ended[:, -2:]
        starts = ended[:, 1:-1] + ended[:, :-2] @ decays[-1]
        return np.asarray(resting + np.einsum("csi,bij->csbj", starts, decays[:-1]))


class LoudnessMeter:
    """Measures a programme as it streams by; how it is cut into blocks does not matter.

    Args:
        rate_hz: Sample rate.
        channels: Number of channels; one counts as two equal ones.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._weighting = Weighting(rate_hz, channels)
        self._weights = weights(channels)
        self._remainder = Remainder(channels)
        self._powers: list[Energies] = []
        self._frames = 0

    def add(self, samples: Samples) -> None:
        """Take more samples: float32, shape (frames, channels)."""
        batch = BATCH_SEGMENTS * self._weighting.division.segment
        self._frames += len(samples)
        whole = self._remainder.fill(samples, batch)
        for start in range(0, len(whole), batch):
            self._powers.append(self._power(whole[start : start + batch]))

    def segment_powers(self) -> Energies:
        """Return the weighted mean square of every 100 ms; call it once, at the end.

        What is too short for the first gating block (400 ms) counts ungated, as one segment.
        """
        whole = self._remainder.fill(self._remainder.rest[:0], self._weighting.division.segment)
        if len(whole):
            self._powers.append(self._power(whole))
        powers = np.concatenate(self._powers) if self._powers else np.zeros(0)
        if len(powers) >= MOMENTARY_SEGMENTS or not self._frames:
            return powers
        return self._short(powers)

    def _short(self, powers: Energies) -> Energies:
        """Return the mean power of everything, down to the last sample."""
        segment = self._weighting.division.segment
        rest = self._remainder.rest
        energy = powers.sum() * segment
        if len(rest):
            padded = np.zeros((segment, rest.shape[1]), np.float32)
            padded[: len(rest)] = rest
            energy += self._power(padded).sum() * segment
        return np.array([energy / self._frames])

    def _power(self, samples: Samples) -> Energies:
        """Return the weighted mean square of whole segments."""
        energies = self._weighting.energies(samples).sum(axis=1) @ self._weights
        mean: Energies = energies / self._weighting.division.segment
        return mean


def integrated_lufs(powers: Energies) -> float | None:
    """Return the gated loudness of 100 ms powers, None for silence.

    Args:
        powers: See `LoudnessMeter.segment_powers`.
    """
    blocks = _sliding_mean(powers, min(MOMENTARY_SEGMENTS, len(powers)))
    audible = blocks[_lufs(blocks) > ABSOLUTE_GATE_LUFS]
    if not len(audible):
        return None
    gate = float(_lufs(audible.mean())) + RELATIVE_GATE_LU
    return float(_lufs(audible[_lufs(audible) > gate].mean()))


def loudness_range_lu(powers: Energies) -> float:
    """Return the loudness range; 0.0 for silence and what is shorter than 3 s."""
    if len(powers) < SHORT_TERM_SEGMENTS:
        return 0.0
    levels = _lufs(_sliding_mean(powers, SHORT_TERM_SEGMENTS))
    audible = levels[levels > ABSOLUTE_GATE_LUFS]
    if not len(audible):
        return 0.0
    gate = float(_lufs((10 ** ((audible - OFFSET_LUFS) / 10)).mean())) + RANGE_GATE_LU
    ranked = np.sort(audible[audible > gate])
    low, high = (ranked[round((len(ranked) - 1) * tail)] for tail in RANGE_TAILS)
    return float(high - low)


def _sliding_mean(powers: Energies, width: int) -> Energies:
    """Return the mean of each run of `width` neighbours."""
    if not len(powers):
        return powers
    return np.asarray(sliding_window_view(powers, width).mean(axis=-1))


def _lufs(power: Energies | np.floating) -> Energies:
    """Return the loudness of a weighted mean square; silence is very low, not infinite."""
    return np.asarray(OFFSET_LUFS + 10 * np.log10(np.maximum(power, 1e-30)))
