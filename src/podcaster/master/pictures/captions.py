"""What is said in a piece of an episode, in lines short enough to be read while it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

from podcaster.master.pictures.line_breaks import words_of
from podcaster.model.transcript import Cue, Transcript
from podcaster.model.typography import typeset

#: Letters that are shown together: two lines of subtitles (BBC Subtitle Guidelines, 37 a line).
MOST_LETTERS: Final = 74


@dataclass(frozen=True)
class Caption:
    """Words that are shown for a while.

    Attributes:
        start_s: When they appear, from the beginning of the piece.
        end_s: When they go.
        text: One line.
        speaker: Who says them; "" if nobody knows.
    """

    start_s: float
    end_s: float
    text: str
    speaker: str = ""


def captions_of(
    transcript: Transcript | None, start_s: float, duration_s: float
) -> tuple[Caption, ...]:
    """Return what is said from `start_s` on; times in the transcript are those of the file."""
    if transcript is None or not transcript.timed:
        return ()
    return tuple(
        Caption(max(0.0, part.start_s - start_s), min(duration_s, part.end_s - start_s),
                part.text, part.speaker)
        for cue in transcript.cues
        for part in _parts(replace(cue, text=typeset(cue.text, transcript.language)))
        if part.end_s > start_s and part.start_s < start_s + duration_s
    )  # fmt: skip


def _parts(cue: Cue) -> Iterator[Caption]:
    """Divide a cue between words into parts of like length, each shown by its share of letters."""
    texts = _divided(words_of(cue.text), ceil(len(cue.text) / MOST_LETTERS))
    ends = list(accumulate(len(text) for text in texts))
    length_s = cue.end_s - cue.start_s
    moments = (
        [cue.start_s + length_s * end / max(1, ends[-1]) for end in (0, *ends)] if ends else []
    )
    for text, (start_s, end_s) in zip(texts, pairwise(moments), strict=True):
        yield Caption(start_s, end_s, text, cue.speaker)


def _divided(words: list[str], parts: int) -> list[str]:
    """Put words together into `parts` texts of like length, or fewer if there are long words."""
    ends = list(accumulate(len(word) + 1 for word in words))
    texts: dict[int, list[str]] = {}
    for word, end in zip(words, ends, strict=True):
        middle = end - (len(word) + 1) / 2
        texts.setdefault(int(middle * parts / ends[-1]), []).append(word)
    return [" ".join(text) for text in texts.values()]
