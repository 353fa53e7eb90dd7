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

#: `pip install "podcaster"`, `pipx run podcaster` and the like, or a name with what few need.
STRANGER = re.compile(r"""\b(install|pipx|uvx|run --with)\b[^\n`]*[ "']podcaster\b|\bpodcaster\[""")


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


@pytest.mark.parametrize("group", ["postgres", "denoise"])
def test_what_few_need_has_the_version_it_was_tested_in(group: str) -> None:
    asked = {_name(line) for line in PYPROJECT["dependency-groups"][group]}

    assert asked <= {name for name, _ in _pins(f"{group}.txt")}
    assert _pins(f"{group}.txt") <= _pins("dev.txt")


def test_nobody_is_told_to_install_what_bears_our_name_in_a_registry() -> None:
    """There it is another program, and ours runs with people's secrets."""
    texts = texts_in(
        "src/**/*.py", "src/**/*.po", "src/**/*.j2", "tools/**/*.py", "docs/**/*.md", "*.md",
        "changes/*.md", "Makefile",
    )  # fmt: skip

    strangers = [name for name, text in texts.items() if STRANGER.search(text)]

    assert len(texts) > 500
    assert not strangers


def test_what_people_are_told_to_make_can_be_made() -> None:
    said = "\n".join(texts_in("src/**/*.py", "docs/**/*.md", "*.md").values())
    told = set(re.findall(r"`make ([a-z ]+?)`", said))

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = set(re.findall(r"^([a-z]+):.* ## ", makefile, re.MULTILINE))

    assert {"demo", "postgres", "denoise", "clean demo"} <= told
    assert {verb for verbs_told in told for verb in verbs_told.split()} <= verbs


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
