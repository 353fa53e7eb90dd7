"""Lines of YAML taken apart, and put together again with quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Indent and dashes, key, value, comment of a line such as `  - title: Was nun? # neu`.
_ENTRY: Final = re.compile(
    r"(?P<indent>\s*(?:- +)*)(?P<key>[^\s:#'\"\[{][^:]*?:\s+)?(?P<value>.*?)(?P<rest>\s+#.*|\s*)$"
)


@dataclass(frozen=True)
class Spot:
    """Where the parser stopped.

    Attributes:
        line: First line is 0.
        column: First column is 0.
        text: That line.
        began: The line and column in which the unfinished thing began, or None.
        problem: The parser's own words.
    """

    line: int
    column: int
    text: str
    began: tuple[int, int] | None
    problem: str

    @property
    def sign(self) -> str:
        """The character it stopped at, or ""."""
        return self.text[self.column : self.column + 1]

    @property
    def entry(self) -> dict[str, str]:
        """The line taken apart: indent, key, value, rest."""
        match = _ENTRY.match(self.text)
        return {name: value or "" for name, value in match.groupdict().items()} if match else {}


def quoted(text: str) -> str:
    """Return `text` in quotation marks that suit it: double, or single if it holds double."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quoted_line(line: str) -> str:
    """Return a line such as `title: Was: nun` with its value in quotation marks."""
    match = _ENTRY.match(line)
    if not match:
        return quoted(line.strip())
    start = f"{match['indent'].lstrip()}{match['key'] or ''}"
    return f"{start}{quoted(_bare(match['value']))}"


def _bare(value: str) -> str:
    """Return `value` without the pair of quotation marks around it, if there is one."""
    whole = value[:1] in {"'", '"'} and value[:1] == value[-1:] and len(value) > 1
    return value[1:-1] if whole else value
