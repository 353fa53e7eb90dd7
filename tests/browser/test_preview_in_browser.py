"""Whoever works on a show sees in the browser what the terminal says, until it is mended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.cli.command_line import PROGRAM
from tests.shows import a_show, change

from podcaster.preview import Preview, Troubles, serve

HOSTILE: Final = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u2028</pre>"

TITLE: Final = "Bitte beheben Sie zuerst dies"

#: As strict as a template's own policy may be and still let files of the same server in.
STRICT: Final = (
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'self'; "
    "connect-src 'self'; style-src 'self'\">"
)

PAGE: Final = "<!doctype html><html lang=de><title>x</title>{head}<body><h1>Show</h1></body></html>"


#: Waits until somebody has scrolled inside.
SCROLLED: Final = """one => new Promise((done) => {
  const look = () => one.scrollTop > 100 ? done() : requestAnimationFrame(look);
  look();
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 400, "height": 700}) as context:
        yield context.new_page()


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    (tmp_path / "index.html").write_text(PAGE.format(head=STRICT))
    return Preview(tmp_path)


def _troubles(*blocks: tuple[str, ...]) -> Troubles:
    return Troubles("de", TITLE, blocks)


def _rows(page: Page) -> list[str]:
    return page.get_by_role("region", name=TITLE).get_by_role("listitem").all_inner_texts()


def test_a_mistake_is_shown_until_it_is_mended(page: Page, tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    arguments = [sys.executable, "-c", PROGRAM, "-C", str(show), "preview", "--port", "0"]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "de", "PODCASTER_LANG": "de"}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as running:
        try:
            assert running.stdout is not None
            page.goto(running.stdout.readline().strip(), timeout=60_000)
            assert not page.get_by_text(TITLE).is_visible()

            change(show / "publish.yaml", "Government", "Goverment")
            page.get_by_role("alert").get_by_text(TITLE).wait_for(timeout=60_000)
            shown = _rows(page)

            change(show / "publish.yaml", "Goverment", "Government")
            page.get_by_role("alert").wait_for(state="detached", timeout=60_000)
        finally:
            running.kill()

    assert len(shown) == 1
    place, rest = shown[0].split(" ", maxsplit=1)
    assert place.startswith("publish.yaml:")
    assert "`Goverment`" in rest
    assert "| " in rest
    assert "^^^^^^^^^" in rest
    assert "Tipp: " in rest
    assert "`Government`" in rest


def test_what_a_show_says_stays_text_and_the_strictest_policy_is_kept(
    page: Page, preview: Preview
) -> None:
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text))
    page.on("dialog", lambda dialog: lines.append(dialog.message))
    preview.failed(_troubles((f"{HOSTILE}:1:2: PC104 {HOSTILE}", f"  1 | {HOSTILE}", HOSTILE)))
    with serve(preview, 0) as address:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.get_by_role("alert").wait_for()

        assert _rows(page)[0].count("<img src=x onerror=alert(1)>") == 4
        assert page.locator("img, script:not([src], [type])").count() == 0
        assert page.locator("section").evaluate("one => getComputedStyle(one).color") == (
            "rgb(28, 27, 25)"
        )
        assert all(url.startswith(address) for url in asked)
        page.close()
    assert lines == []


def test_what_is_played_goes_on_while_a_mistake_comes_and_changes(
    page: Page, preview: Preview
) -> None:
    preview.built({})
    with serve(preview, 0) as address:
        page.goto(address)
        page.wait_for_load_state("load")
        page.evaluate("window.before = true")

        preview.failed(_troubles(("a.yaml:1: eins",)))
        page.get_by_text("a.yaml:1: eins").wait_for()
        preview.failed(_troubles(("a.yaml:1: zwei",), ("b.yaml:1: drei",)))
        page.get_by_text("b.yaml:1: drei").wait_for()

        assert _rows(page) == ["a.yaml:1: zwei", "b.yaml:1: drei"]
        assert page.evaluate("window.before")
        page.close()


def test_a_show_that_was_never_built_says_why_and_appears_when_mended(
    page: Page, preview: Preview
) -> None:
    (preview.folder / "index.html").unlink()
    preview.failed(_troubles(("publish.yaml:1: nichts",)))
    with serve(preview, 0) as address:
        page.goto(address)
        page.get_by_text("publish.yaml:1: nichts").wait_for()
        assert page.title() == TITLE

        (preview.folder / "index.html").write_text(PAGE.format(head=""))
        preview.built({})

        page.get_by_role("heading", name="Show").wait_for()
        assert not page.get_by_role("alert").is_visible()
        page.close()


@pytest.mark.parametrize("width", [320, 1200])
def test_many_mistakes_can_be_read_by_everybody(page: Page, preview: Preview, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    long = "x" * 300
    preview.failed(_troubles(*((f"{at}.yaml:1: {long}", f"  1 | {long}") for at in range(50))))
    with serve(preview, 0) as address:
        (preview.folder / "index.html").write_text(PAGE.format(head=""))
        page.goto(address)
        page.get_by_role("alert").wait_for()

        page.keyboard.press("Tab")
        page.keyboard.press("End")
        strip = page.get_by_role("region", name=TITLE)
        strip.evaluate(SCROLLED)

        assert strip.bounding_box()["height"] < 350  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.emulate_media(media="print")
        assert not page.get_by_role("alert").is_visible()
        page.emulate_media(media="screen")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
        assert results.violations_count == 0, results.generate_report()
        page.close()
