"""Chapters and transcript of a recording as text."""

from __future__ import annotations

from collections.abc import Iterable

from example_media.recording import Take


def time_stamp(seconds: float) -> str:
    """Return `HH:MM:SS.mmm`."""
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def chapters_text(chapters: Iterable[tuple[float, str]]) -> str:
    """Return one line per chapter: time stamp and title."""
    return "".join(f"{time_stamp(start_s)} {title}\n" for start_s, title in chapters)


def transcript_text(takes: Iterable[Take]) -> str:
    """Return the transcript as WebVTT with a voice per cue."""
    cues = (
        f"{time_stamp(take.start_s)} --> {time_stamp(take.end_s)}\n"
        f"<v {take.line.speaker}>{take.line.text}\n"
        for take in takes
    )
    return "\n".join(("WEBVTT\n", *cues))
