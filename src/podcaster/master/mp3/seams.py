"""One MP3 from several encoders at work at the same time, as if there had been one.

Where two neighbours take the same decisions, and their reservoirs are equally full, the one follows
the other. At a varying bit rate reservoirs may never come to that; there it is enough that no frame
wants more bits than the highest rate has. Where nothing fits, the first of the two does the work of
both.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from podcaster.master.aside import Aside
from podcaster.master.mp3.bitstream import Frames, find_cut, frame_edges, join, parse_frames
from podcaster.master.mp3.chunks import (
    MEETING_FRAMES,
    OVERLAP_FRAMES,
    PADDING_CYCLE,
    Chunk,
    Pcm,
)
from podcaster.master.workers import Job, side_by_side

#: What a chunk's end is kept of for the join: where it meets the next, and what the bit reservoir
#: reaches.
KEPT_FRAMES: Final = max(OVERLAP_FRAMES, MEETING_FRAMES) + PADDING_CYCLE
#: Of 320 kbit/s at 44.1 kHz, with padding.
LONGEST_FRAME_BYTES: Final = 1045
#: More of a chunk than this is not held back to be joined.
MOST_OPEN_BYTES: Final = 1 << 20


class DisagreementError(Exception):
    """Encoders found no common ground: the programme has to be encoded in one go."""


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

    def jobs() -> Iterator[Job[int]]:
        for chunk in chunks:
            aside = stack.enter_context(closing(Aside(folder)))
            runs.append(_Run(chunk, recipe.make(), aside))
            yield runs[-1].work

    with (
        ExitStack() as stack,
        side_by_side(jobs(), workers=workers, meanwhile=meanwhile) as results,
    ):
        found = ((run := runs.popleft(), run.pieces(sizes)) for sizes in results)
        yield from _joined(found, varying=recipe.varying)


@dataclass(frozen=True)
class _Run:
    """A chunk, who encodes it, and where its frames wait until all before them are joined."""

    chunk: Chunk
    encoder: Encoder
    aside: Aside

    def work(self) -> Iterator[int]:
        """Encode it, unless it has been encoded before; yield sizes of pieces."""
        if self.chunk.made is None:
            yield from self.aside.put(_encode(self.chunk, self.encoder, self.chunk.first))

    def pieces(self, sizes: Iterable[int]) -> Iterator[bytes]:
        """Yield its frames."""
        return self.chunk.made() if self.chunk.made else self.aside.take(sizes)


def _encode(chunk: Chunk, encoder: Encoder, start: int) -> Iterator[bytes]:
    """Encode a chunk from a frame on, bit by bit: LAME copies all it is given at once."""
    for pcm in chunk.pcm(start):
        yield bytes(encoder.encode(pcm))
    if chunk.last:
        yield bytes(encoder.flush())


def _joined(runs: Iterable[tuple[_Run, Iterator[bytes]]], *, varying: bool) -> Iterator[bytes]:
    """Join neighbours, and yield what can no longer change."""
    before: _End | None = None
    for run, pieces in runs:
        more, chunk = pieces, run.chunk
        encoder = None if chunk.made else run.encoder
        if before is None:
            before = _End(0, bytearray(), encoder, varying)
        elif seam := before.seam(chunk, pieces):
            yield seam.done
            before = _End(seam.first, seam.rest, encoder, varying, seam.in_phase)
        else:
            more = before.gone_on(chunk)
        yield from before.settled(more)
    yield bytes(before.data if before else b"")


@dataclass(frozen=True)
class _Seam:
    """Where one chunk follows another.

    Attributes:
        done: What can no longer change.
        first: Number of the first frame that follows.
        rest: What follows.
        in_phase: See `_End`.
    """

    done: bytes
    first: int
    rest: bytearray
    in_phase: bool


@dataclass
class _End:
    """The end of what has been made so far, as far as it may still change.

    Attributes:
        first: The frame it begins with.
        data: Frames; the last one may not be complete.
        encoder: Who made them, in case it has to go on; None if they were made before.
        varying: Whether the bit rate varies.
        in_phase: Whether the reservoir is as full as that of a single encoder.
    """

    first: int
    data: bytearray
    encoder: Encoder | None
    varying: bool
    in_phase: bool = True

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
        cut, in_phase = self._cut(before, after, offset)
        if cut is None:
            return None
        joined = bytearray(self.data)
        rest = join(joined, before, after, offset, cut)
        return _Seam(bytes(joined), self.first + cut, bytearray(rest), in_phase)

    def _cut(self, before: Frames, after: Frames, offset: int) -> tuple[int | None, bool]:
        """Return where to cut, None if nowhere, and whether what follows is in phase."""
        cut = find_cut(before, after, offset, in_phase=True)
        if not self.varying or (cut is not None and self.in_phase):
            return cut, True
        cut = find_cut(before, after, offset) if cut is None else cut
        if cut is not None and after.is_strained(cut - offset):
            return None, False
        return cut, False

    def gone_on(self, chunk: Chunk) -> Iterator[bytes]:
        """Do the next chunk, too.

        Raises:
            DisagreementError: If that may sound different from what one encoder makes.
        """
        if self.encoder is None or not self.in_phase:
            raise DisagreementError
        return _encode(chunk, self.encoder, chunk.fresh)


def _head(pieces: Iterator[bytes], needed: int) -> bytes:
    """Take pieces until there are more than so many bytes."""
    head = bytearray()
    while len(head) <= needed and (piece := next(pieces, None)) is not None:
        head += piece
    return bytes(head)
