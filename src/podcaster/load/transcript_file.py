"""What a file with a transcript says, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.model.draft import SourceFile
from podcaster.model.findings import Finding
from podcaster.model.transcript import Transcript


@dataclass(frozen=True)
class TranscriptFile:
    """What a file says; `source.values[(index,)]` is the place of each cue's times."""

    transcript: Transcript | None
    source: SourceFile
    findings: tuple[Finding, ...] = ()
