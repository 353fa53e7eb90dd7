"""YAML 1.2 as plain values, with the place of every key and value.

What people mostly write is read by `yaml_plain.py`, the whole language by `yaml_whole.py`. Values
are read here by the core schema: `no` and `2026-03-05` stay text, whatever version a file claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, cast

from podcaster.load.yaml_plain import read_plain
from podcaster.model.draft import SourceFile
from podcaster.model.findings import Finding

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

#: Python refuses to read longer numbers, and nobody writes them.
_LONGEST_NUMBER: Final = 300

_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASES: Final = {"0o": 8, "0x": 16}
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Parsed:
    """A YAML file as values.

    Attributes:
        value: What it says; None if it can't be understood or is empty.
        source: Its lines and places.
        findings: Why it can't be understood; with any of them, `value` is not to be trusted.
    """

    value: Value
    source: SourceFile
    findings: tuple[Finding, ...] = ()


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of `text` as the YAML parser counts them, without line endings."""
    lines = _LINE_BREAK.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


def parse_yaml(file: str, text: str) -> Parsed:
    """Read `text` as one YAML document; mistakes become findings, never exceptions."""
    bare = SourceFile(file, lines_of(text))
    if plain := read_plain(file, text, bare.lines, plain_value):
        source = SourceFile(file, bare.lines, plain.values, plain.keys)
        return Parsed(cast("Value", plain.value), source)
    from podcaster.load.yaml_whole import parse_any_yaml  # noqa: PLC0415 - slow, rarely needed

    return parse_any_yaml(bare, text)


def plain_value(text: str) -> Value:
    """Return what a text without quotation marks means by YAML's core schema.

    Infinity and not-a-number stay text: nothing here may be either.

    Source:
        YAML 1.2.2, section 10.3.2.
    """
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, _BASES.get(text[:2], 10))
    if _FLOAT.fullmatch(text):
        number = float(text)
        return text if number in (float("inf"), float("-inf")) else number
    return text
