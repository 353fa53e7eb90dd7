"""What a file of chapters says, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.model.chapters import Chapter
from podcaster.model.draft import SourceFile
from podcaster.model.findings import Finding

#: A chapter as another program wrote it: line, time as written, title, link.
Row = tuple[int, str, str, str | None]


@dataclass(frozen=True)
class ChaptersFile:
    """What a file says: chapters in its order, `source.values[(index,)]` the place of each."""

    chapters: tuple[Chapter, ...]
    source: SourceFile
    findings: tuple[Finding, ...] = ()
