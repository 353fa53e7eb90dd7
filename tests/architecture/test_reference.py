"""Every command, check, channel and setting is in the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.architecture.house import ROOT, modules_in, texts_in

from podcaster.model.codes import CODES
from podcaster.model.explanations import EXPLANATIONS

PAGES = texts_in("*.md", "docs/**/*.md")


def test_the_reference_says_what_the_code_says() -> None:
    run = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr


def test_every_code_of_a_finding_is_given_somewhere() -> None:
    about = ("src/podcaster/model/codes.py", "src/podcaster/model/profiles.py")
    given = {
        code
        for module in modules_in("src")
        if not module.name.startswith((*about, "src/podcaster/model/explanations/"))
        for code in re.findall(r"\"(PC\d{3})\"", module.text)
    }

    assert given == CODES.keys()


def test_every_code_is_explained() -> None:
    lacking = CODES.keys() - EXPLANATIONS.keys()

    assert not lacking, f"add to model/explanations/: why, what to do, source of {sorted(lacking)}"


@pytest.mark.parametrize("name", PAGES)
def test_a_link_inside_the_documentation_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)\s]+)\)", PAGES[name])

    dead = [link for link in links if not _target(name, link).exists()]

    assert not dead


def _target(page: str, link: str) -> Path:
    """Return the file that `link` on `page` leads to."""
    return (ROOT / page).parent / unquote(link.split("#", 1)[0])


def test_every_page_is_reached_from_the_index() -> None:
    index = PAGES["docs/index.md"]

    lost = [
        name
        for name in PAGES
        if name.startswith("docs/")
        and name != "docs/index.md"
        and f"]({name.removeprefix('docs/')})" not in index
    ]

    assert not lost
