"""One MP3 from several encoders at work at the same time, as if there had been one.

Where two neighbours take the same decisions, and their reservoirs are equally full, the one follows
the other. At a varying bit rate reservoirs hardly ever come to that, and it does not matter, unless
a frame wants more bits than the highest rate has: only an encoder that has heard all knows what
that sounds like (see `strain`). Where nothing fits, the first of the two does the work of both.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Final, Protocol

from podcaster.master.aside import Aside
from podcaster.master.mp3.bitstream import find_cut, frame_edges, join, parse_frames
from podcaster.master.mp3.chunks import (
    MEETING_FRAMES,
    OVERLAP_FRAMES,
    PADDING_CYCLE,
    Chunk,
    Pcm,
)
from podcaster.master.mp3.strain import DisagreementError, Strain
from podcaster.master.workers import Job, side_by_side

#: What a chunk's end is kept of for the join: where it meets the next, and what the bit reservoir
#: reaches.
KEPT_FRAMES: Final = max(OVERLAP_FRAMES, MEETING_FRAMES) + PADDING_CYCLE
#: Of 320 kbit/s at 44.1 kHz, with padding.
LONGEST_FRAME_BYTES: Final = 1045
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
class Recipe:
    """Which encoders, and how they are set.

    Attributes:
        make: Makes encoders that are all set alike.
        varying: Whether their bit rate varies.
    """

    make: Callable[[], Encoder]
    varying: bool = False


def encode_in_chunks(
    chunks: Iterable[Chunk],
    recipe: Recipe,
    *,
    workers: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    folder: Path | None = None,
) -> Iterator[bytes]:
    """Yield one MP3 stream; it decodes to what a single encoder would have made.

    Args:
        chunks: The programme.
        recipe: Encoders.
        workers: How many encode at the same time; None: as many as there are processors.
        meanwhile: Is called now and then in this thread.
        folder: Where what is done waits for what comes before it; None: in memory.

    Raises:
        DisagreementError: If that is not possible.
        OSError: If nothing can be written to `folder`.
    """
    runs: deque[_Run] = deque()
    given_up = Event()

    def jobs() -> Iterator[Job[int]]:
        for chunk in chunks:
            aside = stack.enter_context(closing(Aside(folder)))
            runs.append(_Run(chunk, _Hand.for_chunk(chunk, recipe), aside, given_up))
            yield runs[-1].work

    with (
        ExitStack() as stack,
        side_by_side(jobs(), workers=workers, meanwhile=meanwhile) as results,
    ):
        found = ((run := runs.popleft(), run.aside.take(sizes)) for sizes in results)
        yield from _joined(found, varying=recipe.varying)


@dataclass(frozen=True)
class _Hand:
    """Who makes the frames of a chunk.

    Attributes:
        encoder: None if they were made before.
        strain: Watches them; None if they sound right however many bits they wanted: at a constant
            bit rate, and from the very beginning of a programme on.
    """

    encoder: Encoder | None
    strain: Strain | None

    @staticmethod
    def for_chunk(chunk: Chunk, recipe: Recipe) -> _Hand:
        """Return one that nothing has passed through yet."""
        encoder = None if chunk.made else recipe.make()
        return _Hand(encoder, Strain() if recipe.varying and chunk.first else None)

    def frames(self, chunk: Chunk, start: int) -> Iterator[bytes]:
        """Yield the frames of a chunk from one on.

        Raises:
            DisagreementError: If they may sound different from what one encoder makes.
        """
        pieces = self._encoded(chunk, start) if self.encoder else self._taken(chunk)
        return self.strain.watched(pieces) if self.strain else pieces

    def _encoded(self, chunk: Chunk, start: int) -> Iterator[bytes]:
        """Encode a chunk, bit by bit: LAME copies all it is given at once."""
        assert self.encoder is not None  # noqa: S101 - see `frames`
        for pcm in chunk.pcm(start):
            yield bytes(self.encoder.encode(pcm))
        if chunk.last:
            yield bytes(self.encoder.flush())

    def _taken(self, chunk: Chunk) -> Iterator[bytes]:
        """Take what was made before."""
        if chunk.made is None:
            raise DisagreementError
        return chunk.made()


@dataclass(frozen=True)
class _Run:
    """A chunk, who makes it, and where its frames wait until all before them are joined.

    Attributes:
        given_up: Is set when it is known that the programme has to be encoded in one go.
    """

    chunk: Chunk
    hand: _Hand
    aside: Aside
    given_up: Event

    def work(self) -> Iterator[int]:
        """Make its frames; yield sizes of pieces.

        Raises:
            DisagreementError: If another run found that this is in vain, or this one did.
        """
        try:
            yield from self.aside.put(self._frames())
        except DisagreementError:
            self.given_up.set()
            raise

    def _frames(self) -> Iterator[bytes]:
        """Yield its frames as long as they are of use."""
        for piece in self.hand.frames(self.chunk, self.chunk.first):
            if self.given_up.is_set():
                raise DisagreementError
            yield piece


def _joined(runs: Iterable[tuple[_Run, Iterator[bytes]]], *, varying: bool) -> Iterator[bytes]:
    """Join neighbours, and yield what can no longer change."""
    before: _End | None = None
    for run, pieces in runs:
        more, chunk = pieces, run.chunk
        if before is None:
            before = _End(0, bytearray(), run.hand, varying)
        elif seam := before.seam(chunk, pieces):
            yield seam.done
            before = _End(seam.first, seam.rest, run.hand, varying)
        else:
            more = before.hand.frames(replace(chunk, made=None), chunk.fresh)
        yield from before.settled(more)
    yield bytes(before.data if before else b"")


@dataclass(frozen=True)
class _Seam:
    """Where one chunk follows another.

    Attributes:
        done: What can no longer change.
        first: Number of the first frame that follows.
        rest: What follows.
    """

    done: bytes
    first: int
    rest: bytearray


@dataclass
class _End:
    """The end of what has been made so far, as far as it may still change.

    Attributes:
        first: The frame it begins with.
        data: Frames; the last one may not be complete.
        hand: Who made them, in case it has to go on.
        varying: Whether the bit rate varies.
    """

    first: int
    data: bytearray
    hand: _Hand
    varying: bool

    def settled(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Append pieces; yield what is so far back that nothing can change it."""
        for piece in pieces:
            self.data += piece
            if len(self.data) > MOST_OPEN_BYTES:
                starts = frame_edges(self.data)[: -KEPT_FRAMES - 1]
                yield bytes(self.data[: starts[-1]])
                del self.data[: starts[-1]]
                self.first += len(starts) - 1

    def seam(self, chunk: Chunk, pieces: Iterator[bytes]) -> _Seam | None:
        """Let a chunk follow where both agree.

        Args:
            chunk: Begins somewhere in here.
            pieces: What its encoder makes of it; as many are taken as are needed.

        Returns:
            None if the two find no common ground.
        """
        before = parse_frames(bytes(self.data), varying=self.varying)
        offset = chunk.first - self.first
        needed = len(self.data) - int(before.starts[offset])
        if self.varying:  # in whatever frames: so many can't be longer
            needed = (len(before) - offset) * LONGEST_FRAME_BYTES
        after = parse_frames(_head(pieces, needed), varying=self.varying)
        cut = find_cut(before, after, offset, in_phase=not self.varying)
        if cut is None:
            return None
        joined = bytearray(self.data)
        rest = join(joined, before, after, offset, cut)
        return _Seam(bytes(joined), self.first + cut, bytearray(rest))


def _head(pieces: Iterator[bytes], needed: int) -> bytes:
    """Take pieces until there are more than so many bytes."""
    head = bytearray()
    while len(head) <= needed and (piece := next(pieces, None)) is not None:
        head += piece
    return bytes(head)
