"""Chains of FFmpeg's own filters, through PyAV; what goes in comes out at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from podcaster.doors.treatment import Filter, Samples

LAYOUTS: Final = {1: "mono", 2: "stereo"}
#: Short enough that FFmpeg's own copies stay small.
FRAME_FRAMES: Final = 1 << 14
#: Filters that are late, and by how much (frames at a rate). `afftdn` overlaps windows of a
#: fortieth of a second and does not say so in its time stamps (measured at eight rates).
DELAYS: Final[dict[str, Callable[[int], int]]] = {"afftdn": lambda rate_hz: 2 * (rate_hz // 80)}


def filtered(
    blocks: Iterable[Samples], rate_hz: int, channels: int, filters: Sequence[Filter]
) -> Iterator[Samples]:
    """Yield the blocks as the filters change them: as many frames, none of them late.

    Args:
        blocks: float32, shape (frames, channels), full scale = 1.0.
        rate_hz: Their rate.
        channels: 1 or 2.
        filters: Names and options of FFmpeg's filters, in order; none changes nothing.
    """
    if not filters:
        yield from blocks
        return
    graph = _graph(rate_hz, channels, filters)
    late = sum(DELAYS[name](rate_hz) for name, _ in filters if name in DELAYS)
    for block in _run(graph, _frames(_followed(blocks, late, channels), rate_hz, channels)):
        part = block[late:]
        late = max(0, late - len(block))
        if len(part):
            yield part


def _graph(rate_hz: int, channels: int, filters: Sequence[Filter]) -> Graph:
    """Return a chain that waits for samples."""
    graph = Graph()
    last = graph.add_abuffer(
        sample_rate=rate_hz,
        format="fltp",
        layout=LAYOUTS[channels],
        time_base=Fraction(1, rate_hz),
    )
    for name, options in (*filters, ("aformat", "sample_fmts=fltp"), ("abuffersink", "")):
        following = graph.add(name, options or None)
        last.link_to(following)
        last = following
    graph.configure()
    return graph


def _followed(blocks: Iterable[Samples], frames: int, channels: int) -> Iterator[Samples]:
    """Yield the blocks, then so much silence."""
    yield from blocks
    if frames:
        yield np.zeros((frames, channels), np.float32)


def _frames(blocks: Iterable[Samples], rate_hz: int, channels: int) -> Iterator[AudioFrame]:
    """Wrap samples as FFmpeg likes them: planar, with a clock."""
    clock = 0
    for block in blocks:
        for start in range(0, len(block), FRAME_FRAMES):
            planes = np.ascontiguousarray(block[start : start + FRAME_FRAMES].T)
            frame = AudioFrame.from_ndarray(planes, "fltp", LAYOUTS[channels])
            frame.sample_rate, frame.time_base = rate_hz, Fraction(1, rate_hz)
            frame.pts = clock
            clock += frame.samples
            yield frame


def _run(graph: Graph, frames: Iterable[AudioFrame]) -> Iterator[Samples]:
    """Push frames through, and what the filters still hold behind them."""
    for frame in frames:
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _ready(graph: Graph) -> Iterator[Samples]:
    """Yield what has come out so far."""
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, AudioFrame)  # noqa: S101 - for mypy, which can't know
        yield np.ascontiguousarray(frame.to_ndarray().T, dtype=np.float32)
