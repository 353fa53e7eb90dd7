"""What is installed is pinned, hashed and the same everywhere."""

from __future__ import annotations

import re
import stat
import tomllib
from importlib.metadata import version
from typing import Any

import pytest
from tests.architecture.house import ROOT, texts_in

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = texts_in("requirements/*.txt")


def _packages(text: str) -> list[str]:
    """Return each requirement with its hashes as one line."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    packages = _packages(REQUIREMENTS[name])

    loose = [line for line in packages if not re.match(r"[\w.\[\]-]+==\S+.* --hash=sha256:", line)]

    assert packages
    assert not loose


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_no_address_says_where_packages_come_from(name: str) -> None:
    assert not re.search(r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links)\b", REQUIREMENTS[name])


def _pins(name: str) -> set[tuple[str, str]]:
    """Return package and version of each line; a package may stand once per Python version."""
    lines = _packages(REQUIREMENTS[f"requirements/{name}"])
    return {(_name(line), line.split("==")[1].split()[0]) for line in lines}


def test_what_the_program_needs_has_the_same_version_in_the_tests() -> None:
    run, dev = _pins("run.txt"), _pins("dev.txt")

    assert run <= dev


def test_what_pyproject_asks_for_is_pinned() -> None:
    asked = {_name(line) for line in PYPROJECT["project"]["dependencies"]}

    assert asked <= {name for name, _ in _pins("run.txt")}


def _name(requirement: str) -> str:
    """Return the package's name in its normal form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", requirement)[0]).lower()


def test_the_installed_program_has_the_version_of_pyproject() -> None:
    assert version("podcaster") == PYPROJECT["project"]["version"]


@pytest.mark.parametrize("script", [".ci/run", "tests/system.sh", "requirements/lock.sh"])
def test_a_script_can_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & stat.S_IXUSR


def test_ci_does_what_people_do() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")

    assert script.startswith("#!/usr/bin/env bash\n")
    assert re.search(r"\bmake\b.* test\n$", script)
