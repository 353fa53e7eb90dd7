"""Streams of samples, regrouped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

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
