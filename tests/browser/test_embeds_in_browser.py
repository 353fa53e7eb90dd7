"""Embeds work on other people's pages: in a sandbox, without scripts, without third parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route
from tests.browser.built_folder import a_built_folder
from tests.browser.two_websites import Website, served

FOLDER: Final = "episodes/012-mitarbeitende"


@dataclass
class Visit:
    """Somebody looks at a page of the city that embeds the podcast."""

    page: Page
    podcast: Website
    city: Website
    asked: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def show(self, body: str, head: str = "") -> None:
        """Open a page with `body`."""
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.city.page = (
            f"<!doctype html><html lang=de>{head}<title>Stadt</title><main>{body}</main>"
        )
        self.page.goto(self.city.address)

    def show_player(self, sandbox: str = "") -> None:
        """Open a page with the player in a frame."""
        address = f"{self.podcast.address}{FOLDER}/player.html"
        self.show(f'<iframe {sandbox} src="{address}" title="x" width=700 height=700></iframe>')

    def show_element(self) -> None:
        """Open a page with the element."""
        self.show(_element(self.podcast.address))


def _element(address: str) -> str:
    return (
        f'<script src="{address}podcaster-episode.js" defer></script>'
        f'<podcaster-episode src="{address}{FOLDER}/episode.json">'
        '<a href="#">Folge</a></podcaster-episode>'
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_built_folder(tmp_path_factory.mktemp("embeds"))


@pytest.fixture
def visit(page: Page, folder: Path) -> Iterator[Visit]:
    with served(Website(folder)) as podcast, served(Website()) as city:
        yield Visit(page, podcast, city)
        page.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_the_player_plays_in_a_frame_even_in_the_sandbox_of_wordpress(
    visit: Visit, sandbox: str
) -> None:
    visit.show_player(sandbox)
    frame = visit.page.frame_locator("iframe")

    frame.locator("summary").click()
    frame.get_by_role("link", name="Was Städte tun & lassen").click()
    playing = "a => new Promise(done => setTimeout(() => done([a.currentTime, a.paused]), 600))"
    seconds, paused = frame.locator("audio").evaluate(playing)

    assert seconds > 10.5
    assert not paused
    assert frame.locator(".place[aria-current]").count() == 1
    assert visit.troubles == []


def test_nothing_but_the_podcasts_server_is_asked(visit: Visit) -> None:
    visit.show_player()
    visit.page.frame_locator("iframe").locator("audio").evaluate("a => a.play()")

    others = {url for url in visit.asked if not url.startswith(visit.podcast.address)}
    assert others <= {visit.city.address, f"{visit.city.address}favicon.ico"}
    assert len(visit.podcast.asked) >= 3


def test_the_player_shows_everything_where_scripts_are_forbidden(visit: Visit) -> None:
    visit.show_player('sandbox=""')
    frame = visit.page.frame_locator("iframe")

    frame.locator("summary").click()

    assert frame.locator("audio").is_visible()
    assert frame.get_by_text("Ausblick").is_visible()
    assert not frame.locator(".controls").is_visible()
    assert frame.get_by_role("link", name="Transkript").is_visible()


def test_the_element_shows_the_episode_where_the_data_may_be_read(visit: Visit) -> None:
    visit.podcast.open_to_all = True
    visit.show_element()

    visit.page.get_by_role("heading", name="Sicherheit von Mitarbeiter*innen").wait_for()
    visit.page.get_by_text("Kapitelmarken").click()

    assert visit.page.get_by_role("button", name="Ausblick").is_visible()
    assert visit.page.get_by_text("Gefördert durch die Europäische Union.").is_visible()


def test_the_element_leads_to_the_transcript_of_an_episode_whose_page_is_elsewhere(
    visit: Visit, folder: Path
) -> None:
    def elsewhere(route: Route) -> None:
        told = route.fetch().json()
        route.fulfill(json={**told, "url": "https://city.test/folge"})

    visit.podcast.open_to_all = True
    visit.page.route("**/episode.json", elsewhere)
    visit.show_element()
    link = visit.page.get_by_role("link", name="Transkript")
    link.wait_for()

    address = str(link.get_attribute("href"))

    assert address.endswith(f"/{FOLDER}/transcript.html")
    assert (folder / FOLDER / "transcript.html").is_file()


def test_the_element_shows_the_player_in_a_frame_where_the_data_may_not_be_read(
    visit: Visit,
) -> None:
    visit.show_element()

    frame = visit.page.frame_locator("podcaster-episode iframe")

    frame.get_by_role("button", name="Abspielen").wait_for()
    assert visit.troubles == []


HOSTILE: Final = """<style>
  main { text-transform: uppercase; white-space: nowrap; letter-spacing: 9px; text-indent: 5em;
    font: 40px/3 serif; text-align: right; color: rgb(250, 240, 230); background: #223; }
  * { float: left !important; position: relative; list-style: square; }
  h2, button, audio, iframe, section, summary, details, li { display: none !important; }
  a { color: #00f !important; }
</style>"""


def test_a_pages_style_does_not_reach_into_the_element(visit: Visit) -> None:
    visit.podcast.open_to_all = True
    visit.show(HOSTILE + _element(visit.podcast.address))
    title = visit.page.get_by_role("heading", name="Sicherheit von Mitarbeiter*innen")
    title.wait_for()

    looks = "one => { const { textTransform, whiteSpace, letterSpacing, textIndent, fontSize } ="
    looks += " getComputedStyle(one); return [textTransform, whiteSpace, letterSpacing, textIndent,"
    looks += " fontSize]; }"
    assert title.evaluate(looks) == ["none", "normal", "normal", "0px", "19px"]
    for link in visit.page.get_by_role("link").all():
        assert link.evaluate("one => getComputedStyle(one).color") == "rgb(250, 240, 230)"
    visit.page.get_by_text("Kapitelmarken").click()
    assert visit.page.get_by_role("button", name="Ausblick").is_visible()
    assert visit.page.locator("podcaster-episode audio").is_visible()


@pytest.mark.parametrize("readable", [True, False])
def test_a_strict_policy_of_the_page_is_enough_for_the_element(
    visit: Visit, *, readable: bool
) -> None:
    podcast = visit.podcast.address.rstrip("/")
    visit.podcast.open_to_all = readable
    lines: list[str] = []
    visit.page.on("console", lambda line: lines.append(line.text))
    policy = "; ".join(
        ["default-src 'none'"]
        + [f"{kind}-src {podcast}" for kind in ("script", "connect", "media", "frame")]
    )
    visit.show(
        _element(visit.podcast.address),
        head=f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
    )
    box = visit.page.locator("podcaster-episode :is(audio, iframe)")
    box.wait_for()
    width = "one => one.offsetWidth - one.getRootNode().host.offsetWidth"

    assert box.evaluate(width) == 0
    assert not [line for line in lines if "style" in line]


def test_several_elements_on_a_page_stay_apart(visit: Visit) -> None:
    visit.podcast.open_to_all = True
    visit.show(_element(visit.podcast.address) + _element(visit.podcast.address))
    second = visit.page.locator("podcaster-episode").nth(1)

    second.get_by_text("Kapitelmarken").click()
    second.get_by_role("button", name="Was Städte tun").click()

    first = visit.page.locator("podcaster-episode").nth(0)
    assert not second.locator("audio").evaluate("a => a.paused")
    assert first.locator("audio").evaluate("a => [a.paused, a.currentTime]") == [True, 0]
    assert not first.locator("details").evaluate("one => one.open")
    assert visit.troubles == []


def test_without_a_script_the_link_inside_the_element_stays(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_content(_element("http://127.0.0.1:9/"))

        assert page.get_by_role("link", name="Folge").is_visible()


def test_a_press_on_copy_takes_the_whole_text_and_says_so(page: Page, folder: Path) -> None:
    page.goto((folder / FOLDER / "einbinden.html").as_uri())

    page.locator("[data-copy=way-player-text]").click()
    page.get_by_role("status").filter(has_text="Kopiert").wait_for()
    page.evaluate(
        "() => { const here = document.createElement('textarea'); here.id = 'here';"
        " document.body.append(here); here.focus(); }"
    )
    page.keyboard.press("Control+V")

    assert page.locator("#here").input_value().startswith("<iframe src=")


def test_without_a_script_the_text_can_be_selected(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder / FOLDER / "einbinden.html").as_uri())

        assert page.get_by_role("textbox").count() == 8
        assert page.get_by_role("button", name="Kopieren").count() == 0


def test_a_visitor_comes_back_to_where_they_stopped(visit: Visit) -> None:
    address = f"{visit.podcast.address}{FOLDER}/index.html"
    position = "document.querySelector('audio').currentTime"

    visit.page.goto(f"{address}#t=20")
    visit.page.wait_for_function(f"() => {position} > 19")
    visit.page.evaluate("{ const a = document.querySelector('audio'); a.currentTime = 17; }")
    visit.page.evaluate(
        "Object.defineProperty(document.querySelector('audio'), 'duration', { value: 600 });"
        "document.querySelector('audio').dispatchEvent(new Event('pause'))"
    )
    visit.page.goto("about:blank")
    visit.page.goto(address)
    visit.page.wait_for_function(f"() => {position} > 0")

    assert visit.page.evaluate(position) == 17
    assert visit.page.evaluate("document.querySelector('audio').paused")
