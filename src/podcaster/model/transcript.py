"""Transcripts: what is said, when, by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from podcaster.model.timeline import Timeline


@dataclass(frozen=True)
class Cue:
    """What one voice says in one go.

    Attributes:
        start_s: First moment, in the raw audio after load, in the finished file after master.
        end_s: Last moment.
        text: Plain text, one line.
        speaker: Who says it; "" if the file does not tell.
    """

    start_s: float
    end_s: float
    text: str
    speaker: str = ""

    def shifted(self, by_s: float) -> Cue:
        """Return it `by_s` later."""
        return replace(self, start_s=self.start_s + by_s, end_s=self.end_s + by_s)


@dataclass(frozen=True)
class Transcript:
    """All that is said in an episode, in one language.

    Attributes:
        language: What is spoken, such as `de`.
        cues: In their order.
        timed: Whether it is known when things are said; a plain script has no times, so all its
            cues stand at 0, and captions are not made of it.
    """

    language: str
    cues: tuple[Cue, ...]
    timed: bool = True

    def shifted(self, by_s: float) -> Transcript:
        """Return it `by_s` later."""
        if not self.timed:
            return self
        return replace(self, cues=tuple(cue.shifted(by_s) for cue in self.cues))

    def moved(self, timeline: Timeline) -> Transcript:
        """Return it as it stands after cuts; what was said in what is gone, is gone."""
        if not self.timed or not timeline.kept:
            return self
        cues = (
            replace(cue, start_s=timeline.moved(cue.start_s), end_s=timeline.moved(cue.end_s))
            for cue in self.cues
        )
        return replace(self, cues=tuple(cue for cue in cues if cue.end_s > cue.start_s))
