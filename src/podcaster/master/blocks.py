"""Streams of samples, regrouped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from podcaster.doors import Samples


def regrouped(blocks: Iterable[Samples], frames: int) -> Iterator[Samples]:
    """Yield the same samples in blocks of exactly `frames` frames; the last may be shorter."""
    parts: list[Samples] = []
    held = 0
    for block in blocks:
        parts.append(block)
        held += len(block)
        if held < frames:
            continue
        joined = np.concatenate(parts) if len(parts) > 1 else block
        whole = held - held % frames
        for start in range(0, whole, frames):
            yield joined[start : start + frames]
        parts, held = [joined[whole:]], held - whole
    if held:
        yield np.concatenate(parts)


def ahead(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Yield the same blocks, the next one already being made in a thread of its own.

    Decoders, encoders and matrix products run without Python's lock, so two of them take no
    longer than the slower one.
    """
    stream = iter(blocks)
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, stream, None)
        while (block := coming.result()) is not None:
            coming = worker.submit(next, stream, None)
            yield block


class Remainder:
    """Keeps what does not fill a unit until more comes.

    Args:
        channels: Number of channels.
    """

    def __init__(self, channels: int) -> None:
        self._parts: list[Samples] = [np.zeros((0, channels), np.float32)]
        self._held = 0

    @property
    def rest(self) -> Samples:
        """What is kept now."""
        return np.concatenate(self._parts)

    def fill(self, samples: Samples, unit: int) -> Samples:
        """Return as many whole units of `unit` frames as there are now; keep the rest."""
        self._parts.append(samples)
        self._held += len(samples)
        if self._held < unit:
            return samples[:0]
        joined = self.rest
        self._held %= unit
        whole = len(joined) - self._held
        self._parts = [joined[whole:].copy()]
        return joined[:whole]
