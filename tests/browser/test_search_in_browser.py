"""The search runs in the browser: found by stem, with an excerpt, from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.built_folder import a_built_folder
from tests.browser.two_websites import Website, served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_built_folder(tmp_path_factory.mktemp("search"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 900})
    yield context.new_page()
    context.close()


def test_a_word_is_found_in_another_form_and_leads_to_its_page(page: Page, folder: Path) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text))
    with served(Website(folder)) as site:
        page.goto(f"{site.address}search/index.html")
        assert not [one for one in site.asked if "pagefind" in one]

        page.get_by_role("searchbox").fill("Einladungen")
        page.get_by_role("button", name="Suche").click()
        page.get_by_text("Treffer: 1").wait_for()
        marked = page.locator(".results mark").all_text_contents()
        page.locator(".results a").click()
        page.wait_for_url("**/episodes/012-mitarbeitende/**")
        page.close()

    assert "Einladung." in marked
    assert troubles == []


def test_an_address_with_words_shows_what_was_found(page: Page, folder: Path) -> None:
    with served(Website(folder)) as site:
        page.goto(f"{site.address}search/index.html?q=Mandatstr%C3%A4ger")

        page.get_by_text("Treffer: ").wait_for()
        assert page.get_by_role("searchbox").input_value() == "Mandatsträger"
        page.close()


def test_what_is_not_there_is_said(page: Page, folder: Path) -> None:
    with served(Website(folder)) as site:
        page.goto(f"{site.address}search/index.html?q=Xylophonquartett")

        page.get_by_text("Nichts gefunden.").wait_for()
        assert page.locator(".results li").count() == 0
        page.close()


def test_from_a_folder_on_disk_it_says_why_it_can_not(page: Page, folder: Path) -> None:
    page.goto((folder / "search/index.html").as_uri() + "?q=Plätze")

    page.get_by_text("Die Suche braucht einen Webserver").wait_for()
    assert page.get_by_role("link", name="Alle Folgen").is_visible()


def test_without_a_script_topics_lead_on(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder / "search/index.html").as_uri())

        assert page.locator("noscript p").is_visible()
        assert not page.get_by_role("searchbox").is_visible()
