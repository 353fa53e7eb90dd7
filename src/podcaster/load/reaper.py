"""Chapters of Reaper and Ultraschall: the list of markers as CSV, and the project itself (`.rpp`).

Source:
    Reaper's own files of version 6 and 7; ultraschall.fm on `_Edit` and other marks that are none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Final

from podcaster.load.chapters_file import Row
from podcaster.load.yaml_file import lines_of

#: `MARKER 3 12.5 "Was tun?" 0 ...`; the fourth value's lowest bit says that it is a region.
_MARKER: Final = re.compile(
    r"""\s*MARKER\s+\d+\s+(?P<time>\d+(?:\.\d+)?)\s+"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\s"'`]\S*))"""
    r"""\s+(?P<flags>\d+)\b.*"""
)
_REGION: Final = 1

#: Marks for the one who cuts: `_Edit`, `_Past`, `_Planned: ...`, `_Shownote: ...`.
_NOT_FOR_LISTENERS: Final = "_"


def marker_list(text: str) -> list[Row] | None:
    """Read `#,Name,Start,...`, markers and regions alike."""
    rows = csv.reader(lines_of(text))
    try:
        header = [name.strip().lower() for name in next(rows)]
        name, start = header.index("name"), header.index("start")
        listed = [_marker(rows.line_num, row, name, start) for row in rows if row]
    except (csv.Error, ValueError):
        return None
    return [row for row in listed if not row[2].startswith(_NOT_FOR_LISTENERS)]


def _marker(line: int, row: list[str], name: int, start: int) -> Row:
    if len(row) <= max(name, start):
        return line, ",".join(row), "", None
    return line, row[start].strip(), row[name], None


def project_markers(text: str) -> Iterator[Row]:
    """Read the markers of a project; regions and what is meant for the editor are left out."""
    for number, line in enumerate(lines_of(text), start=1):
        match = _MARKER.fullmatch(line)
        if match is None or int(match["flags"]) & _REGION:
            continue
        title = next(filter(None, match.group("double", "single", "tick", "bare")), "")
        if title and not title.startswith(_NOT_FOR_LISTENERS):
            yield number, match["time"], title, None
