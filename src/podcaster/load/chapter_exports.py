"""Chapters as other programs write them; the form is told by the content, not by the name.

Audacity's labels, Reaper's markers, WebVTT, Podlove's XML and JSON, and the lines of Matroska's
and Ogg's tools (`CHAPTER01=...`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from podcaster.load.chapters_file import ChaptersFile, Row
from podcaster.load.clock import parse_clock
from podcaster.load.reaper import marker_list, project_markers
from podcaster.load.yaml_file import lines_of
from podcaster.model.chapters import Chapter
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message

_Reader = Callable[[str], Iterable[Row] | None]

_PSC: Final = "{http://podlove.org/simple-chapters}chapter"

_SECONDS: Final = re.compile(r"\d{1,6}(?:[.,]\d{1,9})?", re.ASCII)

_LABEL: Final = re.compile(r"(\d+[.,]\d+)\t\d+[.,]\d+(?:\t(.*))?", re.ASCII)

_OGM: Final = re.compile(r"\s*CHAPTER(?P<number>\d{2,3})(?P<name>NAME)?=(?P<value>.*)", re.ASCII)

_CUE: Final = re.compile(r"\s*([\d:.]+)\s+-->\s+[\d:.]+.*", re.ASCII)


def parse_export(file: str, text: str) -> ChaptersFile | None:
    """Read chapters that another program wrote, or return None if none of them did."""
    for starts, read in _FORMS:
        if starts.match(text):
            rows = read(text)
            return _no_rows(file, text) if rows is None else _chapters(file, text, rows)
    return None


def _chapters(file: str, text: str, rows: Iterable[Row]) -> ChaptersFile:
    lines = lines_of(text)
    chapters: list[Chapter] = []
    places: dict[ValuePath, Place] = {}
    findings: list[Finding] = []
    for line, time, title, link, *picture in rows:
        start_s = _seconds(time)
        if start_s is None:
            findings.append(_no_time(file, line, time))
            continue
        places[(len(chapters),)] = Place(file, line)
        shown = picture[0] if picture else None
        chapters.append(Chapter(start_s, " ".join(title.split()), link or None, shown or None))
    return ChaptersFile(tuple(chapters), SourceFile(file, lines, places), tuple(findings))


def _seconds(time: str) -> float | None:
    if _SECONDS.fullmatch(time):
        return float(time.replace(",", "."))
    return parse_clock(time)


def _audacity(text: str) -> Iterator[Row]:
    """Read `start<tab>end<tab>title`; lines that start with a backslash hold frequencies."""
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip() or line.startswith("\\"):
            continue
        match = _LABEL.fullmatch(line.rstrip("\r"))
        yield (number, match[1], match[2] or "", None) if match else (number, line, "", None)


def _ogm(text: str) -> Iterator[Row]:
    """Read `CHAPTER01=00:00:00.000` and `CHAPTER01NAME=Title`."""
    times: dict[str, tuple[int, str]] = {}
    titles: dict[str, str] = {}
    for number, line in enumerate(lines_of(text), start=1):
        if match := _OGM.fullmatch(line):
            titles.update({match["number"]: match["value"]} if match["name"] else {})
            times.update({} if match["name"] else {match["number"]: (number, match["value"])})
        elif line.strip():
            yield number, line.strip(), "", None
    for name, (number, time) in times.items():
        yield number, time.strip(), titles.get(name, ""), None


def _webvtt(text: str) -> Iterator[Row]:
    """Read cues; what stands in one is the title."""
    lines = lines_of(text)
    for number, line in enumerate(lines, start=1):
        if match := _CUE.fullmatch(line):
            title: list[str] = []
            for said in lines[number:]:
                if not said.strip():
                    break
                title.append(said)
            yield number, match[1], _unescaped(" ".join(title)), None


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _podlove_xml(text: str) -> list[Row] | None:
    """Read `psc:chapter` elements, wherever they stand."""
    from lxml import etree  # noqa: PLC0415 - loads libxml2, and few chapters are XML

    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    rows = [
        _row(one.sourceline, (one.get("start", ""), one.get("title", "")), one.get)
        for one in root.iter(_PSC)
    ]
    return rows or None


def _row(
    line: Any,  # noqa: ANN401 - lxml's stub says nothing
    said: tuple[str, str],
    also: Callable[[str], str | None],
) -> Row:
    return (int(line or 1), *said, also("href"), also("image"))


def _podlove_json(text: str) -> list[Row] | None:
    """Read a list of `start`, `title` and `href`."""
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        return None
    lines = [text.count("\n", 0, one.start()) + 1 for one in re.finditer(r'"start"\s*:', text)]
    rows = [entry if isinstance(entry, dict) else {} for entry in entries]
    if len(lines) != len(rows):
        lines = [1] * len(rows)
    return [
        (
            line,
            str(row.get("start", "")),
            str(row.get("title") or ""),
            _text(row.get("href")),
            _text(row.get("image")),
        )
        for line, row in zip(lines, rows, strict=True)
    ]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


#: How a form starts -> its reader.
_FORMS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (re.compile(r"\s*<REAPER_PROJECT\b"), project_markers),
    (re.compile(r"\ufeff?\s*<"), _podlove_xml),
    (re.compile(r"\ufeff?WEBVTT\b"), _webvtt),
    (re.compile(r"\s*\[\s*(?:\{|\])"), _podlove_json),
    (re.compile(r"#,Name,Start\b", re.IGNORECASE), marker_list),
    (re.compile(r"\s*CHAPTER\d{2,3}=", re.ASCII), _ogm),
    (re.compile(r"\s*\d+[.,]\d+\t\d+[.,]\d+", re.ASCII), _audacity),
)


def _no_time(file: str, line: int, time: str) -> Finding:
    return finding(
        "PC601",
        Place(file, line),
        message("`{time}` is no time at which a chapter could start", time=time[:60]),
        message("write it like `00:01:30.500`"),
    )


def _no_rows(file: str, text: str) -> ChaptersFile:
    found = finding(
        "PC601",
        Place(file, 1),
        message("this looks like chapters of another program, and it is damaged"),
        message("export it again, or write lines like `00:01:30 Title`"),
    )
    return ChaptersFile((), SourceFile(file, lines_of(text)), (found,))
