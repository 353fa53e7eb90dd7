"""Validators and Lighthouse look at every page of a built folder: they find nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Final

import pytest
from tests.browser.built_folder import a_built_folder
from tests.lighthouse import TIMELESS, judged, scores, served
from tests.render.mastered_shows import a_mastered

from podcaster.render.fragments import render_fragments
from podcaster.render.news import render_news

EPISODE: Final = "episodes/012-mitarbeitende/index.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built folder with fragments, as pieces and as the bodies of documents."""
    root = a_built_folder(tmp_path_factory.mktemp("judged"))
    mastered = a_mastered()
    for render in (render_fragments, render_news):
        for one in render(mastered, mastered.settings):
            if one.mime_type == "text/html":
                (root / one.path).parent.mkdir(parents=True, exist_ok=True)
                (root / one.path).write_bytes(_in_a_page(one.content))
    return root


def _in_a_page(fragment: bytes) -> bytes:
    head = '<!doctype html><html lang="de"><head><title>Stadt</title></head><body><h1>Stadt</h1>'
    return f"{head}\n{fragment.decode()}</body></html>\n".encode()


def test_the_validator_of_the_w3c_finds_no_error(node_judges: Path, folder: Path) -> None:
    jar = next((node_judges / "node_modules" / "vnu-jar").rglob("vnu.jar"))

    run = subprocess.run(
        ["java", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", folder],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    said = json.loads(run.stderr)["messages"]
    assert [(one.get("url"), one["message"], one.get("extract")) for one in said] == []


def test_html_validate_finds_no_error(node_judges: Path, folder: Path) -> None:
    program = node_judges / "node_modules" / ".bin" / "html-validate"
    pages = sorted(folder.rglob("*.html"))

    run = subprocess.run(
        [program, "--preset", "standard", "-f", "json", *pages],
        cwd=node_judges,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    said = [
        (page["filePath"], one["message"])
        for page in json.loads(run.stdout)
        for one in page["messages"]
    ]
    assert len(pages) > 30
    assert said == []


@pytest.mark.usefixtures("node_judges")
@pytest.mark.parametrize("path", ["index.html", EPISODE])
def test_lighthouse_gives_full_marks_for_all_but_speed(
    folder: Path, path: str, tmp_path: Path
) -> None:
    """How fast a page is, a benchmark tells: bench/pages.py."""
    with served(folder) as address:
        report = judged(f"{address}{path}", tmp_path, *TIMELESS)

    assert scores(report) == dict.fromkeys(TIMELESS, 1)


def test_an_episodes_page_is_light(folder: Path) -> None:
    parts = [EPISODE, "style.css", "podcaster.js"]

    assert sum((folder / part).stat().st_size for part in parts) < 60_000
