"""What a check found: a code, a place, a sentence and a hint that says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from podcaster.model.message import Message


class Severity(StrEnum):
    """An error stops the walk; a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands.

    Attributes:
        file: Path relative to the show's folder, with `/`, or as the user named it.
        line: First line is 1; 0 means the file as a whole.
        column: First column is 1; 0 means the line as a whole.
        length: How many characters the caret underlines.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        """Return `file:line:column`, as far as known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True)
class Finding:
    """One result of one check.

    Attributes:
        code: Stable name of the rule, such as `PC104`; never reused for something else.
        severity: Whether it stops the walk.
        place: Where it stands.
        message: What is wrong.
        hint: What to do, or None where the message says all.
        source: The offending line as the file has it, without its line ending; "" where there is
            none (binary files, folders).
    """

    code: str
    severity: Severity
    place: Place
    message: Message
    hint: Message | None = None
    source: str = ""

    @property
    def stops(self) -> bool:
        """Whether this finding stops the walk."""
        return self.severity is Severity.ERROR


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of files and lines, each only once."""
    once = {(row.place, row.code, str(row.message)): row for row in findings}
    return tuple(once[key] for key in sorted(once))
