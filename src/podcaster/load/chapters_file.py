"""What a file of chapters says, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.model.chapters import Chapter
from podcaster.model.draft import SourceFile
from podcaster.model.findings import Finding

#: A chapter as another program wrote it: line, time as written, title, link; some have a picture.
Row = tuple[int, str, str, str | None] | tuple[int, str, str, str | None, str | None]


@dataclass(frozen=True)
class ChaptersFile:
    """What a file says.

    Attributes:
        chapters: In its order.
        source: `values[(index,)]` is the place of each chapter.
        findings: What can't be understood.
        silent: Those that apps don't list (`toc: false`), such as a picture for a while.
    """

    chapters: tuple[Chapter, ...]
    source: SourceFile
    findings: tuple[Finding, ...] = ()
    silent: tuple[Chapter, ...] = ()
