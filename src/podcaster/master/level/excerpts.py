"""A few seconds here and there of a long programme, to try an encoder on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from podcaster.doors.audio import Samples
from podcaster.master.meter.kweighting import Grid
from podcaster.master.sound import Sound
from podcaster.model.audio import AudioFacts

COUNT: Final = 10
LENGTH_SEGMENTS: Final = 40
#: Below this, encoding the whole again costs little more than a trial.
WORTH_IT_S: Final = 240.0


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a programme.

    Attributes:
        start: Its first frame; a segment starts there.
        samples: float32, shape (frames, channels).
    """

    start: int
    samples: Samples


class Excerpts:
    """Takes excerpts from a stream that passes by, evenly spread.

    Args:
        facts: Its length; none are taken if it is short or not known.
        division: Its segments.
        within: The frames they are taken from; None: all.
    """

    def __init__(self, facts: AudioFacts, division: Grid, within: range | None = None) -> None:
        self.found: list[Excerpt] = []
        self._length = LENGTH_SEGMENTS * division.segment
        self._starts: list[int] = []
        if facts.duration_s >= WORTH_IT_S:
            frames = within or range(int(facts.duration_s * facts.sample_rate_hz))
            first, segments = -(-frames.start // division.segment), len(frames) / division.segment
            middles = [first + segments * (part + 0.5) / COUNT for part in range(COUNT)]
            self._starts = [int(middle) * division.segment for middle in middles]

    def watched(self, sound: Sound) -> Sound:
        """Return the same sound; its excerpts are kept, at once or while it is read."""
        if sound.frames is None:
            return sound.watched(self._watch)
        for start in self._starts:
            parts = list(sound.read(start, start + self._length))
            self.found.append(Excerpt(start, np.concatenate(parts)))
        return sound

    def _watch(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass on `blocks`, keeping excerpts."""
        kept: list[Samples] = []
        at = 0
        for block in blocks:
            yield block
            while self._starts and at + len(block) > self._starts[0]:
                start, held = self._starts[0], sum(map(len, kept))
                begin = max(0, start + held - at)
                kept.append(block[begin : begin + self._length - held].copy())
                if sum(map(len, kept)) < self._length:
                    break
                self.found.append(Excerpt(start, np.concatenate(kept)))
                self._starts, kept = self._starts[1:], []
            at += len(block)
