"""Another sample rate, streaming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import soxr

from podcaster.doors.audio import Samples


def resampled(
    blocks: Iterable[Samples], from_hz: int, to_hz: int, channels: int
) -> Iterator[Samples]:
    """Yield the same sound at another rate; its delay is compensated.

    Args:
        blocks: float32, shape (frames, channels).
        from_hz: Their rate.
        to_hz: The rate to yield.
        channels: Their channels.
    """
    if from_hz == to_hz:
        yield from blocks
        return
    stream = soxr.ResampleStream(from_hz, to_hz, channels, dtype="float32", quality="HQ")
    for block in blocks:
        yield stream.resample_chunk(np.ascontiguousarray(block))
    yield stream.resample_chunk(np.zeros((0, channels), np.float32), last=True)
