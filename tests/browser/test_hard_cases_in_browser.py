"""Titles without end, 200 chapters, three hours of words, other scripts: pages stay in shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser.built_folder import a_built_folder_of
from tests.render.html_rules import read_html
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode

from podcaster.model.chapters import Chapter
from podcaster.model.mastered import MasteredEpisode
from podcaster.model.transcript import Cue, Transcript

HTML: Final = "</main><script>alert(1)</script><b onclick=x>fett</b> &amp; \"'"
NOTES: Final = """\
| Stadt | Maßnahme | Wirkung |
|---|---|---|
| Hannover | Beleuchtung und Aufenthaltsqualität am Platz | spürbar |

Mehr dazu[^1] und ein [kaputter Link](kein-ort) und [noch einer](javascript:alert(1)).

[^1]: Eine Fußnote mit `Quelltext` und einer sehr langen https://beispiel.test/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
"""


def _hours() -> Transcript:
    words = "Wir sprechen über Plätze, Wege und die Menschen, die dort leben. " * 3
    cues = (Cue(at * 9.0, at * 9.0 + 8.5, words, ("Anna", "Bert")[at % 2]) for at in range(1200))
    return Transcript("de", tuple(cues))


def _cases() -> Iterator[MasteredEpisode]:
    chapters = tuple(Chapter(at * 0.9, f"Kapitel {at + 1}") for at in range(200))
    people = [{"name": "سارة الأحمد", "role": "guest"}, {"name": "王伟", "role": "guest"}]
    yield an_episode("lang-300", guid="1", title="Wort " * 50 + "x" * 5, editions=[])
    yield a_plain_episode("ein-wort", guid="2", title="Ü" * 255)
    yield a_plain_episode("nackt", guid="3", people=[], grants=[])
    yield an_episode(
        "rtl",
        guid="4",
        title="الأمن في المدينة",
        language="ar",
        people=people,
        transcript=Transcript("ar", (Cue(0, 5, "مرحبا بكم", "سارة"),)),
        editions=[],
    )
    yield an_episode("kapitel-200", guid="5", chapters=chapters, editions=[])
    yield an_episode("drei-stunden", guid="6", transcript=_hours(), editions=[])
    yield an_episode(
        "html",
        guid="7",
        title=HTML,
        summary=HTML,
        notes=HTML,
        topics=[HTML],
        people=[{"name": HTML}],
        chapters=(Chapter(0.0, HTML),),
        editions=[],
        transcript=Transcript("de", (Cue(0, 5, HTML, HTML),)),
    )
    yield an_episode("notizen", guid="8", notes=NOTES, editions=[])  # fmt: skip


CASES: Final = (
    "lang-300", "ein-wort", "nackt", "rtl", "kapitel-200", "drei-stunden", "html", "notizen",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mastered = a_mastered(episodes=tuple(_cases()), site={"episodes_per_page": 5})
    return a_built_folder_of(mastered, tmp_path_factory.mktemp("hard"))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [320, 1440])
def test_a_page_keeps_its_shape_and_stays_accessible(
    browser: Browser, folder: Path, case: str, width: int
) -> None:
    troubles: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.goto((folder / f"episodes/{case}/index.html").as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
    assert troubles == []


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "archive/2/index.html",
        "topics/index.html",
        "people/index.html",
        "episodes/drei-stunden/transcript.html",
    ],
)
def test_lists_of_such_episodes_keep_their_shape(browser: Browser, folder: Path, path: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        page.goto((folder / path).as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert Axe().run(page).violations_count == 0


def test_200_chapters_are_all_there_and_a_place_among_them_is_found(
    browser: Browser, folder: Path
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((folder / "episodes/kapitel-200/index.html").as_uri() + "#t=20")
        page.locator(".place[aria-current]").wait_for()

        assert page.locator(".place").count() == 200
        assert "Kapitel 23" in (page.locator(".place[aria-current]").text_content() or "")


def test_links_that_lead_nowhere_are_text_and_data_stays_data(folder: Path) -> None:
    notes = read_html((folder / "episodes/notizen/index.html").read_text())
    hostile = (folder / "episodes/html/index.html").read_text()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', hostile, re.DOTALL)

    assert not any("javascript:" in one or "kein-ort" in one for one in notes.values("href"))
    assert data
    assert json.loads(data[1])["name"] == HTML
    assert "<b onclick" not in hostile
