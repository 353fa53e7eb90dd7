"""Warnings beside a result: what decoding showed, and how many more `check` tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcaster.cli.printing import Printer
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.release import Release


def remark(printer: Printer, release: Release) -> None:
    """Print warnings on stderr."""
    printer.findings(release.mastered.findings, result=False)
    if warnings := len(release.mastered.checked.findings):
        printer.note(message("warnings: {count}; `podcaster check` shows them", count=warnings))
