"""A programme that is costly to read: decoded once, then read from disk as often as needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import BinaryIO, Final

import numpy as np

from podcaster.doors.audio import Samples
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import BLOCK, Sound, Stream
from podcaster.master.workers import processors, side_by_side

#: What costs next to nothing to read again.
PLAIN: Final = "pcm"
SAMPLE_BYTES: Final = 4
#: Parts that a sound is decoded in, per worker, so that all workers end together.
PARTS: Final = 4


@dataclass(frozen=True)
class Decoder:
    """Decodes sounds to disk where that saves time.

    Attributes:
        folder: Where they lie, without a name.
        stack: Takes them away when it ends, or the system does if we are killed.
        several: Whether they are encoded more than once.
    """

    folder: Path
    stack: ExitStack
    several: bool

    def pays(self, sound: Sound, codec: str) -> bool:
        """Tell whether a sound is better read from disk.

        That is so if it has no places, as then only one encoder could be at work; and if it would
        be decoded for each encoding again.

        Args:
            sound: The programme.
            codec: Of its body.
        """
        return sound.frames is None or (self.several and codec != PLAIN)

    def decoded(self, sound: Sound, pace: Pace) -> Sound:
        """Return a sound with the same samples that can be read from any place at no cost.

        It takes four bytes for each sample: 1.4 GB for an hour of two channels at 48 kHz.

        Args:
            sound: Is read once, all of it, in parts side by side if that can be.
            pace: Is told how far that is.

        Raises:
            AudioError: If it can't be decoded.
            OSError: If there is no room for it.
        """
        lent = TemporaryFile(dir=self.folder)  # noqa: SIM115 - goes with the stack
        floats = _Floats(self.stack.enter_context(lent), sound.channels)
        counted = sound.watched(pace.counted)
        jobs = [partial(floats.put, counted.read, start, stop) for start, stop in _parts(sound)]
        with side_by_side(jobs, meanwhile=pace.tell) as running:
            frames = sum(chain.from_iterable(running))
        return replace(sound, read=partial(floats.read, frames), frames=frames)


def _parts(sound: Sound) -> Iterator[tuple[int, int | None]]:
    """Yield the first frame of each part, and where it ends; None: with the sound."""
    frames = sound.frames or 1
    size = max(BLOCK, -(-frames // (PARTS * processors())))
    for start in range(0, frames, size):
        stop = start + size
        yield start, stop if stop < frames else None


class _Floats:
    """Samples in a file without a header; put there and read from any thread.

    Args:
        file: float32, shape (frames, channels).
        channels: In each of them.
    """

    def __init__(self, file: BinaryIO, channels: int) -> None:
        self._file = file
        self._channels = channels
        self._lock = Lock()

    def put(self, read: Stream, start: int, stop: int | None) -> Iterator[int]:
        """Put some frames where they belong, block by block; yield how many each has."""
        for block in read(start, stop):
            data = np.ascontiguousarray(block, np.float32).data
            with self._lock:
                self._file.seek(start * self._channels * SAMPLE_BYTES)
                self._file.write(data)
                self._file.flush()
            start += len(block)
            yield len(block)

    def read(self, frames: int, start: int, stop: int | None) -> Iterator[Samples]:
        """Yield some of so many frames."""
        end = frames if stop is None else min(stop, frames)
        for at in range(start, end, BLOCK):
            yield self._block(at, min(BLOCK, end - at))

    def _block(self, at: int, frames: int) -> Samples:
        with self._lock:
            self._file.seek(at * self._channels * SAMPLE_BYTES)
            data = self._file.read(frames * self._channels * SAMPLE_BYTES)
        return np.frombuffer(data, np.float32).reshape(-1, self._channels)
