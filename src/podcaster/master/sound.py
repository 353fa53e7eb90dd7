"""Samples that can be read again and again, some of them from any place at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.master.meter.channels import to_channels
from podcaster.model.audio import AudioFacts

#: Frames per block of what is held in memory.
BLOCK: Final = 1 << 16
#: Yields float32, shape (frames, channels), from one frame up to another (None: the end).
Stream = Callable[[int, int | None], Iterator[Samples]]
#: Changes samples; what becomes of them depends on them and on where they stand, on nothing else.
Change = Callable[[Samples, int], Samples]


@dataclass(frozen=True)
class Sound:
    """A stream of samples and its layout.

    Attributes:
        read: Reads it. Blocks are of any size, and none is empty.
        rate_hz: Samples per second and channel.
        channels: Number of channels.
        frames: How many frames there are, if reading from the middle costs no more than from
            the beginning; None if it does.
    """

    read: Stream
    rate_hz: int
    channels: int
    frames: int | None = None

    def changed(self, change: Change, channels: int | None = None) -> Sound:
        """Return the sound with every block changed.

        Args:
            change: Is called with a block and its first frame.
            channels: How many it returns; None: as many as it gets.
        """

        def read(start: int, stop: int | None) -> Iterator[Samples]:
            for block in self.read(start, stop):
                yield change(block, start)
                start += len(block)

        return replace(self, read=read, channels=channels or self.channels)

    def watched(self, watch: Callable[[Iterable[Samples]], Iterator[Samples]]) -> Sound:
        """Return the same sound; every stream of it passes through `watch`."""
        return replace(self, read=lambda start, stop: watch(self.read(start, stop)))


def file_sound(path: Path, facts: AudioFacts, door: AudioDoor) -> Sound:
    """Return the sound in a file.

    Args:
        path: The file.
        facts: Its header.
        door: Decodes it.
    """
    rate_hz = facts.sample_rate_hz

    def read(start: int, stop: int | None) -> Iterator[Samples]:
        stop_s = None if stop is None else stop / rate_hz
        return door.read(path, start_s=start / rate_hz, stop_s=stop_s)

    frames = round(facts.duration_s * rate_hz) if door.seekable(path) else None
    return Sound(read, rate_hz, facts.channels, frames or None)


def file_in(path: Path, facts: AudioFacts, door: AudioDoor, channels: int) -> Sound:
    """Return the sound in a file as it is heard in so many channels (1 or 2).

    Where two become one, wide music comes out up to 3 LU softer than it is by itself.
    """
    return file_sound(path, facts, door).changed(
        lambda block, _at: to_channels(block, channels, facts.layout), channels
    )


def held_sound(samples: Samples, rate_hz: int) -> Sound:
    """Return samples in memory, shape (frames, channels), as a sound."""

    def read(start: int, stop: int | None) -> Iterator[Samples]:
        for at in range(start, len(samples) if stop is None else min(stop, len(samples)), BLOCK):
            end = at + BLOCK if stop is None else min(at + BLOCK, stop)
            yield samples[at:end]

    return Sound(read, rate_hz, samples.shape[1], len(samples))


def from_beginning(blocks: Iterable[Samples], start: int, stop: int | None) -> Iterator[Samples]:
    """Pass on the frames from `start` up to `stop` of a stream that only has a beginning."""
    at = 0
    for block in blocks:
        part = block[max(0, start - at) : None if stop is None else max(0, stop - at)]
        if len(part):
            yield part
        at += len(block)
        if stop is not None and at >= stop:
            return
