"""The codes that findings have."""

from __future__ import annotations

from typing import Final

from podcaster.model.codes import CHAPTERS_OF_CODES, CODES, Code
from podcaster.model.findings import Severity
from reference_pages.tables import code, page, table

INTRO: Final = """\
`podcaster check` runs all checks and prints all findings at once. Each has a code that stays the
same for ever, the place, the line with a caret, and a hint. An **error** stops everything that
comes after; a **warning** is shown. In a draft episode errors are warnings, too: a draft may be
unfinished. Codes are statements that should hold."""

WORDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def checks_page() -> str:
    """Return every code by chapter."""
    sections = (
        f"## {prefix}xx: {title}\n\n{_rows(prefix)}" for prefix, title in CHAPTERS_OF_CODES.items()
    )
    return page("Checks", INTRO, *sections)


def _rows(prefix: str) -> str:
    rows = (_row(name, meaning) for name, meaning in CODES.items() if name.startswith(prefix))
    return table(("code", "what should hold", "otherwise"), rows)


def _row(name: str, meaning: Code) -> tuple[str, str, str]:
    return code(name), meaning.title, WORDS[meaning.severity]
