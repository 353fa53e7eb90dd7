"""The player is used by hand, by keyboard, on a phone, and where little is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.built_folder import a_built_folder

EPISODE: Final = "episodes/012-mitarbeitende/index.html"
POSITION: Final = "document.querySelector('audio').currentTime"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_built_folder(tmp_path_factory.mktemp("player"))


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto((folder / EPISODE).as_uri())
    page.locator(".console").wait_for()
    yield page
    context.close()


def test_the_waveform_is_a_slider_that_says_where_it_is(page: Page) -> None:
    slider = page.get_by_role("slider", name="Stelle in der Folge")
    box = slider.bounding_box()
    assert box is not None

    slider.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    page.wait_for_function(f"() => {POSITION} > 13")

    assert float(page.evaluate(POSITION)) == pytest.approx(15, abs=0.6)
    assert slider.get_attribute("aria-valuetext") in {"0:14 von 0:30", "0:15 von 0:30"}
    assert page.locator("[data-chapter]").text_content() == "Was Städte tun & lassen"


def test_nothing_is_loaded_before_somebody_plays(browser: Browser, folder: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.resource_type))
        page.goto((folder / EPISODE).as_uri())
        page.locator(".console").wait_for()
        page.wait_for_load_state("networkidle")
        assert "media" not in asked
        assert page.locator("[data-length]").text_content() == "0:30"

        page.get_by_role("button", name="Abspielen").click()
        page.wait_for_function(f"() => {POSITION} > 0.1")

    assert "media" in asked


def test_presses_before_anything_is_loaded_add_up(browser: Browser, folder: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((folder / EPISODE).as_uri())
        page.locator(".console").wait_for()
        page.evaluate(
            "() => { const press = (by) => document.querySelector(`[data-skip='${by}']`).click();"
            " press(30); press(-15); press(-15); press(30); press(-15); }"
        )
        shown = page.locator("[data-now]").text_content()
        page.wait_for_function(f"() => {POSITION} > 14")

        assert shown == "0:15"
        assert float(page.evaluate(POSITION)) == pytest.approx(15, abs=0.3)


def test_one_button_plays_and_stops_and_says_which(page: Page) -> None:
    page.get_by_role("button", name="Abspielen").click()
    page.wait_for_function(f"() => {POSITION} > 0.2")
    page.get_by_role("button", name="Pause").click()

    page.get_by_role("button", name="Abspielen").wait_for()
    assert page.evaluate("document.querySelector('audio').paused")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_role("button", name="Abspielen").focus()
    page.keyboard.press("k")
    page.wait_for_function(f"() => {POSITION} > 0.1")
    page.keyboard.press("k")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {POSITION} >= 2")
    page.keyboard.press("l")
    page.wait_for_function(f"() => {POSITION} > 29")
    page.keyboard.press("j")

    page.wait_for_function(f"() => {POSITION} < 16")
    assert page.evaluate("document.querySelector('audio').paused")


def test_single_keys_do_nothing_outside_of_the_player(page: Page) -> None:
    page.locator("main").focus()
    page.keyboard.press("l")
    page.keyboard.press("k")

    assert page.evaluate(POSITION) == 0
    assert page.evaluate("document.querySelector('audio').paused")


def test_it_tells_the_system_what_plays(page: Page) -> None:
    page.get_by_role("button", name="Abspielen").click()
    page.wait_for_function("() => navigator.mediaSession.metadata !== null")

    title = page.evaluate("navigator.mediaSession.metadata.title")
    assert title == "Sicherheit von Mitarbeiter*innen: „Was nun?“"


def test_the_transcript_scrolls_along_only_if_asked_to(browser: Browser, folder: Path) -> None:
    with browser.new_context(viewport={"width": 360, "height": 500}) as context:
        page = context.new_page()
        page.goto((folder / EPISODE).as_uri())
        page.get_by_label("Beim Hören mitlesen").check()
        page.evaluate("scrollTo(0, 0)")

        page.get_by_role("button", name="Abspielen").click()

        page.wait_for_function(
            "() => { const now = document.querySelector('.spoken p:has([aria-current])');"
            " return now && now.getBoundingClientRect().top < innerHeight && scrollY > 0; }"
        )
        assert page.locator(".spoken p:has([aria-current])").count() == 1


def test_on_a_phone_the_player_stays_in_reach_while_it_plays(
    browser: Browser, folder: Path
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto((folder / EPISODE).as_uri())
        page.get_by_role("button", name="Abspielen").click()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator(".afloat").wait_for()

        page.get_by_role("button", name="Pause").click()

        assert page.evaluate("document.querySelector('audio').paused")


def test_where_storage_is_forbidden_it_still_plays(browser: Browser, folder: Path) -> None:
    troubles: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage',"
            " { get() { throw new DOMException('no', 'SecurityError'); } })"
        )
        page.goto((folder / EPISODE).as_uri())
        page.get_by_role("button", name="Abspielen").click()
        page.wait_for_function(f"() => {POSITION} > 0.2")
        page.get_by_role("button", name="Pause").click()

    assert troubles == []


def test_audio_that_is_missing_shows_the_browsers_own_player(
    browser: Browser, tmp_path: Path
) -> None:
    folder = a_built_folder(tmp_path)
    for file in (folder / "audio").iterdir():
        file.unlink()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((folder / EPISODE).as_uri())

        page.get_by_role("button", name="Abspielen").click()
        page.locator("audio").wait_for(state="visible")

        assert not page.locator(".console").is_visible()


def test_sliders_say_what_their_figures_mean_before_anything_plays(page: Page) -> None:
    slider = page.get_by_role("slider", name="Stelle in der Folge")
    volume = page.get_by_role("slider", name="Lautstärke")

    assert slider.get_attribute("aria-valuetext") == "0:00 von 0:30"
    assert volume.input_value() == "100"
    volume.focus()
    page.keyboard.press("ArrowLeft")

    assert volume.input_value() == "95"
    assert page.evaluate("document.querySelector('audio').volume") == pytest.approx(0.95)


def test_paper_gets_the_words_of_a_frame_and_not_its_buttons(page: Page, folder: Path) -> None:
    page.goto((folder / EPISODE.replace("index", "player")).as_uri())
    page.emulate_media(media="print")

    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_text("Gefördert durch die Europäische Union.").is_visible()
    assert not page.locator("button, select, summary, .more a").filter(visible=True).count()


def test_the_script_is_light(folder: Path) -> None:
    assert (folder / "podcaster.js").stat().st_size < 10_000
