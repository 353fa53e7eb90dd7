"""What is built works in a browser: from a folder on disk, without a script, for everybody."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route
from tests.browser.built_folder import SECONDS, a_built_folder

EPISODE: Final = "episodes/012-mitarbeitende/index.html"
SHOW: Final = "index.html"
LONG: Final = "episodes/lang/index.html"
EMBED: Final = "episodes/012-mitarbeitende/einbinden.html"
PLAYER: Final = "episodes/012-mitarbeitende/player.html"
LONG_EMBED: Final = "episodes/lang/einbinden.html"
LONG_PLAYER: Final = "episodes/lang/player.html"
SITE: Final = (
    "topics/index.html",
    "topics/kommunen/index.html",
    "people/index.html",
    "people/gast-aus-hannover/index.html",
    "seasons/2/index.html",
    "news/index.html",
    "news/positionspapier/index.html",
    "search/index.html",
    "subscribe/index.html",
    "press/index.html",
    "accessibility/index.html",
)
EVERY: Final = (SHOW, EPISODE, LONG, EMBED, PLAYER, LONG_EMBED, LONG_PLAYER, *SITE)

#: Everything a finger should hit; links inside a line of text are exempt (WCAG 2.2, 2.5.8).
TARGETS: Final = (
    ".button, button, select, .place, .more, .imprint a, .spoken a, .home, .people li > a, audio, "
    ".more a, summary, textarea, .ways a, .groups a, .copy input, .follow, .timeline input, "
    ".volume input"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built folder whose audio sounds and whose pictures can be seen."""
    return a_built_folder(tmp_path_factory.mktemp("public"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page in a context of its own."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def _open(page: Page, folder: Path, path: str, fragment: str = "") -> None:
    page.goto((folder / path).as_uri() + fragment)


def _until(page: Page, condition: str) -> None:
    """Wait until `condition` about the player, called `a`, holds."""
    page.wait_for_function(
        f"() => {{ const a = document.querySelector('audio'); return {condition}; }}"
    )


def _position_s(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def test_an_episode_plays(page: Page, folder: Path) -> None:
    _open(page, folder, EPISODE)

    page.evaluate("document.querySelector('audio').play()")
    _until(page, "a.currentTime > 0.3 && !a.paused")

    assert page.evaluate("document.querySelector('audio').duration") == pytest.approx(
        SECONDS, abs=0.2
    )


def test_a_chapter_leads_to_its_place(page: Page, folder: Path) -> None:
    _open(page, folder, EPISODE)

    page.get_by_role("link", name="Was Städte tun & lassen").first.click()
    _until(page, "a.currentTime >= 10.5 && !a.seeking")

    assert (
        page.locator(".place[aria-current=true]").text_content() == "0:10 Was Städte tun & lassen"
    )
    assert page.url.endswith("#t=10.5")


def test_the_transcript_leads_to_its_place_and_follows(page: Page, folder: Path) -> None:
    _open(page, folder, EPISODE)

    page.get_by_role("link", name="Ab 0:12 anhören").click()
    _until(page, "a.currentTime >= 12 && !a.seeking")

    now = page.locator(".spoken p:has([aria-current])")
    assert "Danke für die Einladung." in (now.text_content() or "")


@pytest.mark.parametrize(("fragment", "seconds"), [("#t=20", 20.0), ("#t=0:12", 12.0)])
def test_a_deep_link_opens_at_its_place_and_stays_silent(
    page: Page, folder: Path, fragment: str, seconds: float
) -> None:
    _open(page, folder, EPISODE, fragment)
    _until(page, "a.currentTime > 0 && !a.seeking")

    assert _position_s(page) == pytest.approx(seconds, abs=0.1)
    assert page.evaluate("document.querySelector('audio').paused")


def test_buttons_skip_and_change_the_speed(page: Page, folder: Path) -> None:
    _open(page, folder, EPISODE, "#t=12")
    _until(page, "a.currentTime > 0 && !a.seeking")

    page.get_by_role("button", name="15\u00a0s zurück").click()
    _until(page, "a.currentTime === 0")
    page.get_by_role("button", name="30\u00a0s vor").click()
    _until(page, "a.currentTime > 29")
    page.get_by_label("Tempo").select_option("1.5")

    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5


def test_everything_is_there_without_a_script(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        _open(page, folder, EPISODE)

        assert page.locator("audio").is_visible()
        assert page.get_by_text("Danke für die Einladung.").is_visible()
        assert not page.locator(".controls").is_visible()
        href = page.locator(".place").nth(1).get_attribute("href") or ""
        assert href.endswith(".mp3#t=10.5")


@pytest.mark.parametrize("path", [SHOW, EPISODE])
def test_no_request_leaves_the_folder_and_none_fails(page: Page, folder: Path, path: str) -> None:
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: troubles.append(line.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))

    _open(page, folder, path)
    page.evaluate("document.querySelector('audio').play()")
    _until(page, "a.currentTime > 0.2")

    assert len(asked) > 3
    assert all(url.startswith(folder.as_uri()) for url in asked)
    assert not troubles


def test_the_folder_works_below_any_address(page: Page, folder: Path) -> None:
    start = "http://127.0.0.1:9/irgend/wo/"
    missing: list[str] = []

    def answer(route: Route) -> None:
        path = folder / route.request.url.removeprefix(start).split("#")[0]
        if not path.is_file():
            missing.append(route.request.url)
        route.fulfill(path=path, content_type=mimetypes.guess_type(path.name)[0] or "")

    page.route("**/*", answer)
    page.goto(start + EPISODE)

    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert not missing


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("light", 1200), ("dark", 1200)])
def test_axe_finds_nothing(
    browser: Browser, folder: Path, path: str, scheme: Literal["light", "dark"], width: int
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        _open(page, folder, path, "#t=12")
        page.wait_for_timeout(100)

        results = Axe().run(page)

        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", EVERY)
def test_nothing_sticks_out_of_a_small_screen(browser: Browser, folder: Path, path: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        _open(page, folder, path)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_letters_twice_as_large_stay_on_a_small_screen(browser: Browser, folder: Path) -> None:
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        sizes = {"fontSizes": {"standard": 32}}
        context.new_cdp_session(page).send("Page.setFontSizes", sizes)
        for path in (SHOW, EPISODE, EMBED, *SITE):
            _open(page, folder, path)
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"

            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("path", [SHOW, EPISODE, EMBED, PLAYER, *SITE])
@pytest.mark.parametrize("width", [320, 1200])
def test_what_can_be_pressed_is_large_enough(
    browser: Browser, folder: Path, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        page = context.new_page()
        _open(page, folder, path)

        small = [
            (one.text_content(), box)
            for one in page.locator(TARGETS).all()
            if one.is_visible()
            and (box := one.bounding_box())
            and min(box["height"], box["width"]) < 43.9
        ]

        assert not small


def test_the_keyboard_reaches_the_content_first(page: Page, folder: Path) -> None:
    _open(page, folder, EPISODE)

    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    box = skip.bounding_box()
    page.keyboard.press("Enter")

    assert box is not None
    assert box["y"] >= 0
    assert page.evaluate("document.activeElement.id") == "content"


def test_paper_gets_the_words_and_not_the_player(page: Page, folder: Path) -> None:
    _open(page, folder, EPISODE)

    page.emulate_media(media="print")

    assert not page.locator("audio").is_visible()
    assert page.get_by_text("Danke für die Einladung.").is_visible()


def test_forced_colours_show_where_the_episode_is(browser: Browser, folder: Path) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        _open(page, folder, EPISODE, "#t=12")
        page.locator(".place[aria-current]").wait_for()

        style = "getComputedStyle(document.querySelector('.place[aria-current]')).outlineStyle"
        assert page.evaluate(style) == "solid"
