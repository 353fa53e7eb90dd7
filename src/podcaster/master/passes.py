"""One progress out of several passes over the same programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcaster.doors import Progress, Samples
from podcaster.model.audio import AudioFacts


def told(blocks: Iterable[Samples], facts: AudioFacts, progress: Progress) -> Iterator[Samples]:
    """Pass on `blocks` and tell how far we are.

    Args:
        blocks: float32, shape (frames, channels).
        facts: Their rate, and their length in all.
        progress: Is told after each block.
    """
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress(done / facts.sample_rate_hz, facts.duration_s)


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
