"""The codes that findings have."""

from __future__ import annotations

from typing import Final

from podcaster.model.codes import CHAPTERS_OF_CODES, CODES, Code
from podcaster.model.explanation import Source
from podcaster.model.explanations import EXPLANATIONS
from podcaster.model.findings import Severity
from podcaster.model.profiles import DEMANDS, level
from reference_pages.tables import code, page, table

INTRO: Final = """\
`podcaster check` runs all checks and prints all findings at once. Each has a code that stays the
same for ever, the place, the line with a caret, and a hint. An **error** stops everything that
comes after; a **warning** is shown. In a draft episode errors are warnings, too: a draft may be
unfinished. Codes are statements that should hold. `podcaster explain CODE` prints what stands
here, in your language.

`podcaster check --profile apple` or `psp1` shows what that directory demands (an error) or wishes
for (a warning), and leaves out what only others ask for; rules about files, YAML, templates and
channels count always. Without it, and for `build` and `publish`, the column *otherwise* counts."""

WORDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def checks_page() -> str:
    """Return every code by chapter."""
    sections = (
        f"## {prefix}xx: {title}\n\n{_rows(prefix)}" for prefix, title in CHAPTERS_OF_CODES.items()
    )
    return page("Checks", INTRO, *sections)


def _rows(prefix: str) -> str:
    rows = (_row(name, meaning) for name, meaning in CODES.items() if name.startswith(prefix))
    head = (
        "code",
        "what should hold",
        "otherwise",
        "Apple",
        "PSP-1",
        "why, and what to do",
        "source",
    )
    return table(head, rows)


def _row(name: str, meaning: Code) -> tuple[str, ...]:
    known = EXPLANATIONS[name]
    levels = (level(name, profile, meaning.severity) for profile in DEMANDS)
    return (
        code(name),
        meaning.title,
        WORDS[meaning.severity],
        *("–" if found is None else WORDS[found] for found in levels),
        f"{known.why}; {known.cure}",
        ", ".join(_source(source) for source in known.sources),
    )


def _source(source: Source) -> str:
    return f"[{source.name}]({source.address})" if source.address else source.name
