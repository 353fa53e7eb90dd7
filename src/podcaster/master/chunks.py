"""One MP3 from several encoders at work at the same time, as if there had been one.

The programme is divided into chunks; each encoder starts a few seconds early and runs on a little,
so that neighbours overlap where both take the same decisions, and there they are joined.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, Protocol

from podcaster.master.bitstream import Frames, find_cut, join, parse_frames

#: Samples per frame and channel of MPEG-1 Layer III.
FRAME_SAMPLES: Final = 1152

#: Chunks begin at multiples of this: at 44.1 kHz the padding of frames repeats every 49.
_PADDING_CYCLE: Final = 49

#: Frames per chunk: four minutes at 48 kHz, so that overlaps cost little and memory stays small.
CHUNK_FRAMES: Final = 200 * _PADDING_CYCLE

#: Frames that an encoder starts early; decisions were seen to agree after 21 to 201 frames.
PRE_ROLL_FRAMES: Final = 5 * _PADDING_CYCLE

#: Frames that an encoder runs past the end of its chunk.
RUN_ON_FRAMES: Final = 64


class Encoder(Protocol):
    """What LAME's binding offers."""

    def encode(self, pcm: bytes) -> bytes:
        """Take interleaved 16-bit samples, return finished frames."""
        ...

    def flush(self) -> bytes:
        """Return the frames that are left."""
        ...


@dataclass(frozen=True)
class Chunk:
    """A piece of the programme for one encoder.

    Attributes:
        first: The frame it begins with.
        pcm: Its samples, as the encoder takes them.
        fresh: Where in `pcm` the samples begin that the chunk before did not have.
        last: Whether the programme ends with it.
    """

    first: int
    pcm: bytes
    fresh: int
    last: bool


@dataclass(frozen=True)
class Encoded:
    """What an encoder made of its chunk, and the encoder, in case it has to go on."""

    first: int
    frames: Frames
    encoder: Encoder


def encode_in_chunks(
    pcm: Iterable[bytes],
    frame_bytes: int,
    make_encoder: Callable[[], Encoder],
    *,
    workers: int | None = None,
    chunk_frames: int = CHUNK_FRAMES,
) -> Iterator[bytes]:
    """Yield one MP3 stream; it decodes to what a single encoder would have made.

    Args:
        pcm: The programme in pieces of any size.
        frame_bytes: Bytes of PCM in one frame, all channels.
        make_encoder: Makes encoders that are all set alike, at a constant bit rate.
        workers: How many encode at the same time; None: as many as there are processors.
        chunk_frames: Frames per chunk, a multiple of 49.
    """
    workers = workers or _processors()
    with ThreadPoolExecutor(workers, "lame") as pool:
        jobs = _in_flight(cut_chunks(pcm, frame_bytes, chunk_frames), pool, workers, make_encoder)
        yield from _joined(jobs)


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # Linux; a container may allow fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cut_chunks(
    pcm: Iterable[bytes], frame_bytes: int, chunk_frames: int = CHUNK_FRAMES
) -> Iterator[Chunk]:
    """Yield overlapping chunks."""
    whole = (chunk_frames + RUN_ON_FRAMES) * frame_bytes
    overlap = (PRE_ROLL_FRAMES + RUN_ON_FRAMES) * frame_bytes
    held, first, fresh = bytearray(), 0, 0
    for piece in pcm:
        held += piece
        while len(held) > whole + overlap:
            yield Chunk(first, bytes(held[:whole]), fresh, last=False)
            del held[: whole - overlap]
            first += (whole - overlap) // frame_bytes
            fresh, whole = overlap, (PRE_ROLL_FRAMES + chunk_frames + RUN_ON_FRAMES) * frame_bytes
    yield Chunk(first, bytes(held), fresh, last=True)


def _in_flight(
    chunks: Iterable[Chunk], pool: Executor, workers: int, make_encoder: Callable[[], Encoder]
) -> Iterator[tuple[Chunk, Future[Encoded]]]:
    """Yield chunks in order with what becomes of them, a few ahead, so that memory stays small."""
    waiting: deque[tuple[Chunk, Future[Encoded]]] = deque()
    for chunk in chunks:
        waiting.append((chunk, pool.submit(_encode, chunk, make_encoder())))
        if len(waiting) > workers:
            yield waiting.popleft()
    yield from waiting


def _encode(chunk: Chunk, encoder: Encoder) -> Encoded:
    """Encode one chunk; LAME works without Python's lock."""
    data = bytes(encoder.encode(chunk.pcm))
    if chunk.last:
        data += bytes(encoder.flush())
    return Encoded(chunk.first, parse_frames(data), encoder)


def _joined(jobs: Iterable[tuple[Chunk, Future[Encoded]]]) -> Iterator[bytes]:
    """Join neighbours, and yield what can no longer change."""
    before: Encoded | None = None
    joined = bytearray()
    for chunk, job in jobs:
        after = job.result()
        if before is None:
            before, joined = after, bytearray(after.frames.data)
            continue
        offset = after.first - before.first
        cut = find_cut(before.frames, after.frames, offset)
        if cut is None:
            before = _gone_on(before, chunk, joined)
            continue
        rest = join(joined, before.frames, after.frames, offset, cut)
        yield bytes(joined)
        before, joined = after, bytearray(rest)
    yield bytes(joined)


def _gone_on(before: Encoded, chunk: Chunk, joined: bytearray) -> Encoded:
    """Let the earlier encoder do the next chunk, too, where the two find no common ground."""
    more = bytes(before.encoder.encode(chunk.pcm[chunk.fresh :]))
    if chunk.last:
        more += bytes(before.encoder.flush())
    joined += more
    return Encoded(before.first, parse_frames(before.frames.data + more), before.encoder)
