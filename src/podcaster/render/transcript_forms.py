"""Transcripts as podcast apps, players and editors want them: SRT, JSON and plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from textwrap import wrap
from typing import Final

from podcaster.model.transcript import Cue, Transcript
from podcaster.render.times import vtt_time
from podcaster.render.transcript_text import paragraphs, readable

#: Longest line of a caption, and most lines of one; a longer word stays whole.
SRT_WIDTH: Final = 32
SRT_LINES: Final = 2

#: Version of the namespace's JSON.
VERSION: Final = "1.0.0"


def to_srt(transcript: Transcript) -> str:
    """Return a transcript as SRT: two lines of 32 characters, the speaker where it changes.

    Source:
        podcast namespace, transcripts, SRT.
    """
    captions = enumerate(_captions(readable(transcript)), start=1)
    return "\n".join(
        f"{number}\n{_srt_time(start_ms)} --> {_srt_time(end_ms)}\n{text}\n"
        for number, (start_ms, end_ms, text) in captions
    )


def to_json(transcript: Transcript) -> str:
    """Return a transcript as JSON, a segment for each cue.

    Source:
        podcast namespace, transcripts, JSON 1.0.0.
    """
    segments = [_segment(cue) for cue in readable(transcript).cues]
    values = {"version": VERSION, "segments": segments}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def to_plain_text(transcript: Transcript) -> str:
    """Return a transcript as text to be read: a paragraph for each voice, with its name."""
    return "\n\n".join(
        f"{one.speaker}: {one.text}" if one.speaker else one.text for one in paragraphs(transcript)
    ).join(("", "\n"))


def _captions(transcript: Transcript) -> Iterator[tuple[int, int, str]]:
    """Yield start and end in milliseconds and the lines of each caption."""
    speaker = ""
    for cue in transcript.cues:
        name = f"{cue.speaker}: " if cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        yield from _split(cue, name)


def _split(cue: Cue, name: str) -> Iterator[tuple[int, int, str]]:
    """Divide what is too long for one caption; each part lasts as long as its share of letters."""
    # An arrow would be taken for a line of times.
    text = (name + cue.text).replace("-->", "->")
    lines = wrap(text, SRT_WIDTH, break_long_words=False, break_on_hyphens=False)
    parts = ["\n".join(lines[at : at + SRT_LINES]) for at in range(0, len(lines), SRT_LINES)]
    start_ms = round(cue.start_s * 1000)
    # No caption lasts shorter than a millisecond.
    length_ms = max(round(cue.end_s * 1000) - start_ms - len(parts), 0)
    letters = [0, *accumulate(map(len, parts))]
    times = [
        start_ms + length_ms * count // letters[-1] + index for index, count in enumerate(letters)
    ]
    yield from zip(times, times[1:], parts, strict=False)


def _srt_time(milliseconds: int) -> str:
    return vtt_time(milliseconds / 1000).replace(".", ",")


def _segment(cue: Cue) -> dict[str, object]:
    who = {"speaker": cue.speaker} if cue.speaker else {}
    times = {"startTime": round(cue.start_s, 3), "endTime": round(max(cue.end_s, cue.start_s), 3)}
    return {**who, **times, "body": cue.text}
