"""One MP3 from several encoders at work at the same time, as if there had been one.

The programme is divided into chunks; each encoder starts a few seconds early and runs on a little,
so that neighbours overlap where both take the same decisions, and there they are joined.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from podcaster.master.bitstream import find_cut, frame_starts, join, parse_frames
from podcaster.master.blocks import regrouped
from podcaster.master.workers import Job, side_by_side

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

#: What a chunk's end is kept of for the join: the overlap, and what the bit reservoir reaches.
KEPT_FRAMES: Final = OVERLAP_FRAMES + PADDING_CYCLE

#: Shares of the chunks of each worker: first long ones, as overlaps cost time; then shorter ones,
#: so that all workers end together.
SHARES: Final = (8, 4, 2, 1)
#: Frames of the shortest chunk that is worth an encoder of its own.
SHORTEST_FRAMES: Final = 16 * PADDING_CYCLE
#: Frames of a chunk where the samples of all that are at work must be held: two minutes.
HELD_FRAMES: Final = 100 * PADDING_CYCLE


#: More of a chunk than this is not held back to be joined.
MOST_OPEN_BYTES: Final = 1 << 20


class Encoder(Protocol):
    """What LAME's binding offers."""

    def encode(self, pcm: Pcm) -> bytes | bytearray:
        """Take samples, return finished frames."""
        ...

    def flush(self) -> bytes | bytearray:
        """Return the frames that are left."""
        ...


@dataclass(frozen=True)
class Chunk:
    """A piece of the programme for one encoder.

    Attributes:
        first: The frame it begins with.
        fresh: The frame where that begins which the chunk before did not have.
        last: Whether the programme ends with it.
        pcm: Yields its samples from a frame on.
    """

    first: int
    fresh: int
    last: bool
    pcm: Callable[[int], Iterable[Pcm]]


def chunks_anywhere(
    read: Callable[[int, int | None], Iterator[Pcm]], samples: int, workers: int
) -> list[Chunk]:
    """Return chunks of a programme that can be read from any place.

    Args:
        read: Yields the samples from one up to another (None: the end).
        samples: How many there are.
        workers: How many encode at the same time.
    """
    starts = _starts(-(-samples // FRAME_SAMPLES), workers)
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
    unit = frames / (workers * sum(SHARES) * PADDING_CYCLE)
    lengths = [
        max(SHORTEST_FRAMES, round(unit * share) * PADDING_CYCLE)
        for share in SHARES
        for _ in range(workers)
    ]
    starts = accumulate(lengths[:-1])
    return [0, *(start for start in starts if start + SHORTEST_FRAMES <= frames)]


def chunks_in_passing(pcm: Iterable[Pcm], chunk_frames: int = HELD_FRAMES) -> Iterator[Chunk]:
    """Yield chunks of a stream; what chunks have in common is held once.

    Args:
        pcm: The programme in pieces of any size.
        chunk_frames: Frames per chunk, a multiple of 49.
    """
    size, overlap = chunk_frames // PADDING_CYCLE, OVERLAP_FRAMES // PADDING_CYCLE
    held: list[Pcm] = []
    first = fresh = 0
    whole = size + RUN_ON_FRAMES // PADDING_CYCLE
    for piece in regrouped(pcm, PADDING_CYCLE * FRAME_SAMPLES):
        held.append(piece)
        if len(held) > whole + overlap:
            yield _held_chunk(first, fresh, held[:whole], last=False)
            held = held[whole - overlap :]
            first, fresh = first + (whole - overlap) * PADDING_CYCLE, first + whole * PADDING_CYCLE
            whole = size + overlap
    yield _held_chunk(first, fresh, held, last=True)


def _held_chunk(first: int, fresh: int, pieces: list[Pcm], *, last: bool) -> Chunk:
    """Return a chunk of pieces of 49 frames."""
    return Chunk(first, fresh, last, lambda frame: pieces[(frame - first) // PADDING_CYCLE :])


def encode_in_chunks(
    chunks: Iterable[Chunk],
    make_encoder: Callable[[], Encoder],
    *,
    workers: int | None = None,
    in_flight: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[bytes]:
    """Yield one MP3 stream; it decodes to what a single encoder would have made.

    Args:
        chunks: The programme.
        make_encoder: Makes encoders that are all set alike, at a constant bit rate.
        workers: How many encode at the same time; None: as many as there are processors.
        in_flight: How many chunks are taken from `chunks` before the first is done; None: all.
        meanwhile: Is called now and then in this thread.
    """
    runs: deque[tuple[Chunk, Encoder]] = deque()

    def jobs() -> Iterator[Job[bytes]]:
        for chunk in chunks:
            runs.append((chunk, make_encoder()))
            yield partial(_encode, *runs[-1], chunk.first)

    with side_by_side(jobs(), workers=workers, in_flight=in_flight, meanwhile=meanwhile) as results:
        yield from _joined((*runs.popleft(), made) for made in results)


def _encode(chunk: Chunk, encoder: Encoder, start: int) -> Iterator[bytes]:
    """Encode a chunk from a frame on, bit by bit: LAME copies all it is given at once."""
    for pcm in chunk.pcm(start):
        yield bytes(encoder.encode(pcm))
    if chunk.last:
        yield bytes(encoder.flush())


def _joined(runs: Iterable[tuple[Chunk, Encoder, Iterator[bytes]]]) -> Iterator[bytes]:
    """Join neighbours, and yield what can no longer change."""
    before: _End | None = None
    for chunk, encoder, pieces in runs:
        more = pieces
        if before is None:
            before = _End(0, bytearray(), encoder)
        elif joined := before.joined_to(chunk, pieces):
            yield joined[0]
            before = _End(joined[1], joined[2], encoder)
        else:
            more = before.gone_on(chunk)
        yield from before.settled(more)
    yield bytes(before.data if before else b"")


@dataclass
class _End:
    """The end of what has been made so far, as far as it may still change.

    Attributes:
        first: The frame it begins with.
        data: Frames; the last one may not be complete.
        encoder: Who made them, in case it has to go on.
    """

    first: int
    data: bytearray
    encoder: Encoder

    def settled(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Append pieces; yield what is so far back that nothing can change it."""
        for piece in pieces:
            self.data += piece
            if len(self.data) > MOST_OPEN_BYTES:
                starts = frame_starts(self.data)[:-KEPT_FRAMES]
                yield bytes(self.data[: starts[-1]])
                del self.data[: starts[-1]]
                self.first += len(starts) - 1

    def joined_to(
        self, chunk: Chunk, pieces: Iterator[bytes]
    ) -> tuple[bytes, int, bytearray] | None:
        """Let a chunk follow where both agree.

        Args:
            chunk: Begins somewhere in here.
            pieces: What its encoder makes of it; as many are taken as are needed.

        Returns:
            What can no longer change; number of the first frame that follows; what follows. Or
            None if the two find no common ground.
        """
        before, offset = parse_frames(bytes(self.data)), chunk.first - self.first
        head, needed = bytearray(), len(self.data) - int(before.starts[offset])
        while len(head) <= needed and (piece := next(pieces, None)) is not None:
            head += piece
        after = parse_frames(bytes(head))
        cut = find_cut(before, after, offset)
        if cut is None:
            return None
        joined = bytearray(self.data)
        rest = join(joined, before, after, offset, cut)
        return bytes(joined), self.first + cut, bytearray(rest)

    def gone_on(self, chunk: Chunk) -> Iterator[bytes]:
        """Do the next chunk, too."""
        return _encode(chunk, self.encoder, chunk.fresh)
