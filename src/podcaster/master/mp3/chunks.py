"""How a programme is divided among encoders at work at the same time.

Each starts a few seconds early and runs on a little, so that neighbours overlap; where both take
the same decisions they are joined (see `seams`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: 16-bit samples, shape (frames, channels).
Pcm = NDArray[np.int16]

#: Samples per frame and channel of MPEG-1 Layer III.
FRAME_SAMPLES: Final = 1152

#: Chunks begin at multiples of this: at 44.1 kHz the padding of frames repeats every 49.
PADDING_CYCLE: Final = 49

#: Frames that an encoder starts early; decisions were seen to agree after 21 to 201 frames.
PRE_ROLL_FRAMES: Final = 5 * PADDING_CYCLE

#: Frames that an encoder runs past the end of its chunk.
RUN_ON_FRAMES: Final = 2 * PADDING_CYCLE

OVERLAP_FRAMES: Final = PRE_ROLL_FRAMES + RUN_ON_FRAMES

#: Frames that a new encode and one that was made before have for coming to terms.
MEETING_FRAMES: Final = 10 * PADDING_CYCLE

#: Shares of the chunks of each worker: first long ones, as overlaps cost time; then shorter ones,
#: so that all workers end together.
SHARES: Final = (32, 8, 2, 1)
#: Frames of the shortest chunk that is worth an encoder of its own.
SHORTEST_FRAMES: Final = 16 * PADDING_CYCLE
#: Frames of the longest: half an hour. What is encoded waits on disk until all before it is done.
LONGEST_FRAMES: Final = 1530 * PADDING_CYCLE


@dataclass(frozen=True)
class Chunk:
    """A piece of the programme for one encoder.

    Attributes:
        first: The frame it begins with.
        fresh: The frame where that begins which the chunk before did not have.
        last: Whether the programme ends with it.
        pcm: Yields its samples from a frame on.
        made: Yields its frames if they have been encoded before.
    """

    first: int
    fresh: int
    last: bool
    pcm: Callable[[int], Iterable[Pcm]]
    made: Callable[[], Iterator[bytes]] | None = None


def chunks_anywhere(
    read: Callable[[int, int | None], Iterator[Pcm]], samples: int, workers: int
) -> list[Chunk]:
    """Return chunks of a programme that can be read from any place.

    Args:
        read: Yields the samples from one up to another (None: the end).
        samples: How many there are.
        workers: How many encode at the same time.
    """
    return chunks_at(read, _starts(-(-samples // FRAME_SAMPLES), workers))


def chunks_at(
    read: Callable[[int, int | None], Iterator[Pcm]], starts: Sequence[int]
) -> list[Chunk]:
    """Return chunks that begin at these frames: multiples of 49, the first of them 0.

    Args:
        read: Yields the samples from one up to another (None: the end).
        starts: At least `PRE_ROLL_FRAMES` apart.
    """
    stops = [start + RUN_ON_FRAMES for start in starts[1:]]

    def pcm(stop: int | None, start: int) -> Iterator[Pcm]:
        return read(start * FRAME_SAMPLES, None if stop is None else stop * FRAME_SAMPLES)

    return [
        Chunk(max(0, start - PRE_ROLL_FRAMES), fresh, stop is None, partial(pcm, stop))
        for start, fresh, stop in zip(starts, [0, *stops], [*stops, None], strict=True)
    ]


def _starts(frames: int, workers: int) -> list[int]:
    """Return where the chunks of a programme of so many frames begin."""
    if workers == 1:
        return [0]
    starts = accumulate(_lengths(frames, workers))
    return [0, *(start for start in starts if start + SHORTEST_FRAMES <= frames)]


def _lengths(frames: int, workers: int) -> Iterator[int]:
    """Yield lengths of chunks, long ones first; they add up to `frames` or more."""
    while frames * SHARES[0] > workers * sum(SHARES) * LONGEST_FRAMES:
        yield LONGEST_FRAMES
        frames -= LONGEST_FRAMES
    unit = frames / (workers * sum(SHARES) * PADDING_CYCLE)
    for share in SHARES:
        length = max(SHORTEST_FRAMES, round(unit * share) * PADDING_CYCLE)
        yield from [min(length, LONGEST_FRAMES)] * workers
    yield from [LONGEST_FRAMES] * workers
