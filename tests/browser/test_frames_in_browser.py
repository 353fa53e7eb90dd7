"""The player in a frame can be used at every width, in every language, with large letters too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, FrameLocator, Page
from tests.browser.built_folder import a_built_folder_of
from tests.render.mastered_shows import a_mastered, an_episode

from podcaster.render.episode_data import PLAYER_HEIGHT_PX

#: The longest titles that a show of this kind has had, as long in every language.
TITLES: Final = {
    "de": "Sicherheit von Mitarbeiter*innen und Mandatsträger*innen",
    "en": "Safeguarding municipal staff and elected representatives",
    "fr": "La sécurité du personnel municipal et des élu·e·s locaux",
}

STATEMENT: Final = (
    "Dieser Podcast entsteht im Rahmen eines Projekts, das von der Europäischen Union gefördert "
    "wird. Der Inhalt gibt allein die Sicht der Autor*innen wieder; die Europäische Kommission "
    "haftet nicht für die Verwendung der darin enthaltenen Informationen."
)

#: Narrower than 280 pixels by the scroll bar that a frame may have.
WIDTHS: Final = (265, 280, 320, 360, 500, 640)

#: Margins that a page usually has on a phone.
PAGE: Final = (
    "<!doctype html><html lang=de><title>Stadt</title>"
    "<meta name=viewport content='width=device-width'>"
    "<main style='margin:{margin}px;width:{width}px'>"
    "<iframe src='{address}' title=x height={height} style='border:0;width:100%'></iframe>"
)

CONTROLS: Final = "button, select, input, summary, .more a"

#: What sticks out sideways, or is wider inside than outside.
CUT: Final = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  const within = document.documentElement.clientWidth;
  if (!box.width || one.closest("svg")) return false;
  return box.left < -0.5 || box.right > within + 0.5
    || (one.matches("button, a, summary, label") && one.scrollWidth > one.clientWidth + 1
      && getComputedStyle(one).display !== "inline");
}).map((one) => one.outerHTML.slice(0, 80))"""


#: Waits until a frame has its new width.
ROOM: Final = """(one, width) => new Promise((done) => {
  const look = () => innerWidth === width ? done() : requestAnimationFrame(look);
  look();
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    episodes = tuple(
        an_episode(language, guid=language, language=language, title=title, editions=[])
        for language, title in TITLES.items()
    )
    grants = [{"name": "secu4all", "statement": STATEMENT}]
    mastered = a_mastered(
        show={"title": "Stadtgespräch Sicherheit", "grants": grants}, episodes=episodes
    )
    return a_built_folder_of(mastered, tmp_path_factory.mktemp("frames"))


@contextmanager
def _page_with_frame(  # noqa: PLR0913 - what a reader's screen and a page's author chose
    browser: Browser,
    folder: Path,
    language: str,
    width: int,
    *,
    margin: int = 0,
    touch: bool = False,
    letters_px: int = 16,
) -> Iterator[tuple[Page, FrameLocator]]:
    """Open a page that shows the player in a frame as wide as the page is without its margins."""
    size = {"width": width + 2 * margin, "height": 800}
    with browser.new_context(viewport=size, has_touch=touch, is_mobile=touch) as context:  # type: ignore[arg-type]
        page = context.new_page()
        sizes = {"fontSizes": {"standard": letters_px}}
        context.new_cdp_session(page).send("Page.setFontSizes", sizes)
        address = (folder / f"episodes/{language}/player.html").as_uri()
        host = folder / "host.html"
        host.write_text(
            PAGE.format(margin=margin, width=width, address=address, height=PLAYER_HEIGHT_PX)
        )
        page.goto(host.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator(".console").wait_for()
        yield page, frame


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("letters_px", [16, 32])
@pytest.mark.parametrize("touch", [False, True])
def test_nothing_is_cut_at_any_width(
    browser: Browser, folder: Path, language: str, letters_px: int, *, touch: bool
) -> None:
    with _page_with_frame(
        browser, folder, language, max(WIDTHS), touch=touch, letters_px=letters_px
    ) as (page, frame):
        root = frame.locator("html")
        assert root.evaluate("one => getComputedStyle(one).fontSize") == f"{letters_px}px"
        frame.locator("summary").click()

        for width in WIDTHS:
            page.locator("main").evaluate(
                "(one, width) => { one.style.width = width; }", f"{width}px"
            )
            frame.locator("html").evaluate(ROOM, width)

            assert root.evaluate(CUT) == [], width
            assert root.evaluate("one => one.scrollWidth - one.clientWidth") == 0, width


@pytest.mark.parametrize(("language", "touch"), [("de", False), ("en", False), ("fr", True)])
def test_every_button_is_seen_at_once_on_a_page_as_narrow_as_a_phone(
    browser: Browser, folder: Path, language: str, *, touch: bool
) -> None:
    with _page_with_frame(browser, folder, language, 328, margin=16, touch=touch) as (page, frame):
        page.evaluate("scrollTo(0, 0)")
        boxes = [one.bounding_box() for one in frame.locator(CONTROLS).all() if one.is_visible()]
        lowest = max(box["y"] + box["height"] for box in boxes if box)

        assert lowest <= 16 + PLAYER_HEIGHT_PX


@pytest.mark.parametrize("letters_px", [16, 32])
def test_a_finger_reaches_every_button_of_the_narrowest_frame(
    browser: Browser, folder: Path, letters_px: int
) -> None:
    with _page_with_frame(browser, folder, "fr", 280, touch=True, letters_px=letters_px) as (
        _,
        frame,
    ):
        small = [
            (one.evaluate("one => one.outerHTML.slice(0, 60)"), box)
            for one in frame.locator(CONTROLS).all()
            if one.is_visible()
            and (box := one.bounding_box())
            and min(box["width"], box["height"]) < 43.9
        ]

        frame.locator("summary").tap()
        frame.get_by_role("link", name="Ausblick").wait_for()
        frame.locator(".more a").last.tap(trial=True)
        frame.locator("[data-skip='30']").tap()

        assert frame.locator("[data-now]").text_content() == "0:30"
        assert small == []
