"""Values as YAML that people can read on, every text on one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def yaml_of(values: Mapping[str, Any]) -> str:
    r"""Return a mapping as YAML; texts stand in double quotes, byte for byte.

    Source:
        YAML 1.2.2, section 5.7: `\u` and `\U` spell what can't be seen.
    """
    return "".join(f"{line}\n" for line in _lines(values))


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"  {line}" for line in _lines(value))
        elif isinstance(value, list):
            yield f"{name}:"
            for entry in value:
                yield from _entry(entry)
        else:
            yield f"{name}: {scalar(value)}"


def _entry(entry: object) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield f"  - {scalar(entry)}"
        return
    for index, line in enumerate(_lines(entry)):
        yield f"    {line}" if index else f"  - {line}"


def scalar(value: object) -> str:
    """Return a number, a flag or a text on one line."""
    if not isinstance(value, str):
        return json.dumps(value)
    return "".join(_visible(one) for one in json.dumps(value, ensure_ascii=False))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - YAML's two forms
