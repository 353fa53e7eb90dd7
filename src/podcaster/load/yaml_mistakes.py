"""What the YAML parser could not read, said in plain words, with the line as it should be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from podcaster.load.yaml_lines import Spot, quoted_line
from podcaster.model.codes import finding
from podcaster.model.conflict import CONFLICT, is_conflict
from podcaster.model.draft import SourceFile
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, message

Words = tuple[Message, Message | None]


def explain(error: Exception, source: SourceFile) -> Finding:
    """Return a finding for what the parser raised."""
    if isinstance(error, ReaderError):
        return _forbidden_character(error, source)
    if isinstance(error, (OverflowError, ValueError, AssertionError)):
        return _impossible_number(source)
    if conflict := _conflict(source):
        return conflict
    if not isinstance(error, MarkedYAMLError):
        return _too_tangled(source)
    spot = _spot(error, source)
    what, hint = next(
        (words(spot) for sign, words in _MISTAKES if re.search(sign, spot.problem)),
        _unknown(spot),
    )
    place = _place(spot, source)
    return finding("PC103", place, what, hint, source=source.line(place))


def _conflict(source: SourceFile) -> Finding | None:
    """Explain what git leaves in a file that two people changed; parsers stumble anywhere."""
    for number, line in enumerate(source.lines, start=1):
        if is_conflict(line):
            place = Place(source.file, number, 1, len(line.rstrip()))
            return finding("PC103", place, *CONFLICT, source=line)
    return None


def _spot(error: MarkedYAMLError, source: SourceFile) -> Spot:
    began = error.context_mark and (error.context_mark.line, error.context_mark.column)
    mark = error.problem_mark or error.context_mark
    problem = f"{error.context or ''}: {error.problem or ''}"
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if began and re.search(_BLAMED_AT_START, problem):
        line, column = began
    text = source.lines[line] if line < len(source.lines) else ""
    return Spot(line, column, text, began, problem)


def _place(spot: Spot, source: SourceFile) -> Place:
    """Return the place to show; the end of the file is shown at its last line."""
    if spot.line < len(source.lines):
        return Place(source.file, spot.line + 1, spot.column + 1)
    return Place(source.file, len(source.lines), len(source.lines[-1]) + 1 if source.lines else 0)


def _colon(spot: Spot) -> Words:
    """Explain `title: Sicherheit: Was nun?`, the commonest mistake of all."""
    entry = spot.entry
    if entry.get("key") and len(entry["indent"] + entry["key"]) <= spot.column:
        return (
            message("a colon with a blank behind it can't stand in a text without quotation marks"),
            message(
                "put the text in quotation marks: `{line}`",
                line=quoted_line(spot.text),
            ),
        )
    return (
        message("this line stands further to the right than its neighbours, or belongs to a text"),
        message("start it in the column of the line above, or put the whole text in quotes"),
    )


def _first_sign(spot: Spot) -> Words:
    """Explain `title: *innen` and other signs that mean something else to YAML."""
    if spot.sign == "\t":
        return (
            message("a tab stands where only blanks may"),
            message("indent with blanks, two for each step"),
        )
    return (
        message("a text must not begin with {sign} unless it is in quotation marks",
                sign=spot.sign),
        message("put the text in quotation marks: `{line}`", line=quoted_line(spot.text)),
    )  # fmt: skip


def _open_quote(spot: Spot) -> Words:
    return (
        message("the quotation mark {mark} that opens here is never closed", mark=spot.sign),
        message("close it at the end of the text with {mark}", mark=spot.sign),
    )


def _open_bracket(spot: Spot) -> Words:
    closing = {"[": "]", "{": "}"}.get(spot.sign, "]")
    return (
        message("the bracket `{sign}` that opens here is never closed", sign=spot.sign),
        message("close it with `{closing}`, with commas between its parts", closing=closing),
    )


def _no_colon(spot: Spot) -> Words:
    """Explain `-c` and `key:value`, which lack a blank, and lines without any colon."""
    text = spot.text.strip()
    glued = re.match(r"(-|[\w-]+:)(?=\S)(.+)", text)
    if glued:
        return (
            message("a blank is missing behind `{sign}`", sign=glued[1]),
            message("write `{line}`", line=f"{glued[1]} {glued[2]}"),
        )
    return (
        message("this line has no `key: value`"),
        message("add the key, or indent the line if it belongs to the text above"),
    )


def _escape(_: Spot) -> Words:
    return (
        message("a backslash means something else between double quotation marks"),
        message("use single quotation marks: {mark} ... {mark}", mark="'"),
    )


def _dash(spot: Spot) -> Words:
    return (
        message("a list can't start behind its key"),
        message("start each entry on a line of its own, indented: `{entry}`",
                entry=spot.text[spot.column:].strip() or "- ..."),
    )  # fmt: skip


def _after_quote(spot: Spot) -> Words:
    """Explain `title: "x" und y`, and an unclosed quotation mark that the next one closes."""
    entry = spot.entry
    opening = len(entry.get("indent", "") + entry.get("key", ""))
    if spot.column <= opening + 1:
        return (
            message("a quotation mark in a line above is never closed"),
            message("close it at the end of its text"),
        )
    return (
        message("the text goes on behind its closing quotation mark"),
        message(
            "put the whole text in other quotation marks: `{line}`", line=quoted_line(spot.text)
        ),
    )


def _nested_key(_: Spot) -> Words:
    return (
        message("a key should be one word or text"),
        message("write `key: value`"),
    )


def _too_deep(_: Spot) -> Words:
    return (
        message("too many lists or keys lie inside each other"),
        message("remove the brackets or indents that are not needed"),
    )


def _indent(_: Spot) -> Words:
    return (
        message("this line is indented in another way than its neighbours"),
        message("let all keys of one level start in the same column"),
    )


def _two_documents(_: Spot) -> Words:
    return (
        message("`---` starts a second document, and only one is read"),
        message("remove the line and what does not belong here"),
    )


def _unknown(spot: Spot) -> Words:
    return (
        message("this can't be understood as YAML ({problem})", problem=spot.problem.strip(": ")),
        message("compare indent, colons, blanks and quotation marks with the lines around it"),
    )


#: For these the parser stops late; the mistake is where the thing began.
_BLAMED_AT_START: Final = (
    r"quoted scalar: found unexpected (end|document)|flow (sequence|mapping)"
    r"|scanning an? (alias|anchor|block scalar|directive|tag)|could not find expected"
)

#: What the walk over the nodes says where a key is a list or holds keys itself.
NESTED_KEY: Final = "a key that is no text"

#: Parser's words -> ours; the first that fits counts.
_MISTAKES: Final[tuple[tuple[str, Callable[[Spot], Words]], ...]] = (
    (r"mapping values are not allowed", _colon),
    (r"quoted scalar: found unexpected (end|document)", _open_quote),
    (r"unknown escape|expected escape sequence", _escape),
    (r"flow (sequence|mapping)", _open_bracket),
    (r"undefined alias|cannot start any token", _first_sign),
    (r"scanning an? (alias|anchor|block scalar|directive|tag)", _first_sign),
    (r"could not find expected ':'", _no_colon),
    (r"sequence entries are not allowed", _dash),
    (r"expected <block end>, but found '<scalar>'", _after_quote),
    (r"maximum depth", _too_deep),
    (NESTED_KEY, _nested_key),
    (r"another document|<document start>", _two_documents),
    (r"expected <block end>|block (mapping|collection|sequence)", _indent),
)


def _forbidden_character(error: ReaderError, source: SourceFile) -> Finding:
    """Explain control characters, which come from copying out of other programs."""
    line, column = _line_of(error.position, source)
    place = Place(source.file, line, column)
    return finding(
        "PC103",
        place,
        message("an invisible character (U+{number}) can't stand here", number=_hex(error)),
        message("delete it; it may have come along when text was copied"),
    )


def _hex(error: ReaderError) -> str:
    number = error.character if isinstance(error.character, int) else ord(error.character[0])
    return f"{number:04X}"


def _line_of(position: int, source: SourceFile) -> tuple[int, int]:
    for number, line in enumerate(source.lines, start=1):
        if position <= len(line):
            return number, position + 1
        position -= len(line) + 1
    return len(source.lines), 1


def _impossible_number(source: SourceFile) -> Finding:
    return finding(
        "PC103",
        Place(source.file, 1),
        message("it holds a number behind a backslash or `%YAML` that can't be"),
        message("write the character itself, and no `%YAML` line"),
    )


def _too_tangled(source: SourceFile) -> Finding:
    return finding(
        "PC111",
        Place(source.file, 1 if source.lines else 0),
        message("its parts refer to each other too often, or lie too deep in each other"),
        message("write the values out, without `&` and `*`"),
    )
