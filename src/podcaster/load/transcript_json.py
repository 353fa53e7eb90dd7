"""Transcripts in JSON: Podcasting 2.0's, Podlove's, and what Whisper writes.

Source:
    Podcastindex-org/podcast-namespace, transcripts, JSON 1.0.0; Podlove Publisher's exports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from podcaster.load.clock import parse_clock
from podcaster.load.transcript_file import TranscriptFile
from podcaster.load.yaml_file import lines_of
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message
from podcaster.model.transcript import Cue, Transcript

#: What the list is called, where it does not stand by itself.
_LISTS: Final = ("segments", "transcripts", "transcript")

#: What a value is called, the first that is there counts.
_STARTS: Final = ("startTime", "start")
_ENDS: Final = ("endTime", "end")
_TEXTS: Final = ("body", "text")
_SPEAKERS: Final = ("speaker", "voice")

#: A week; also keeps out what JSON calls Infinity and NaN.
_LONGEST_S: Final = 7 * 24 * 3600

_EXAMPLE: Final = (
    '{"version": "1.0.0", "segments": '
    '[{"speaker": "Moderation", "startTime": 0.5, "endTime": 2.5, "body": "..."}]}'
)


def parse_json_transcript(file: str, text: str, language: str) -> TranscriptFile:
    """Read segments; one that has no times makes the whole file unusable, and is told."""
    lines = lines_of(text)
    source = SourceFile(file, lines)
    try:
        segments = _segments(json.loads(text))
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        return TranscriptFile(None, source, (_not_json(place, error, source),))
    except (ValueError, RecursionError):
        # Numbers too long to be read, brackets without end.
        segments = None
    if not segments:
        return TranscriptFile(None, source, (_no_segments(file, lines),))
    cues = [_cue(segment) for segment in segments]
    places = _places(file, lines, len(segments))
    broken = tuple(_broken(places[at], source) for at, cue in enumerate(cues) if cue is None)
    if broken:
        return TranscriptFile(None, source, broken)
    said = [(cue, places[at]) for at, cue in enumerate(cues) if cue and cue.text]
    values: dict[ValuePath, Place] = {(at,): place for at, (_, place) in enumerate(said)}
    transcript = Transcript(language, tuple(cue for cue, _ in said))
    return TranscriptFile(transcript, SourceFile(file, lines, values))


def _segments(data: object) -> list[object] | None:
    if isinstance(data, dict):
        data = next((data[name] for name in _LISTS if name in data), None)
    return data if isinstance(data, list) else None


def _cue(segment: object) -> Cue | None:
    """Return what a segment says, or None if it lacks its times or its words."""
    if not isinstance(segment, dict):
        return None
    start_s, end_s = _seconds(segment, _STARTS), _seconds(segment, _ENDS)
    text = next(_words(segment, _TEXTS), None)
    if start_s is None or end_s is None or text is None:
        return None
    return Cue(start_s, end_s, text, next(filter(None, _words(segment, _SPEAKERS)), ""))


def _seconds(segment: Mapping[str, object], names: tuple[str, ...]) -> float | None:
    """Return a time: a number of seconds, or a clock as Podlove has it."""
    value = next((segment[name] for name in names if name in segment), None)
    if isinstance(value, str):
        return parse_clock(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value < _LONGEST_S else None


def _words(segment: Mapping[str, object], names: tuple[str, ...]) -> Iterator[str]:
    values = (segment.get(name) for name in names)
    yield from (" ".join(value.split()) for value in values if isinstance(value, str))


def _places(file: str, lines: tuple[str, ...], count: int) -> list[Place]:
    """Return where each segment starts; the file as a whole where that can't be told."""
    found = [
        Place(file, number, match.start() + 1, len(match[0]))
        for number, line in enumerate(lines, start=1)
        for match in re.finditer(r'"start(?:Time)?"\s*:\s*[^,}\s]+', line)
    ]
    return found if len(found) == count else [Place(file, 1)] * count


def _not_json(place: Place, error: json.JSONDecodeError, source: SourceFile) -> Finding:
    return finding(
        "PC611",
        place,
        message("this can't be understood as JSON ({problem})", problem=error.msg),
        message("export it again, or use WebVTT"),
        source=source.line(place),
    )


def _no_segments(file: str, lines: tuple[str, ...]) -> Finding:
    return finding(
        "PC611",
        Place(file, 1 if lines else 0),
        message("there is no list of `segments` in it"),
        message("write it like `{example}`", example=_EXAMPLE),
    )


def _broken(place: Place, source: SourceFile) -> Finding:
    return finding(
        "PC611",
        place,
        message("a segment lacks its start, its end or its words"),
        message("write it like `{example}`", example=_EXAMPLE),
        source=source.line(place),
    )
