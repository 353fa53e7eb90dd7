"""One progress out of several passes over the same programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock

from podcaster.doors.audio import Samples
from podcaster.doors.progress import Progress
from podcaster.model.audio import AudioFacts


class Pace:
    """Counts the frames of one pass, in any thread; tells of them in one.

    Args:
        facts: Their rate, and their length in all.
        progress: Is told.
    """

    def __init__(self, facts: AudioFacts, progress: Progress) -> None:
        self._facts = facts
        self._progress = progress
        self._lock = Lock()
        self._frames = 0
        self._told_s = 0.0

    def counted(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass on `blocks` and count them."""
        for block in blocks:
            with self._lock:
                self._frames += len(block)
            yield block

    def told(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass on `blocks`, and tell after each one."""
        for block in self.counted(blocks):
            yield block
            self.tell()

    def tell(self) -> None:
        """Tell how far we are, if that is further than last time."""
        length_s = self._facts.duration_s
        done_s = self._frames / self._facts.sample_rate_hz
        if length_s:
            done_s = min(done_s, length_s)  # what threads need of each other's parts counts twice
        if done_s > self._told_s:
            self._told_s = done_s
            self._progress(done_s, length_s)


class Passes:
    """A `Progress` that adds up passes; a new one begins when the seconds start again.

    Args:
        progress: Is told the sum.
        expected: How many passes there will be, if all goes well.
    """

    def __init__(self, progress: Progress, expected: int) -> None:
        self._progress = progress
        self._expected = expected
        self._finished = 0
        self._last_s = 0.0
        self._length_s = 0.0

    def __call__(self, done_s: float, total_s: float) -> None:
        """Note the seconds done of this pass."""
        if done_s <= self._last_s:
            self._finished += 1
        self._last_s = done_s
        self._length_s = max(self._length_s, total_s, done_s)
        self._expected = max(self._expected, self._finished + 1)
        done = self._finished * self._length_s + done_s
        self._progress(done, self._expected * self._length_s)

    def complete(self) -> None:
        """Say that all is done."""
        all_s = self._expected * self._length_s
        self._progress(all_s, all_s)
