"""Loudness to BS.1770: energies of 100 ms segments, gates, integrated loudness, range.

Every segment starts its filter from rest; what still rings from the two segments before is added
exactly. So segments can be weighted in any number at once, and in any order.

Source:
    ITU-R BS.1770-5; EBU Tech 3341, 3342.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from podcaster.master.meter.kweighting import Kernel, grid, kernel
from podcaster.master.meter.shelf import Long

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
#: Momentary and short-term loudness are looked at every 10 ms, as Tech 3341 (13) needs.
STEPS: Final = 10
#: A few minutes of them.
PIECE_STEPS: Final = 20_000
#: A segment's filter still rings in the next two; after that, nothing is left.
HALO_SEGMENTS: Final = 2


def block_energies(columns: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """Return the weighted energy of each block of 1 ms.

    Args:
        columns: float32, shape (channels, (HALO_SEGMENTS + segments) * samples of a segment):
            the segments, and before them those whose ringing they still hear.
        rate_hz: Sample rate.

    Returns:
        float32, shape (channels, segments, blocks).
    """
    filters, division = kernel(rate_hz), grid(rate_hz)
    blocks = columns.reshape(len(columns), -1, division.block)
    kicks = (blocks @ filters.excite).reshape(len(columns), -1, division.blocks, 4)
    states = _states(kicks.astype(np.float64), filters)
    outputs = blocks[:, HALO_SEGMENTS * division.blocks :] @ filters.direct
    outputs += states.reshape(len(columns), -1, 4).astype(np.float32) @ filters.ringing
    energies = np.einsum("crm,crm->cr", outputs, outputs)
    return np.asarray(energies.reshape(states.shape[:3]))


def _states(kicks: Energies, filters: Kernel) -> Energies:
    """Return the filters' state at the start of each block behind the halo.

    Args:
        kicks: What each block adds to the state, shape (channels, segments, blocks, 4).
        filters: Weighting at their rate.
    """
    channels, segments, blocks, _ = kicks.shape
    flat = filters.ladder.states(kicks.reshape(-1, blocks, 4))
    resting = flat.reshape(channels, segments, blocks, 4)
    ended = resting[:, :, -1] @ filters.decays[1] + kicks[:, :, -1]
    starts = ended[:, 1:-1] + ended[:, :-2] @ filters.decays[-1]
    rung = filters.rung_out(starts.reshape(-1, 4))
    return np.asarray(resting[:, HALO_SEGMENTS:] + rung.reshape(channels, -1, blocks, 4))


def segment_powers(energies: Energies, frames: int, segment: int) -> Energies:
    """Return the weighted mean square of every 100 ms, from which all loudness follows.

    What is too short for the first gating block (400 ms) counts ungated, as one segment.

    Args:
        energies: Weighted energy of each segment; the last one may be filled up with silence.
        frames: Length of the programme.
        segment: Samples in a segment.
    """
    whole = frames // segment
    if whole >= MOMENTARY_SEGMENTS or not frames:
        return energies[:whole] / segment
    return np.array([energies.sum() / frames])


def integrated_lufs(powers: Energies) -> float | None:
    """Return the gated loudness of 100 ms powers, None for silence.

    Args:
        powers: See `segment_powers`.
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


def step_energies(energies: NDArray[np.float32], weights: Energies) -> NDArray[np.float32]:
    """Return the weighted energy of every tenth of a segment, as near as blocks go.

    Args:
        energies: float32, shape (channels, segments, blocks).
        weights: Of the channels.

    Returns:
        float32, shape (segments * STEPS,). Any run of STEPS neighbours is as long as a segment.
    """
    edges = np.arange(STEPS) * energies.shape[2] // STEPS
    steps = np.add.reduceat(energies, edges, axis=2)
    return np.tensordot(weights.astype(np.float32), steps, 1).reshape(-1)


def loudness_curve(steps: NDArray[np.float32], segments: int, segment: int) -> Energies:
    """Return the loudness of every window of so many segments (LUFS), in steps of 10 ms.

    Args:
        steps: See `step_energies`; if there are too few for a window, silence follows.
        segments: Length of a window: `MOMENTARY_SEGMENTS` or `SHORT_TERM_SEGMENTS`.
        segment: Samples in a segment.

    Source:
        EBU Tech 3341, 2.2.
    """
    width = segments * STEPS
    padded = np.zeros(max(width, len(steps)) + 1)
    np.cumsum(steps, dtype=np.float64, out=padded[1 : len(steps) + 1])
    padded[len(steps) + 1 :] = padded[len(steps)]
    return _lufs((padded[width:] - padded[:-width]) / (segments * segment))


def curve_pieces(steps: Long[np.float32], segments: int, segment: int) -> Iterator[Energies]:
    """Yield a `loudness_curve` piece by piece, so that its length does not count for memory."""
    behind = segments * STEPS - 1
    for at in range(0, max(1, len(steps) - behind), PIECE_STEPS):
        yield loudness_curve(steps[at : at + PIECE_STEPS + behind], segments, segment)


def highest_lufs(steps: Long[np.float32], segments: int, segment: int) -> float | None:
    """Return the highest value of a `loudness_curve`; None if all of it is silence."""
    pieces = curve_pieces(steps, segments, segment)
    highest = max(float(piece.max()) for piece in pieces)
    return highest if highest > ABSOLUTE_GATE_LUFS else None


def _sliding_mean(powers: Energies, width: int) -> Energies:
    """Return the mean of each run of `width` neighbours."""
    if not len(powers):
        return powers
    return np.asarray(sliding_window_view(powers, width).mean(axis=-1))


def _lufs(power: Energies | np.floating) -> Energies:
    """Return the loudness of a weighted mean square; silence is very low, not infinite."""
    return np.asarray(OFFSET_LUFS + 10 * np.log10(np.maximum(power, 1e-30)))
