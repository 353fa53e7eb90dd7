"""The grammar of feeds in two halves that say the same, because one of them is slow as a whole.

libxml2 runs the patterns of values some twenty times slower than Python does, and they were two
thirds of a check. So lxml checks the trees, with a grammar in which plain values may hold any
text, and the values are checked here. Both halves are made from `feed.rng` itself: a pattern stands
only there. What either half refuses is judged by the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"

#: XML Schema's classes -> Python's; its blanks are four, Python's are many.
#: Source: XML Schema part 2, appendix F.
_CLASSES: Final[Mapping[str, str]] = {r"\S": r"[^ \t\n\r]", r"\s": r" \t\n\r", ".": r"[^\n\r]"}

#: A class in brackets, an escape, or the one character that is a class by itself.
_PIECE: Final = re.compile(r"\[(?:[^\]\\]|\\.)*\]|\\.|\.")

#: Escapes that mean themselves in both.
_SAME: Final = re.compile(r"\\[-.\[\]]")


@dataclass(frozen=True)
class Datatype:
    """A plain value: a text of some form and length.

    Attributes:
        pattern: As XML Schema spells it; it has to match the whole.
        longest: In characters, or None.
    """

    pattern: str
    longest: int | None = None

    def compiled(self) -> re.Pattern[str]:
        """Return what Python matches whole texts with."""
        limit = "" if self.longest is None else rf"(?s:(?!.{{{self.longest + 1}}}))"
        return re.compile(f"{limit}(?:{python_pattern(self.pattern)})")


def python_pattern(pattern: str) -> str:
    """Return a pattern of XML Schema as Python spells it.

    Raises:
        ValueError: If it holds what `feed.rng` has not used so far.
    """
    return _PIECE.sub(lambda piece: _spelled(piece[0]), pattern)


def _spelled(piece: str) -> str:
    if piece in {r"\S", "."}:
        return _CLASSES[piece]
    if piece.startswith("["):
        inside = re.sub(r"\\.", lambda found: _in_brackets(found[0]), piece[1:-1])
        return f"[{inside}]"
    if piece == r"\s":
        return f"[{_CLASSES[piece]}]"
    return _in_brackets(piece)


def _in_brackets(escape: str) -> str:
    if escape == r"\s":
        return _CLASSES[escape]
    if not _SAME.fullmatch(escape):
        raise ValueError(escape)
    return escape


#: Element -> attribute, or None for its text -> its value.
Values = Mapping[str, Mapping[str | None, Datatype]]

#: An element or attribute, by element and attribute.
_Key = tuple[str, str | None]


def divided(grammar: etree._Element) -> tuple[etree._Element, Values]:
    """Return a grammar in which plain values are any text, and what these values are.

    A value is plain if element and attribute have the same single datatype wherever the grammar
    names them; what depends on a neighbour (`guid`, `txt`) stays as it is.
    """
    trees = deepcopy(grammar)
    cells: dict[_Key, list[tuple[etree._Element | None, Datatype | None]]] = {}
    for key, cell in _cells(trees):
        cells.setdefault(key, []).append((cell, _datatype(cell)))
    values: dict[str, dict[str | None, Datatype]] = {}
    plain: list[etree._Element] = []
    for (element, attribute), found in cells.items():
        kinds = {kind for _, kind in found}
        kind = kinds.pop()
        if kind is not None and not kinds:
            values.setdefault(element, {})[attribute] = kind
            plain += [cell for cell, _ in found if cell is not None]
    for cell in plain:
        _replace(cell)
    return trees, values


def _cells(grammar: etree._Element) -> Iterator[tuple[_Key, etree._Element | None]]:
    """Yield what stands in each element and attribute with a name, if it is a single thing."""
    for element in grammar.iter(f"{_RNG}element"):
        if not (name := _name(element)):
            continue
        inside = [child for child in element if not _holds_attribute(child)]
        yield (name, None), inside[0] if len(inside) == 1 else None
        for attribute in element.iter(f"{_RNG}attribute"):
            if next(attribute.iterancestors(f"{_RNG}element")) is element:
                yield (name, attribute.get("name")), attribute[0] if len(attribute) else None


def _holds_attribute(child: etree._Element) -> bool:
    return child.tag == f"{_RNG}attribute" or (
        child.tag == f"{_RNG}optional" and child[0].tag == f"{_RNG}attribute"
    )


def _name(element: etree._Element) -> str:
    """Return `{namespace}name`, or "" for elements of any name."""
    prefix, _, local = (element.get("name") or "").rpartition(":")
    return f"{{{element.nsmap[prefix]}}}{local}" if prefix else local


def _datatype(cell: etree._Element | None) -> Datatype | None:
    """Return the datatype that a cell is or refers to; None if it is anything else."""
    if cell is not None and cell.tag == f"{_RNG}ref":
        grammar = cell.getroottree().getroot()
        inside = grammar.find(f"{_RNG}define[@name='{cell.get('name')}']")
        return _datatype(inside[0]) if inside is not None and len(inside) == 1 else None
    if cell is None or cell.tag != f"{_RNG}data" or cell.get("type") != "string":
        return None
    limits = {str(limit.get("name")): limit.text or "" for limit in cell}
    if "pattern" not in limits or not limits.keys() <= {"pattern", "maxLength"}:
        return None
    longest = limits.get("maxLength")
    return Datatype(limits["pattern"], int(longest) if longest else None)


def _replace(cell: etree._Element) -> None:
    parent = cell.getparent()
    if parent is not None:
        parent.replace(cell, etree.Element(f"{_RNG}text"))


class PlainValues:
    """The half that checks values."""

    def __init__(self, values: Values) -> None:
        """Compile what `divided` found."""
        self._known = {
            element: {name: kind.compiled().fullmatch for name, kind in kinds.items()}
            for element, kinds in values.items()
        }

    def fit(self, root: etree._Element) -> bool:
        """Tell whether every value has its form."""
        for element in root.iter(*self._known):
            kinds = self._known[str(element.tag)]
            text = kinds.get(None)
            if text and text(element.text or "") is None:
                return False
            for name, value in element.items():
                kind = kinds.get(str(name))
                if kind and kind(str(value)) is None:
                    return False
        return True
