"""What should hold for transcripts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from podcaster.check.places import at, clock, in_file, is_reported, length_s
from podcaster.model.draft import Draft, EpisodeDraft, SourceFile
from podcaster.model.findings import Finding
from podcaster.model.message import message
from podcaster.model.transcript import Cue

#: Machines that transcribe round up the last cue's end.
_TOLERANCE_S: Final = 1.0

#: People talk at the same time, but not for longer without a mistake in the times.
_MOST_OVERLAP_S: Final = 5.0


def _cues(draft: Draft) -> Iterator[tuple[EpisodeDraft, SourceFile, tuple[Cue, ...]]]:
    for episode in draft.episodes:
        if episode.transcript and episode.transcript.timed and episode.transcript_source:
            yield episode, episode.transcript_source, episode.transcript.cues


def cues_end_after_they_start(draft: Draft) -> Iterator[Finding]:
    """A cue ends after it starts."""
    for _, source, cues in _cues(draft):
        for index, cue in enumerate(cues):
            if cue.end_s <= cue.start_s:
                yield at(
                    source,
                    (index,),
                    "PC612",
                    message(
                        "what is said here ends at {end}, not after its start at {start}",
                        end=clock(cue.end_s),
                        start=clock(cue.start_s),
                    ),
                    message("correct the times"),
                )


def cues_stand_in_order(draft: Draft) -> Iterator[Finding]:
    """Cues stand in the order in which they are spoken; the first that does not is shown."""
    for _, source, cues in _cues(draft):
        late = (
            index
            for index, (before, after) in enumerate(pairwise(cues), start=1)
            if _out_of_order(before, after)
        )
        if (index := next(late, None)) is not None:
            yield at(
                source,
                (index,),
                "PC613",
                message(
                    "this starts at {start}, while what stands above lasts until {end}",
                    start=clock(cues[index].start_s),
                    end=clock(cues[index - 1].end_s),
                ),
                message("put the cues in the order of their times, and correct their ends"),
            )


def _out_of_order(before: Cue, after: Cue) -> bool:
    """Tell whether `after` starts too early; voices that share one cue start together."""
    overlap_s = before.end_s - after.start_s
    return after.start_s < before.start_s or (
        overlap_s > _MOST_OVERLAP_S and after.start_s > before.start_s
    )


def cues_lie_inside(draft: Draft) -> Iterator[Finding]:
    """Cues end when the audio does; the first that does not is shown."""
    for episode, source, cues in _cues(draft):
        end_s = length_s(episode)
        if end_s is None:
            continue
        beyond = (index for index, cue in enumerate(cues) if cue.end_s > end_s + _TOLERANCE_S)
        if (index := next(beyond, None)) is not None:
            yield at(
                source,
                (index,),
                "PC614",
                message(
                    "what is said here ends at {end}, and the audio at {length}",
                    end=clock(cues[index].end_s),
                    length=clock(end_s),
                ),
                message("see whether the transcript belongs to this recording"),
            )


def transcripts_have_times(draft: Draft) -> Iterator[Finding]:
    """A transcript says when things are said, so that apps can show captions."""
    for episode in draft.episodes:
        source = episode.transcript_source
        if source and episode.transcript and not episode.transcript.timed:
            yield in_file(
                source.file,
                "PC616",
                message("this script has no times, so apps show no captions"),
                message("it stands on the page as text; WebVTT or SRT would give captions"),
            )


def episodes_have_transcripts(draft: Draft) -> Iterator[Finding]:
    """An episode has a transcript: deaf people read it, and search finds it."""
    for episode in draft.episodes:
        file = episode.transcript_source.file if episode.transcript_source else ""
        if not episode.transcript and not is_reported(draft, episode, "transcript", file):
            yield at(
                episode.source,
                (),
                "PC615",
                message("the episode has no transcript"),
                message("add `transcript.vtt` or `transcript.srt`; deaf people depend on it"),
            )
