"""The YAML that people mostly write, read line by line, in a sixteenth of the time.

Anything out of the ordinary (escapes, anchors, tags, nested flow, texts over several lines without
`>`, tabs, mistakes) is left to the parser of the whole language, which then says the same of all
the rest: a test compares the two on whatever hypothesis thinks of.

Source:
    YAML 1.2.2, chapters 6 to 8.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from podcaster.model.draft import ValuePath
from podcaster.model.findings import Place

V = TypeVar("V")

#: Beyond this the parser of the whole language counts nodes and depth.
MOST_LINES: Final = 2000
_DEEPEST: Final = 12

#: What may stand anywhere; tabs, other line breaks and byte order marks have rules of their own.
_ORDINARY: Final = re.compile(
    "[\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*"
)
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,60}):(?: +(?=\S)|(?= *$)|(?= +#))")

#: A text without quotation marks: no sign at its start but that of a number, no `: ` and no ` #`.
_PLAIN: Final = re.compile(
    r"(?:-(?=[0-9]))?[^\s!-/:-@\[-`{-~](?:[^\s:#]|:(?=\S)|(?<=\S)#| +(?=[^\s#]))*(?= *$| +#)"
)
_QUOTED: Final = re.compile(r"\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'")
_IN_FLOW: Final = re.compile(
    r"(?:-(?=[0-9]))?[^\s!-/:-@\[-`{-~](?:[^\s:#,\[\]{}\"']| +(?=[^\s:#,\[\]{}\"']))*"
)
_REST: Final = re.compile(r" *(?: #.*)?")

#: `Mehr unter #Sicherheit`: a comment to YAML, and hardly to whoever wrote it.
CUT_OFF: Final = re.compile(r" +(?P<rest>#[^\s#].*)")
_BLOCK: Final = re.compile(r"(?P<kind>[|>])(?P<strip>-?) *")


class _OutOfTheOrdinaryError(Exception):
    """Something that only the parser of the whole language reads."""


@dataclass(frozen=True)
class PlainDocument:
    """What a document says, and where each value and key stands."""

    value: object
    values: dict[ValuePath, Place]
    keys: dict[ValuePath, Place]


def read_plain(
    file: str, text: str, lines: tuple[str, ...], plain_value: Callable[[str], V]
) -> PlainDocument | None:
    """Read a document, or return None if it is out of the ordinary.

    Args:
        file: For places.
        text: The document.
        lines: The same without line breaks.
        plain_value: Says what a text without quotation marks means.
    """
    if len(lines) > MOST_LINES or not text.endswith("\n") or not _ORDINARY.fullmatch(text):
        return None
    reader = _Reader(file, lines, plain_value)
    try:
        at = reader.next_line(0)
        if at >= len(lines) or reader.indent(at):
            return None
        value, end = reader.block(at, 0, ())
    except _OutOfTheOrdinaryError:
        return None
    whole = reader.next_line(end) >= len(lines)
    return PlainDocument(value, reader.values, reader.keys) if whole else None


@dataclass
class _Reader:
    """Reads blocks from a line on, and says on which line each ends."""

    file: str
    lines: tuple[str, ...]
    plain_value: Callable[[str], object]
    values: dict[ValuePath, Place] = field(default_factory=dict)
    keys: dict[ValuePath, Place] = field(default_factory=dict)

    def next_line(self, at: int) -> int:
        """Return the first line from `at` on that says something."""
        while at < len(self.lines) and _says_nothing(self.lines[at]):
            at += 1
        return at

    def indent(self, at: int) -> int:
        """Return how far line `at` is indented; -1 behind the last one."""
        if at >= len(self.lines):
            return -1
        return len(self.lines[at]) - len(self.lines[at].lstrip(" "))

    def block(self, at: int, column: int, path: ValuePath) -> tuple[object, int]:
        """Read the list or mapping that starts at `column` of line `at`."""
        if len(path) > _DEEPEST:
            raise _OutOfTheOrdinaryError
        self.values[path] = self._place(at, column, len(self.lines[at].rstrip()))
        if self.lines[at].startswith("- ", column):
            return self._list(at, column, path)
        return self._mapping(at, column, path)

    def _place(self, at: int, start: int, stop: int) -> Place:
        return Place(self.file, at + 1, start + 1, max(1, stop - start))

    def _list(self, at: int, column: int, path: ValuePath) -> tuple[list[object], int]:
        found: list[object] = []
        while self.indent(at) == column and self.lines[at].startswith("- ", column):
            value, at = self._entry(at, column + 2, (*path, len(found)))
            found.append(value)
        if self.indent(at) > column:
            raise _OutOfTheOrdinaryError
        return found, at

    def _entry(self, at: int, column: int, path: ValuePath) -> tuple[object, int]:
        line = self.lines[at]
        if _KEY.match(line, column):
            return self.block(at, column, path)
        if line.startswith("- ", column):
            raise _OutOfTheOrdinaryError
        value = self._inline(at, column, path)
        return value, self._after(at, column - 2)

    def _mapping(self, at: int, column: int, path: ValuePath) -> tuple[dict[str, object], int]:
        found: dict[str, object] = {}
        first = at
        while at == first or self.indent(at) == column:
            match = _KEY.match(self.lines[at], column)
            if match is None or match["key"] in found:
                break
            key = match["key"]
            self.keys[(*path, key)] = self._place(at, column, match.end("key"))
            found[key], at = self._value(at, match.end(), column, (*path, key))
        if self.indent(at) >= column:
            raise _OutOfTheOrdinaryError
        return found, at

    def _value(self, at: int, start: int, column: int, path: ValuePath) -> tuple[object, int]:
        """Read what stands behind a key: in its line, or below it."""
        line = self.lines[at]
        if _REST.fullmatch(line, start) or line.startswith("#", start):
            return self._below(at, column, path)
        if block := _BLOCK.fullmatch(line, start):
            self.values[path] = self._place(at, start, len(line.rstrip()))
            return self._folded(at + 1, column, block)
        return self._inline(at, start, path), self._after(at, column)

    def _below(self, at: int, column: int, path: ValuePath) -> tuple[object, int]:
        """Read the block below a key; a list may stand in the key's own column."""
        below = self.next_line(at + 1)
        indent = self.indent(below)
        if indent > column or (indent == column and self.lines[below].startswith("- ", column)):
            return self.block(below, indent, path)
        self.values[path] = self.keys[path]
        return None, below

    def _after(self, at: int, column: int) -> int:
        """Return the next line; one that is indented further would go on with the text."""
        after = self.next_line(at + 1)
        if self.indent(after) > column:
            raise _OutOfTheOrdinaryError
        return after

    def _folded(self, at: int, column: int, block: re.Match[str]) -> tuple[str, int]:
        """Read a text over several lines of one indent; blank lines inside have their own rules."""
        indent, end = self.indent(at), at
        while end < len(self.lines) and self.lines[end].strip() and self.indent(end) == indent:
            end += 1
        after = end
        while after < len(self.lines) and not self.lines[after].strip():
            after += 1
        if indent <= column or end == at or self.indent(after) > column:
            raise _OutOfTheOrdinaryError
        parts = [line[indent:] for line in self.lines[at:end]]
        if any(part != part.rstrip() for part in parts):
            raise _OutOfTheOrdinaryError
        text = ("\n" if block["kind"] == "|" else " ").join(parts)
        return text if block["strip"] else f"{text}\n", self.next_line(after)

    def _inline(self, at: int, start: int, path: ValuePath) -> object:
        """Read a text, a number or a list that ends in its line."""
        line = self.lines[at]
        value: object
        if line.startswith("[", start):
            value, stop = self._flow(at, start, path)
        elif match := _QUOTED.match(line, start):
            value, stop = match["double"] or match["single"] or "", match.end()
        elif match := _PLAIN.match(line, start):
            value, stop = self.plain_value(match[0]), match.end()
            if CUT_OFF.match(line, stop):
                raise _OutOfTheOrdinaryError
        else:
            raise _OutOfTheOrdinaryError
        if not _REST.fullmatch(line, stop):
            raise _OutOfTheOrdinaryError
        self.values[path] = self._place(at, start, stop)
        return value

    def _flow(self, at: int, start: int, path: ValuePath) -> tuple[list[object], int]:
        """Read `[a, "b", 3]`."""
        line, found, here = self.lines[at], list[object](), _skip(self.lines[at], start + 1)
        while not line.startswith("]", here):
            match = _QUOTED.match(line, here) or _IN_FLOW.match(line, here)
            if match is None:
                raise _OutOfTheOrdinaryError
            quoted = line[here] in "\"'"
            text = match[0][1:-1] if quoted else match[0]
            self.values[(*path, len(found))] = self._place(at, here, match.end())
            found.append(text if quoted else self.plain_value(text))
            here = _skip(line, match.end())
            if line.startswith(",", here):
                here = _skip(line, here + 1)
            elif not line.startswith("]", here):
                raise _OutOfTheOrdinaryError
        return found, here + 1


def _skip(line: str, at: int) -> int:
    """Return the first column from `at` on that is no blank."""
    while line.startswith(" ", at):
        at += 1
    return at


def _says_nothing(line: str) -> bool:
    """Tell whether a line is empty or a comment."""
    bare = line.lstrip(" ")
    return not bare or bare.startswith("#")
