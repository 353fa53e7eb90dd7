"""Streams of samples, regrouped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import Samples

T = TypeVar("T", bound=np.generic)


def regrouped(blocks: Iterable[NDArray[T]], frames: int) -> Iterator[NDArray[T]]:
    """Yield the same samples in blocks of exactly `frames` frames; the last may be shorter."""
    parts: list[NDArray[T]] = []
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
