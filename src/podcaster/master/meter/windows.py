"""A sound cut into windows that can be worked on side by side.

Windows lie on a fixed grid, and each brings what it needs of its surroundings. So what is found
in one never depends on how many threads there are, nor on which of them does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import Samples
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import Sound
from podcaster.master.workers import Job, processors, side_by_side

R = TypeVar("R")

#: Spans per worker: few, as finding a place costs something; enough to finish at the same time.
SPANS: Final = 8


@dataclass(frozen=True)
class Cut:
    """How a sound is cut (frames).

    Attributes:
        before: What a window sees of the past; at most `own`.
        own: What belongs to it alone.
        after: What it sees of the future.
    """

    before: int
    own: int
    after: int

    @property
    def all(self) -> int:
        """What a window sees."""
        return self.before + self.own + self.after

    def lies_in(self, frames: range, start: int) -> bool:
        """Tell whether all that the window at `start` sees lies in `frames`."""
        return frames.start + self.before <= start <= frames.stop - self.own - self.after


@dataclass(frozen=True)
class Window:
    """A window; beyond both ends of the sound there is silence.

    Attributes:
        start: The first frame that is its own.
        frames: How many are its own; fewer than `Cut.own` at the end only.
        columns: float32, shape (channels, Cut.all).
    """

    start: int
    frames: int
    columns: NDArray[np.float32]


def over_windows(
    sound: Sound,
    cut: Cut,
    work: Callable[[Window], R],
    pace: Pace,
    wanted: Callable[[int], bool] = lambda _start: True,
) -> Iterator[R]:
    """Yield what `work` makes of each window, in order.

    Args:
        sound: Is read from several places at once if it can be.
        cut: Size of the windows.
        work: Is called in threads.
        pace: Is told how far we are.
        wanted: Tells by its first frame whether a window is worth a look.
    """
    counted = sound.watched(pace.counted)
    if sound.frames is None:
        stream = windows(counted.read(0, None), cut, sound.channels)
        jobs: Iterable[Job[R]] = (
            partial(_one, work, window) for window in stream if wanted(window.start)
        )
    else:
        starts = [start for start in range(0, sound.frames, cut.own) if wanted(start)]
        jobs = [partial(_span, counted, cut, work, run) for run in _runs(starts, cut, sound.frames)]
    in_flight = 2 * processors()
    with side_by_side(jobs, in_flight=in_flight, meanwhile=pace.tell) as running:
        yield from chain.from_iterable(running)


def _one(work: Callable[[Window], R], window: Window) -> Iterator[R]:
    """Work on one window."""
    yield work(window)


def _span(sound: Sound, cut: Cut, work: Callable[[Window], R], span: range) -> Iterator[R]:
    """Read a few neighbours and work on them; the last one goes to the end of the sound."""
    stop = None if span.stop >= (sound.frames or 0) else span.stop + cut.after
    blocks = sound.read(max(0, span.start - cut.before), stop)
    count = len(span) if stop else None
    return map(work, islice(windows(blocks, cut, sound.channels, span.start), count))


def _runs(starts: list[int], cut: Cut, frames: int) -> Iterator[range]:
    """Yield the starts again, neighbours together."""
    longest = -(-frames // (cut.own * SPANS * processors())) * cut.own
    first = 0
    for at, start in enumerate(starts):
        gap = at + 1 == len(starts) or starts[at + 1] != start + cut.own
        if gap or start + cut.own - starts[first] >= longest:
            yield range(starts[first], start + cut.own, cut.own)
            first = at + 1


def windows(blocks: Iterable[Samples], cut: Cut, channels: int, start: int = 0) -> Iterator[Window]:
    """Cut a stream into windows.

    Args:
        blocks: float32, shape (frames, channels); they begin `cut.before` frames before `start`,
            or with the sound itself.
        cut: Size of the windows.
        channels: Channels of `blocks`.
        start: First frame that is a window's own.
    """
    columns, filled = np.zeros((channels, cut.all), np.float32), max(0, cut.before - start)
    for block in blocks:
        taken = 0
        while taken < len(block):
            part = block[taken : taken + cut.all - filled]
            columns[:, filled : filled + len(part)] = part.T
            filled, taken = filled + len(part), taken + len(part)
            if filled == cut.all:
                yield Window(start, cut.own, columns)
                start, columns, filled = start + cut.own, *_next(columns, cut, filled)
    while filled > cut.before:
        columns[:, filled:] = 0.0
        yield Window(start, min(cut.own, filled - cut.before), columns)
        start, columns, filled = start + cut.own, *_next(columns, cut, filled)


def _next(columns: NDArray[np.float32], cut: Cut, filled: int) -> tuple[NDArray[np.float32], int]:
    """Return the beginning of the next window, and how much of it is filled."""
    fresh = np.empty_like(columns)
    known = columns[:, cut.own : filled]
    fresh[:, : known.shape[1]] = known
    return fresh, known.shape[1]
