"""Transcripts from WebVTT (`<v Name>` says who speaks) and SRT (`Name:` at a change of speaker).

JSON and plain scripts have readers of their own.

webvtt-py leaves entities such as `&amp;` in its texts and drops what it can't read without a
word; so entities are resolved here, and the lines with times are looked at first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Final

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption

from podcaster.load.clock import parse_clock
from podcaster.load.folder import ShowFolder
from podcaster.load.speakers import Beginning, speakers
from podcaster.load.transcript_file import TranscriptFile
from podcaster.load.transcript_json import parse_json_transcript
from podcaster.load.transcript_script import parse_script
from podcaster.load.yaml_file import lines_of
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message
from podcaster.model.transcript import Cue, Transcript

_ARROW: Final = "-->"
_TIMES: Final = re.compile(r"\s*(?P<start>[\d:.,]+)\s*-->\s*(?P<end>[\d:.,]+)(?=\s|$)")
_VOICE: Final = re.compile(r"<v(?:\.[\w.-]+)*\s+([^>]+)>")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>")

#: Up to four words, the first with a capital letter: `Gast aus Hannover: ...`.
_PREFIX: Final = re.compile(r"(?P<name>(?=[^\W\d_a-z])[\w.*'’-]+(?: [\w.*'’-]+){0,3}): +(?=\S)")


def load_transcript(
    folder: ShowFolder, file: str, language: str, place: Place | None, people: Iterable[str] = ()
) -> TranscriptFile | None:
    """Read `file`; None after a finding if it can't be read.

    Args:
        folder: The show's folder.
        file: Relative to it.
        language: What is spoken.
        place: Where the file is named, or None.
        people: Names of those who take part.
    """
    text = folder.read_text(file, place)
    if text is None:
        return None
    loaded = parse_transcript(file, text, language, people)
    folder.findings.extend(loaded.findings)
    return loaded


def parse_transcript(
    file: str, text: str, language: str, people: Iterable[str] = ()
) -> TranscriptFile:
    """Read WebVTT, SRT, JSON or a script; which of them, the name's ending says."""
    suffix = file.lower().rpartition(".")[2]
    if suffix == "json":
        return parse_json_transcript(file, text, language)
    read = parse_script if suffix in _SCRIPTS else _parse_captions
    return read(file, text, language, people)


def _parse_captions(file: str, text: str, language: str, people: Iterable[str]) -> TranscriptFile:
    is_srt = file.lower().endswith(".srt")
    source = SourceFile(file, lines_of(text))
    broken = tuple(_broken_times(source, is_srt=is_srt))
    if broken:
        return TranscriptFile(None, source, broken)
    try:
        captions = _captions(text, is_srt=is_srt)
    except (MalformedFileError, MalformedCaptionError):
        captions = []
    if not captions:
        return TranscriptFile(None, source, (_nothing(source, is_srt=is_srt),))
    placed = list(_placed(captions, source))
    cues = _with_prefixes(placed, people) if is_srt else placed
    values: dict[ValuePath, Place] = {(index,): place for index, (_, place) in enumerate(cues)}
    transcript = Transcript(language, tuple(cue for cue, _ in cues))
    return TranscriptFile(transcript, replace(source, values=values))


def _captions(text: str, *, is_srt: bool) -> list[Caption]:
    read = (
        webvtt.from_buffer(io.StringIO(text), format="srt") if is_srt else webvtt.from_string(text)
    )
    return read.captions


def _time_lines(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line with an arrow, except in comments."""
    in_comment = False
    for number, line in enumerate(source.lines, start=1):
        in_comment = bool(line.strip()) and (in_comment or line.startswith(("NOTE", "STYLE")))
        if _ARROW in line and not in_comment:
            yield number, line


def _times(line: str, *, is_srt: bool) -> tuple[float, float] | None:
    match = _TIMES.match(line)
    if not match or (not is_srt and "," in match[0]):
        return None
    start_s, end_s = parse_clock(match["start"]), parse_clock(match["end"])
    return None if start_s is None or end_s is None else (start_s, end_s)


def _broken_times(source: SourceFile, *, is_srt: bool) -> Iterator[Finding]:
    example = "00:01:02,000 --> 00:01:05,500" if is_srt else "00:01:02.000 --> 00:01:05.500"
    for number, line in _time_lines(source):
        if _times(line, is_srt=is_srt) is None:
            yield finding(
                "PC611",
                _line_place(source.file, number, line),
                message("these times can't be understood"),
                message("write them like `{example}`", example=example),
                source=line,
            )


def _line_place(file: str, number: int, line: str) -> Place:
    return Place(file, number, len(line) - len(line.lstrip()) + 1, max(1, len(line.strip())))


def _nothing(source: SourceFile, *, is_srt: bool) -> Finding:
    place = Place(source.file, 1 if source.lines else 0)
    if not is_srt and not source.line(Place(source.file, 1)).startswith("WEBVTT"):
        return finding(
            "PC611",
            place,
            message("a WebVTT file starts with `WEBVTT`"),
            message("write `WEBVTT` and an empty line at its top, or call the file `.srt`"),
            source=source.line(place),
        )
    return finding("PC611", place, message("nothing is said in it"), source=source.line(place))


def _placed(captions: Sequence[Caption], source: SourceFile) -> Iterator[tuple[Cue, Place]]:
    """Yield each cue with the line of its times: the next one that starts when the cue does."""
    lines = iter(list(_time_lines(source)))
    is_srt = source.file.lower().endswith(".srt")
    for caption in captions:
        start_s, end_s = _seconds(caption.start), _seconds(caption.end)
        place = Place(source.file)
        for number, line in lines:
            times = _times(line, is_srt=is_srt)
            if times and abs(times[0] - start_s) < _SAME_S:
                place = _line_place(source.file, number, line)
                break
        for speaker, text in _voices(caption.raw_text):
            yield Cue(start_s, end_s, text, speaker), place


#: webvtt-py keeps milliseconds.
_SAME_S: Final = 0.0015


def _seconds(clock: str) -> float:
    return parse_clock(clock) or 0.0


def _voices(raw: str) -> Iterator[tuple[str, str]]:
    """Yield who says what in one cue; a cue may hold several voices, in the same time."""
    parts = _VOICE.split(raw)
    for speaker, said in zip(["", *parts[1::2]], parts[::2], strict=True):
        if text := " ".join(unescape(_TAG.sub("", said)).split()):
            yield unescape(speaker).strip(), text


def _with_prefixes(
    cues: Sequence[tuple[Cue, Place]], people: Iterable[str]
) -> list[tuple[Cue, Place]]:
    """Take `Name:` from the texts, if the first cue has one; a name holds until the next."""
    matches = [_PREFIX.match(cue.text) for cue, _ in cues]
    if not matches or not matches[0]:
        return list(cues)
    found = [Beginning(match["name"], match is matches[0]) for match in matches if match]
    known = speakers(found, people)
    named: list[tuple[Cue, Place]] = []
    speaker = ""
    for (cue, place), match in zip(cues, matches, strict=True):
        begins = match if match and match["name"].casefold() in known else None
        speaker = begins["name"] if begins else speaker
        text = cue.text[begins.end() :] if begins else cue.text
        named.append((replace(cue, text=text, speaker=speaker), place))
    return named


#: Endings of plain scripts.
_SCRIPTS: Final = frozenset({"txt", "md"})
