"""A long sound between two short ones in memory, read from any place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from podcaster.doors.audio import Samples
from podcaster.master.sound import Sound, held_sound


@dataclass(frozen=True)
class Edged:
    """What is heard one after the other.

    Attributes:
        head: float32, shape (frames, channels); before the body.
        body: Can be read from any place.
        part: Frames of the body that are heard as they are.
        tail: After the body, as `head`.
    """

    head: Samples
    body: Sound
    part: range
    tail: Samples

    def sound(self) -> Sound:
        """Return all of it as one sound."""
        frames = len(self.head) + len(self.part) + len(self.tail)
        return Sound(self._read, self.body.rate_hz, self.body.channels, frames)

    def _read(self, start: int, stop: int | None) -> Iterator[Samples]:
        """Yield the frames from `start` up to `stop`."""
        end = len(self.head) + len(self.part) + len(self.tail) if stop is None else stop
        at = 0
        for sound, shown in self._parts():
            first, last = max(start - at, 0), min(end - at, len(shown))
            if first < last:
                yield from sound.read(shown.start + first, shown.start + last)
            at += len(shown)

    def _parts(self) -> Iterator[tuple[Sound, range]]:
        """Yield the three sounds, and what is heard of each."""
        rate_hz = self.body.rate_hz
        yield held_sound(self.head, rate_hz), range(len(self.head))
        yield self.body, self.part
        yield held_sound(self.tail, rate_hz), range(len(self.tail))


def held(blocks: Iterator[Samples], channels: int) -> Samples:
    """Return all blocks as one array, shape (frames, channels)."""
    return np.concatenate([np.zeros((0, channels), np.float32), *blocks])
