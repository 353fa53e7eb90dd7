"""Only what changed is encoded: the rest of an MP3 is taken from one that was made before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from podcaster.master.mp3.chunks import (
    FRAME_SAMPLES,
    LONGEST_FRAMES,
    MEETING_FRAMES,
    OVERLAP_FRAMES,
    PADDING_CYCLE,
    RUN_ON_FRAMES,
    Chunk,
    Pcm,
)
from podcaster.master.mp3.file import frame_places
from podcaster.master.mp3.marks import Known, Marks

Read = Callable[[int, int | None], Iterator[Pcm]]

#: A frame hears so many frames beyond its own samples (delay of the filters, and looking ahead).
HEARD_FRAMES: Final = 4
#: Where less than this is the same, nothing is won.
WORTHWHILE_FRAMES: Final = 2 * MEETING_FRAMES + OVERLAP_FRAMES
PIECE_BYTES: Final = 1 << 19


def spliced_chunks(read: Read, marks: Marks, known: Known, first_byte: int) -> list[Chunk]:
    """Return chunks of a programme; those that are in a file already bring their frames along.

    Args:
        read: Yields the programme's samples from one up to another (None: the end).
        marks: Of the programme.
        known: The file.
        first_byte: Where its frames begin.

    Returns:
        Nothing if too little is the same, or the file is not what it was.
    """
    total = len(marks.digests) * PADDING_CYCLE
    kept = [
        range(run.start * PADDING_CYCLE, run.stop * PADDING_CYCLE)
        for run in marks.runs_shared_with(known.marks)
        if len(run) * PADDING_CYCLE >= WORTHWHILE_FRAMES
    ]
    if not kept:
        return []
    to_end = kept[-1].stop == total and known.marks.samples == marks.samples
    places = _places(known.path, first_byte)
    if len(places) <= min(kept[-1].stop, -(-known.marks.samples // FRAME_SAMPLES)):
        return []
    plan = _Plan(read, known.path, places, total)
    return plan.chunks(kept, to_end=to_end)


def _places(path: Path, first_byte: int) -> Sequence[int]:
    """Return where the frames of a file are; nothing if it is gone or damaged."""
    try:
        with path.open("rb") as file:
            return frame_places(file, first_byte)
    except (OSError, ValueError):
        return ()


class _Plan:
    """Puts chunks in order.

    Args:
        read: See `spliced_chunks`.
        path: The file that is known.
        places: Where its frames are.
        total: Frames of the programme, at least.
    """

    def __init__(self, read: Read, path: Path, places: Sequence[int], total: int) -> None:
        self._read = read
        self._path = path
        self._places = places
        self._total = total

    def chunks(self, kept: Sequence[range], *, to_end: bool) -> list[Chunk]:
        """Return all chunks, those between what is kept made anew."""
        edges = [range(0), *kept, range(self._total, self._total)]
        chunks: list[Chunk] = []
        for before, after in pairwise(edges):
            if before.stop < after.start or (after.start == self._total and not to_end):
                chunks += self._fresh(before, after)
            if len(after):
                chunks.append(self._taken(after, last=to_end and after is kept[-1]))
        return chunks

    def _taken(self, frames: range, *, last: bool) -> Chunk:
        """Return a chunk that is in the file."""
        fresh = frames.start + MEETING_FRAMES if frames.start else 0
        end = None if last else frames.stop - HEARD_FRAMES
        return Chunk(
            frames.start,
            fresh,
            last,
            partial(self._pcm, None if last else frames.stop),
            partial(_bytes, self._path, self._places, frames.start, end),
        )

    def _fresh(self, before: range, after: range) -> Iterator[Chunk]:
        """Yield chunks for all that is between two that are kept."""
        starts = [*range(before.stop, max(after.start, before.stop + 1), LONGEST_FRAMES)]
        fresh = before.stop
        for at, start in enumerate(starts):
            first = max(0, start - MEETING_FRAMES)
            is_end = at + 1 == len(starts)
            stop = after.start + MEETING_FRAMES if is_end else starts[at + 1] + RUN_ON_FRAMES
            last = is_end and after.start == self._total
            yield Chunk(first, fresh, last, partial(self._pcm, None if last else stop))
            fresh = stop

    def _pcm(self, stop: int | None, start: int) -> Iterator[Pcm]:
        return self._read(start * FRAME_SAMPLES, None if stop is None else stop * FRAME_SAMPLES)


def _bytes(path: Path, places: Sequence[int], start: int, stop: int | None) -> Iterator[bytes]:
    """Yield the bytes of some frames of a file."""
    left = places[-1 if stop is None else stop] - places[start]
    with path.open("rb") as file:
        file.seek(places[start])
        while left and (piece := file.read(min(left, PIECE_BYTES))):
            left -= len(piece)
            yield piece
