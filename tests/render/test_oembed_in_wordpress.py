"""A real WordPress is given the address of our page, finds the player by itself and shows it.

The pages stand in the folder of the same server, since it asks no other machine here.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from tests.render.html_rules import read_html
from tests.render.mastered_shows import a_mastered, an_episode
from tests.servers.wordpress import WordPress, wordpress

from podcaster.render.embeds import render_embeds
from podcaster.render.pages import render_pages

FOLDER: Final = "hoeren"
PAGE: Final = "episodes/012-mitarbeitende"


@pytest.fixture(scope="module")
def server() -> WordPress:
    """Return a WordPress beside which our pages stand."""
    running = wordpress()
    site = {"url": f"{running.address}/{FOLDER}"}
    mastered = a_mastered(site=site, episodes=(an_episode(),))
    for render in (render_pages, render_embeds):
        for document in render(mastered, mastered.settings):
            file = running.site / FOLDER / document.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(document.content)
    return running


def frame_in(html: str) -> dict[str, str]:
    """Return the attributes of the one frame in a piece of HTML."""
    frames = read_html(html).all("iframe")
    assert len(frames) == 1, html
    return dict(frames[0].attributes)


def test_the_editor_is_shown_the_player(server: WordPress) -> None:
    address = f"{server.address}/{FOLDER}/{PAGE}/index.html"

    told: dict[str, Any] = server.ask(
        "GET", "/oembed/1.0/proxy", "author", params={"url": address}
    )  # fmt: skip

    frame = frame_in(told["html"])
    assert frame["src"].split("#")[0] == f"{server.address}/{FOLDER}/{PAGE}/player.html"
    assert frame["title"].startswith("Anhören: ")
    assert (
        "allow-scripts" in frame["sandbox"]
    )  # WordPress's own, for everybody that is not on its list
    assert told["provider_name"] == "Stadt im Gespräch"


@pytest.mark.parametrize("page", [f"{PAGE}/index.html", f"{PAGE}/"])
def test_readers_of_a_post_see_the_player_where_its_address_stood(
    server: WordPress, page: str
) -> None:
    address = f"{server.address}/{FOLDER}/{page}"
    content = f"<p>Zum Nachhören:</p>\n\n{address}\n"

    post = server.ask(
        "POST", "posts", "author", json={"title": "Folge", "status": "publish", "content": content}
    )

    frame = frame_in(post["content"]["rendered"])
    assert frame["src"].split("#")[0] == f"{server.address}/{FOLDER}/{PAGE}/player.html"
    assert int(frame["height"]) > 100
    assert address not in read_html(post["content"]["rendered"]).values("href")
