"""Rooms stay small, named, documented, and know only what they may know."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from tests.architecture.house import ROOT, lines_of, modules_in, texts_in

PROGRAM: Final = ("src",)
HOUSE: Final = ("src", "tests", "tools", "bench")

MODULE_LINES: Final = 300
#: One screen; tests and tools may hold a table that is a little longer.
FUNCTION_LINES: Final = {"src": 30, "tests": 40, "tools": 40, "bench": 40}

#: A room without a name collects dust.
NAMELESS: Final = {"utils", "util", "helpers", "helper", "base", "common", "manager", "misc"}

#: Spelled so that this file does not find itself.
LEFT_FOR_LATER: Final = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def test_data_flows_one_way_and_libraries_are_met_where_they_belong() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run(
        [lint_imports, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        module.name: count
        for module in modules_in(*HOUSE)
        if (count := len(module.text.splitlines())) > MODULE_LINES
    }

    assert not long


@pytest.mark.parametrize("folder", HOUSE)
def test_no_function_is_longer_than_one_screen(folder: str) -> None:
    long = {
        f"{module.name}:{function.lineno} {function.name}": count
        for module in modules_in(folder)
        for function in module.functions()
        if (count := lines_of(function)) > FUNCTION_LINES[folder]
    }

    assert not long


def test_every_room_has_a_name_that_says_something() -> None:
    nameless = [
        module.name
        for module in modules_in(*HOUSE)
        if NAMELESS & set(Path(module.name).with_suffix("").parts)
    ]

    assert not nameless


def test_everything_public_has_a_docstring() -> None:
    silent = [
        f"{module.name}:{getattr(node, 'lineno', 1)}"
        for module in modules_in(*PROGRAM)
        for node in module.public()
        if ast.get_docstring(node) is None
    ]

    assert not silent


def test_every_test_asserts_something() -> None:
    idle = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules_in("tests")
        for function in module.functions()
        if function.name.startswith("test_") and not _asserts(function)
    ]

    assert not idle


def _asserts(function: ast.AST) -> bool:
    """Whether there is an `assert`, a `raises`, or a call of a function that says it asserts."""
    return bool(re.search(r"Assert\(|'raises'|'warns'|'assert_|'expect", ast.dump(function)))


def test_nothing_is_left_for_later() -> None:
    texts = texts_in(
        "src/**/*.py", "src/**/*.j2", "tests/**/*.py", "tools/**/*.py", "bench/**/*.py",
        "docs/**/*.md", "*.md", "Makefile", "*.toml", "templates/**/*.j2", "tests/*.sh",
    )  # fmt: skip

    later = [name for name, text in texts.items() if LEFT_FOR_LATER.search(text)]

    assert not later


def test_a_default_template_first_says_what_it_makes() -> None:
    templates = texts_in("src/podcaster/templates/**/*.j2")

    silent = [
        name for name, text in templates.items() if not re.match(r"\{#-? \S.+", text.split("\n")[0])
    ]

    assert templates
    assert not silent
