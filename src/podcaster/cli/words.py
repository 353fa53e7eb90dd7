"""Findings and errors as lines of text; nothing else words them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from podcaster.errors import FindingsError, PodcasterError
from podcaster.model.findings import Finding, Place, Severity
from podcaster.model.message import Gettext, Message, message

#: Gives a text the colour of its part: `error`, `warning`, `place`, `hint`, `margin`.
Paint = Callable[[str, str], str]

#: A source line longer than this is cut around the caret.
LINE_WIDTH: Final = 100

#: Characters that would steer the terminal, or turn the direction of writing.
_HIDDEN_CATEGORIES: Final = {"Cc", "Cf", "Zl", "Zp", "Cs"}
_HARMLESS: Final = {"\n", "\t", "\u00ad", "\u200c", "\u200d"}


def plain(text: str, part: str) -> str:  # noqa: ARG001 - a Paint without colours
    """Leave a text as it is."""
    return text


def visible(text: str) -> str:
    """Return `text` with control characters spelled out, so that no file steers the terminal."""
    if text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    """Return a character, or its code in backslash notation if it would not be seen."""
    if character in _HARMLESS or unicodedata.category(character) not in _HIDDEN_CATEGORIES:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def say(words: Message, gettext: Gettext) -> str:
    """Return a message in the language of `gettext`, harmless to print."""
    return visible(words.say(gettext))


def one_line(text: str) -> str:
    """Return `text` as `visible` does, line breaks too: a file's name must not look like words."""
    return visible(text).replace("\n", "\\n")


def _said(words: Message, gettext: Gettext) -> str:
    """Return a message that takes one line."""
    return one_line(words.say(gettext))


def finding_lines(finding: Finding, gettext: Gettext, paint: Paint = plain) -> tuple[str, ...]:
    """Return a finding as `file:line:col: CODE message`, its source line, a caret and a hint."""
    place = paint(one_line(str(finding.place)), "place")
    code = paint(finding.code, finding.severity.value)
    mark = "" if finding.stops else say(message("warning"), gettext) + ": "
    return (
        f"{place}: {code} {mark}{_said(finding.message, gettext)}",
        *source_lines(finding.place, finding.source, paint),
        *hint_lines(finding.hint, gettext, paint),
    )


def source_lines(place: Place, source: str, paint: Paint = plain) -> tuple[str, ...]:
    """Return the offending line with its number, and a caret below if the column is known."""
    if not source or not place.line:
        return ()
    number = str(place.line)
    text, column = _cut(source.rstrip(), place.column)
    shown = f"  {paint(f'{number} |', 'margin')} {visible(text)}"
    if not column:
        return (shown,)
    margin = paint(f"{' ' * len(number)} |", "margin")
    carets = "^" * _width(text[column - 1 : column - 1 + place.length] or " ")
    return (shown, f"  {margin} {_blank(text[: column - 1])}{paint(carets, 'error')}")


def hint_lines(hint: Message | None, gettext: Gettext, paint: Paint = plain) -> tuple[str, ...]:
    """Return what to do, or nothing."""
    if hint is None:
        return ()
    mark = paint(say(message("hint"), gettext), "hint")
    return (f"{mark}: {_said(hint, gettext)}",)


def error_blocks(
    error: PodcasterError, gettext: Gettext, paint: Paint = plain
) -> tuple[tuple[str, ...], ...]:
    """Return an error as `where: what`, with its hint; all findings first if it carries any."""
    findings = error.findings if isinstance(error, FindingsError) else ()
    where = one_line(str(error.place)) if error.place else say(message("error"), gettext)
    return (
        *(finding_lines(finding, gettext, paint) for finding in findings),
        (
            f"{paint(where, 'error')}: {_said(error.what, gettext)}",
            *hint_lines(error.hint, gettext, paint),
        ),
    )


def error_lines(error: PodcasterError, gettext: Gettext, paint: Paint = plain) -> tuple[str, ...]:
    """Return the lines of `error_blocks` one after the other."""
    return tuple(chain.from_iterable(error_blocks(error, gettext, paint)))


def sum_of(findings: Iterable[Finding]) -> Message:
    """Return how many errors and warnings there are."""
    severities = [finding.severity for finding in findings]
    if not severities:
        return message("nothing to object")
    return message(
        "errors: {errors}, warnings: {warnings}",
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )


def _cut(text: str, column: int) -> tuple[str, int]:
    """Return the part of a long line around `column`, and the column in it."""
    if len(text) <= LINE_WIDTH:
        return text, column
    start = max(0, min(column - LINE_WIDTH // 2, len(text) - LINE_WIDTH))
    head, tail = "…" if start else "", "…" if start + LINE_WIDTH < len(text) else ""
    return f"{head}{text[start : start + LINE_WIDTH]}{tail}", max(column - start + len(head), 0)


def _blank(text: str) -> str:
    """Return blanks as wide as `text` is shown; tabs stay tabs."""
    return "".join("\t" if character == "\t" else " " * _width(character) for character in text)


def _width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(_columns(character) for character in visible(text))


def _columns(character: str) -> int:
    """Return 2 for wide characters, 0 for combining ones, else 1."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
