"""Chapters that stand as time stamps in the show notes.

A list counts if it has three lines or more that start with a time, the first at zero, each later
than the one before: `00:00 Begrüßung`, `- (02:15) **Was tun?**`, `1:02:03 – [Forum](https://...)`.
Anything else with times in it is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from podcaster.load.chapters_file import ChaptersFile
from podcaster.load.clock import BEFORE_TITLE, parse_clock
from podcaster.load.yaml_file import lines_of
from podcaster.model.chapters import Chapter
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message

#: Fewer lines with times are no list of chapters: a quotation, an appointment.
FEWEST: Final = 3

#: A list that starts later is the programme of a day: `10:00 Begrüßung`.
LATEST_START_S: Final = 300.0

_STAMP: Final = re.compile(
    r"\s{0,3}(?:[-*+]\s+|\d{1,3}[.)]\s+)?[(\[*]{0,3}(?P<time>\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)"
    rf"[)\]*]{{0,3}}{BEFORE_TITLE}(?P<title>\S.*?)\s*\\?$",
    re.ASCII,
)
_LINK: Final = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<address>https?://[^\s()<>]+)\)")
_MARKS: Final = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|\\(?=[*_\[\]`<>#~|&])")
_FENCE: Final = re.compile(r"\s{0,3}(```|~~~)")

#: What stands above a list and says nothing without it.
_LABEL: Final = re.compile(
    r"[#*_\s]*(?:kapitel(?:marken)?|zeitmarken|chapters?|time ?stamps|chapitres)[:*_\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Stamp:
    """One line with a time, its number counted from 0."""

    line: int
    chapter: Chapter


def parse_noted_chapters(file: str, text: str) -> ChaptersFile | None:
    """Return the chapters of the first list with time stamps, or None if there is no such list.

    A list that starts late or goes back is told in a finding and yields nothing.
    """
    lines = lines_of(text)
    lists = [stamps for stamps in _lists(lines) if len(stamps) >= FEWEST]
    if not lists:
        return None
    good = next((stamps for stamps in lists if _broken(stamps) is None), None)
    if good is None and lists[0][0].chapter.start_s > LATEST_START_S:
        return None
    if good is None:
        return ChaptersFile((), SourceFile(file, lines), (_no_list(file, lines, lists[0]),))
    places: dict[ValuePath, Place] = {
        (index,): _place(file, lines, stamp) for index, stamp in enumerate(good)
    }
    return ChaptersFile(tuple(stamp.chapter for stamp in good), SourceFile(file, lines, places))


def without_noted_chapters(text: str, noted: ChaptersFile) -> str:
    """Return notes without their list of chapters, which every page shows in its own place.

    Lines are emptied, not removed, so that findings still name the right ones.
    """
    lines = list(lines_of(text))
    numbers = sorted(place.line - 1 for place in noted.source.values.values())
    above = next((at for at in reversed(range(numbers[0])) if lines[at].strip()), None)
    if above is not None and _LABEL.fullmatch(lines[above]):
        numbers.append(above)
    for number in numbers:
        lines[number] = ""
    return "\n".join(lines) + "\n"


def _lists(lines: Sequence[str]) -> Iterator[list[_Stamp]]:
    """Yield runs of lines that start with a time; empty lines do not end one."""
    run: list[_Stamp] = []
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= bool(_FENCE.match(line))
        stamp = None if fenced else _stamp(number, line)
        if stamp:
            run.append(stamp)
        elif line.strip() and run:
            yield run
            run = []
    yield run


def _stamp(number: int, line: str) -> _Stamp | None:
    match = _STAMP.fullmatch(line)
    start_s = parse_clock(match["time"]) if match else None
    if match is None or start_s is None:
        return None
    link = _LINK.search(match["title"])
    title = _MARKS.sub("", _LINK.sub(r"\g<words>", match["title"]))
    return _Stamp(number, Chapter(start_s, " ".join(title.split()), link and link["address"]))


def _broken(stamps: Sequence[_Stamp]) -> _Stamp | None:
    """Return the first line that keeps a list from being one of chapters."""
    if stamps[0].chapter.start_s > 0:
        return stamps[0]
    return next(
        (
            after
            for before, after in pairwise(stamps)
            if after.chapter.start_s <= before.chapter.start_s
        ),
        None,
    )


def _place(file: str, lines: Sequence[str], stamp: _Stamp) -> Place:
    line = lines[stamp.line]
    return Place(file, stamp.line + 1, len(line) - len(line.lstrip()) + 1, len(line.strip()))


def _no_list(file: str, lines: Sequence[str], stamps: Sequence[_Stamp]) -> Finding:
    wrong = _broken(stamps) or stamps[0]
    return finding(
        "PC609",
        _place(file, lines, wrong),
        message("these time stamps look like chapters, but do not ascend from 00:00"),
        message("let the first be `00:00`, and each later than the one before"),
        source=lines[wrong.line],
    )
