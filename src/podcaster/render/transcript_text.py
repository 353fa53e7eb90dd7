"""The words of a transcript: in time order, on one line each, joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from podcaster.model.transcript import Cue, Transcript
from podcaster.render.characters import printable

#: A paragraph in which one voice goes on for longer is broken, so that times stay near the words.
PARAGRAPH_S: Final = 30.0

#: Transcripts whose words are remembered: views, pages, files and lists ask for them in turn.
KEPT_TRANSCRIPTS: Final = 1024

#: Blanks that stand for nothing but a blank; a protected one (U+00A0) is meant.
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True)
class Paragraph:
    """What one voice says in one go.

    Attributes:
        start_s: When it starts, or None if nobody knows.
        speaker: Who says it; "" where the voice before goes on.
        text: What is said, on one line.
    """

    start_s: float | None
    speaker: str
    text: str


@lru_cache(KEPT_TRANSCRIPTS)
def readable(transcript: Transcript) -> Transcript:
    """Return it in time order, each text on one line, without cues that say nothing."""
    cues = (
        replace(cue, text=one_line(cue.text), speaker=one_line(cue.speaker))
        for cue in transcript.cues
    )
    ordered = sorted((cue for cue in cues if cue.text), key=lambda cue: cue.start_s)
    return replace(transcript, cues=tuple(ordered))


@lru_cache(KEPT_TRANSCRIPTS)
def paragraphs(transcript: Transcript) -> tuple[Paragraph, ...]:
    """Join the cues of one voice to paragraphs of about half a minute; a script has its own."""
    if not transcript.timed:
        return tuple(_script(readable(transcript)))
    joined: list[Paragraph] = []
    last: Cue | None = None
    for cue in readable(transcript).cues:
        goes_on = last is not None and cue.speaker == last.speaker
        if joined and goes_on and cue.start_s - (joined[-1].start_s or 0.0) < PARAGRAPH_S:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {cue.text}")
        else:
            joined.append(Paragraph(cue.start_s, "" if goes_on else cue.speaker, cue.text))
        last = cue
    return tuple(joined)


def _script(transcript: Transcript) -> Iterator[Paragraph]:
    before = ""
    for cue in transcript.cues:
        yield Paragraph(None, "" if cue.speaker == before else cue.speaker, cue.text)
        before = cue.speaker


def one_line(text: str) -> str:
    """Return `text` on one line."""
    return _BLANKS.sub(" ", printable(text)).strip()
