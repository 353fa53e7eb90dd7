"""The repository's own text, for the laws that are about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A Python file of the house, parsed.

    Attributes:
        name: Path relative to the repository, with `/`.
        text: What it says.
        tree: The same, parsed.
    """

    name: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """Walk over all its functions and methods, the inner ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public(self) -> Iterator[Documented]:
        """Walk over what others may use: the module, its public classes, functions, methods."""
        yield self.tree
        yield from _public(self.tree)


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[Documented]:
    for node in parent.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def lines_of(function: Function) -> int:
    """Count the lines of `function` from `def` to its end, the docstring left out."""
    first, last = function.body[0], function.end_lineno or function.lineno
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return last - function.lineno + 1 - docstring


@cache
def modules_in(*folders: str) -> tuple[Module, ...]:
    """Read every Python file below `folders`, once."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def texts_in(*patterns: str) -> dict[str, str]:
    """Read every file that matches one of the globs `patterns`: name -> text."""
    paths = sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file())
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
