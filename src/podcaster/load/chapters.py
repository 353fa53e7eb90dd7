"""Chapters from `chapters.txt` (a time and a title per line) or `chapters.json` (Podcasting 2.0).

What other programs write is read in `chapter_exports`, whatever the file is called.

Source:
    https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

import json
import re
from typing import Final

from podcaster.load.chapter_exports import parse_export
from podcaster.load.chapters_file import ChaptersFile
from podcaster.load.clock import BEFORE_TITLE, parse_clock
from podcaster.load.folder import ShowFolder
from podcaster.load.yaml_file import lines_of
from podcaster.model.chapters import Chapter, ChapterPlace
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, message

#: The usual names; the first that is there counts.
NAMES: Final = (
    "chapters.txt", "chapters.json", "chapters.psc", "chapters.xml", "chapters.vtt", "chapters.csv",
    "chapters.rpp",
)  # fmt: skip

#: `00:01:30.500 Title <https://example.org>`, `[01:30] - Title`.
_LINE: Final = re.compile(
    rf"\s*[(\[]?(?P<time>[\d:.,]*\d)[)\]]?(?:{BEFORE_TITLE}(?P<title>.*?))?(?:\s*<(?P<link>[^<>]+)>)?\s*$"
)


def load_chapters(folder: ShowFolder, file: str, place: Place | None) -> ChaptersFile | None:
    """Read `file`, findings and all; None after a finding if it can't be read.

    Args:
        folder: The show's folder.
        file: Relative to it.
        place: Where the file is named, or None.
    """
    text = folder.read_text(file, place)
    if text is None:
        return None
    read = parse_json_chapters if file.lower().endswith(".json") else parse_chapters
    return parse_export(file, text) or read(file, text)


def parse_chapters(file: str, text: str) -> ChaptersFile:
    """Read lines of time and title; empty lines and those that start with `#` are left out."""
    lines = lines_of(text)
    chapters: list[Chapter] = []
    places: dict[ValuePath, Place] = {}
    findings: list[Finding] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        chapter = _chapter(line)
        if chapter is None:
            findings.append(_no_chapter(file, number, line))
            continue
        places[(len(chapters),)] = _place(file, number, line)
        chapters.append(chapter)
    return ChaptersFile(tuple(chapters), SourceFile(file, lines, places), tuple(findings))


def _chapter(line: str) -> Chapter | None:
    match = _LINE.match(line)
    start_s = parse_clock(match["time"]) if match else None
    if match is None or start_s is None:
        return None
    return Chapter(start_s, (match["title"] or "").strip(), match["link"])


def _place(file: str, number: int, line: str) -> Place:
    column = len(line) - len(line.lstrip()) + 1
    return Place(file, number, column, max(1, len(line.strip())))


def _no_chapter(file: str, number: int, line: str) -> Finding:
    return finding(
        "PC601",
        _place(file, number, line),
        message("this line does not start with a time"),
        message("write it like `00:01:30 Title`"),
        source=line,
    )


def parse_json_chapters(file: str, text: str) -> ChaptersFile:
    """Read chapters as Podcasting 2.0 writes them; silent ones (`toc: false`) stand apart."""
    lines = lines_of(text)
    source = SourceFile(file, lines)
    try:
        listed = _entries(json.loads(text))
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        return ChaptersFile((), source, (_not_json(place, error, source.line(place)),))
    except (ValueError, RecursionError):
        # Numbers too long to be read, brackets without end.
        listed = None
    if listed is None:
        return ChaptersFile((), source, (_no_list(file),))
    entries = [(index, _json_chapter(entry)) for index, entry in enumerate(listed)]
    read = [row for row, entry in zip(entries, listed, strict=True) if not _is_silent(entry)]
    silent = [row for row, entry in zip(entries, listed, strict=True) if _is_silent(entry)]
    kept = [(index, chapter) for index, chapter in read if chapter]
    marks = _start_times(file, lines)
    places: dict[ValuePath, Place] = (
        {(position,): marks[index] for position, (index, _) in enumerate(kept)}
        if len(marks) == len(listed)
        else {}
    )
    return ChaptersFile(
        tuple(chapter for _, chapter in kept),
        SourceFile(file, lines, places),
        tuple(_no_json_chapter(file, index) for index, chapter in entries if chapter is None),
        tuple(chapter for _, chapter in silent if chapter),
    )


def _entries(data: object) -> list[object] | None:
    chapters = data.get("chapters") if isinstance(data, dict) else None
    return chapters if isinstance(chapters, list) else None


def _is_silent(entry: object) -> bool:
    return isinstance(entry, dict) and entry.get("toc") is False


def _json_chapter(entry: object) -> Chapter | None:
    if not isinstance(entry, dict):
        return None
    start_s = _seconds(entry.get("startTime", _clock(entry.get("start"))))
    if start_s is None:
        return None
    return Chapter(
        start_s,
        _words(entry.get("title")) or "",
        _words(entry.get("url", entry.get("href"))),
        _words(entry.get("img", entry.get("image"))),
        _seconds(entry.get("endTime")),
        _chapter_place(entry.get("location")),
    )


def _seconds(value: object) -> float | None:
    """Return a moment in seconds, if it is one."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    return float(value) if 0 <= value < _LONGEST_S else None


def _words(value: object) -> str | None:
    """Return a text on one line, or None if there is none."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _chapter_place(value: object) -> ChapterPlace | None:
    name = _words(value.get("name")) if isinstance(value, dict) else None
    if not isinstance(value, dict) or name is None:
        return None
    return ChapterPlace(name, _words(value.get("geo")), _words(value.get("osm")))


def _clock(start: object) -> float | None:
    """Return the seconds of `00:01:30.500`, as Podlove's players and exports have it."""
    return parse_clock(start) if isinstance(start, str) else None


def _start_times(file: str, lines: tuple[str, ...]) -> list[Place]:
    """Return the places of all `startTime`, which stand in the order of the chapters."""
    return [
        Place(file, number, match.start() + 1, len(match[0]))
        for number, line in enumerate(lines, start=1)
        for match in re.finditer(r'"start(?:Time)?"\s*:\s*[^,}\s]+', line)
    ]


def _not_json(place: Place, error: json.JSONDecodeError, line: str) -> Finding:
    return finding(
        "PC601",
        place,
        message("this can't be understood as JSON ({problem})", problem=error.msg),
        message("write `chapters.txt` instead, with lines like `00:01:30 Title`"),
        source=line,
    )


def _no_list(file: str) -> Finding:
    return finding(
        "PC601",
        Place(file, 1),
        message("there is no list of `chapters` in it"),
        message("write it like `{example}`", example=_EXAMPLE),
    )


def _no_json_chapter(file: str, index: int) -> Finding:
    what: Message = message("chapter {number} has no `startTime` in seconds", number=index + 1)
    return finding(
        "PC601", Place(file), what, message("write it like `{example}`", example=_EXAMPLE)
    )


#: A week; also keeps out what JSON calls Infinity and NaN.
_LONGEST_S: Final = 7 * 24 * 3600

_EXAMPLE: Final = '{"version": "1.2.0", "chapters": [{"startTime": 90, "title": "..."}]}'
