"""Podlove's player is started with what it needs; where it can't be, the browser's own stays.

The package itself stands in no registry of ours; a page notes down here what it would be given.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser.built_folder import a_built_folder_of
from tests.lighthouse import served
from tests.render.mastered_shows import a_mastered

from podcaster.model.artefacts import Document
from podcaster.render.podlove import render_podlove

EPISODE = "episodes/012-mitarbeitende/index.html"
NOTES_DOWN = (
    "window.podlovePlayer = (place, episode, config) => {"
    " window.given = [place, episode.audio[0].url, config.base, document.querySelector(place).id];"
    " return Promise.resolve(); };"
)

#: As the package does it: a frame without a title, into which its player is written.
PUTS_A_FRAME = (
    "window.podlovePlayer = (place) => {"
    " const frame = document.createElement('iframe');"
    " document.querySelector(place).append(frame);"
    " frame.contentDocument.write('<!doctype html><html lang=de><title>Player</title>"
    "<main><h1>Folge</h1><button>Abspielen</button></main></html>');"
    " frame.contentDocument.close();"
    " return Promise.resolve(); };"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mastered = a_mastered(site={"player": "podlove"})
    root = a_built_folder_of(mastered, tmp_path_factory.mktemp("podlove"))
    for one in render_podlove(mastered, mastered.settings):
        assert isinstance(one, Document)
        (root / one.path).write_bytes(one.content)
    return root


def test_without_its_files_the_browsers_own_player_stays(browser: Browser, folder: Path) -> None:
    with served(folder) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(address + EPISODE)
        page.locator("[data-podlove]").wait_for(state="hidden")

        assert page.locator("audio").is_visible()


def test_it_is_given_addresses_that_hold_wherever_the_folder_stands(
    browser: Browser, folder: Path
) -> None:
    with served(folder) as address, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(NOTES_DOWN)
        page.goto(address + EPISODE)
        page.wait_for_function("() => window.given && document.querySelector('audio').hidden")

        place, audio, base, found = page.evaluate("window.given")

    assert place == f"#{found}" == "#podlove-012-mitarbeitende"
    assert audio.startswith(f"{address}audio/012-mitarbeitende-")
    assert base == f"{address}podlove/"


def test_axe_finds_nothing_where_the_player_has_put_its_frame(
    browser: Browser, folder: Path
) -> None:
    with served(folder) as address, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(PUTS_A_FRAME)
        page.goto(address + EPISODE)
        page.locator("iframe[title]").wait_for()

        results = Axe().run(page)

        assert page.locator("iframe").get_attribute("title", timeout=60_000)
        assert not page.locator("audio").is_visible()
        assert results.violations_count == 0, results.generate_report()
