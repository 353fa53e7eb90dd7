"""Sentences for people have gaps with names, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter

from tests.architecture.house import modules_in


def test_a_gap_in_a_message_has_a_name_and_no_form() -> None:
    """What the ledger keeps is text, and text can't take the form of a number."""
    formed = [
        f"{name}:{line} {template}"
        for name, line, template in _templates()
        if any(not gap.isidentifier() or form or turned for gap, form, turned in _gaps(template))
    ]

    assert len(list(_templates())) > 1000
    assert not formed


def _templates() -> Iterator[tuple[str, int, str]]:
    """Yield where each `message(...)` and `gettext(...)` with a literal stands, and the literal."""
    for module in modules_in("src"):
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(
                    func=ast.Name("message" | "gettext") | ast.Attribute(attr="gettext"),
                    args=[ast.Constant(str(template)), *_],
                ):
                    yield module.name, node.lineno, template


def _gaps(template: str) -> Iterator[tuple[str, str, str]]:
    for _, name, form, turned in Formatter().parse(template):
        if name is not None:
            yield name, form or "", turned or ""
