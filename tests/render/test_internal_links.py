"""Every link inside the built folder leads to a file that is there, whatever the show lacks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pytest
from tests.render.built_site import site_texts
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_news_item,
    a_plain_episode,
    an_episode,
)

from podcaster.model.mastered import Mastered
from podcaster.render import render

BASE: Final = "https://hoeren.stadt.test/podcast/"
_ATTRIBUTES: Final = ("href", "src", "poster", "data-src", "data-podlove", "data-picture")

SHOWS: Final[Mapping[str, dict[str, Any]]] = {
    "everything": {},
    "nothing yet": {"episodes": (), "news": ()},
    "news only": {"episodes": ()},
    "nobody of the show": {"episodes": (a_plain_episode(show_people=False),), "news": ()},
    "nobody at all": {"episodes": (a_plain_episode(),), "show": {"people": []}},
    "audio elsewhere": {"episodes": (a_linked_episode(),), "show": {"trailer": None}},
    "a topic of news alone": {"news": (a_news_item(topics=["Allein"]),)},
    "a page elsewhere": {"episodes": (an_episode(link="https://stadt.test/folge"),)},
    "no search": {"site": {"search": False}},
    "an edition": {
        "show": {
            "editions": [
                {
                    "language": "en",
                    "title": "City talk",
                    "summary": "On cities.",
                    "guid": "0f0c7c3e-6d1f-5b8e-9a55-0b3a8a3d2c11",
                }
            ]
        }
    },
    "many pages": {"site": {"episodes_per_page": 1}},
}


def _lost(mastered: Mastered) -> Iterator[tuple[str, str]]:
    """Yield page and link where no file of the release answers."""
    made = render(mastered, mastered.settings).artefacts
    there = {one.path for one in made}
    for one in made:
        if one.mime_type == "text/html" and hasattr(one, "content"):
            page = read_html(one.content.decode())
            yield from ((one.path, link) for link in _inside(page, one.path) if link not in there)


def _inside(page: Page, path: str) -> Iterator[str]:
    """Yield the paths in the built folder that a page leads to."""
    for value in (value for name in _ATTRIBUTES for value in page.values(name)):
        parts = urlsplit(value.removeprefix(BASE))
        if not parts.scheme and parts.path:
            absolute = value.startswith(BASE)
            place = parts.path if absolute else posixpath.join(posixpath.dirname(path), parts.path)
            yield posixpath.normpath(unquote(place))


@pytest.mark.parametrize("shape", SHOWS)
def test_every_internal_link_leads_to_a_file(shape: str) -> None:
    assert sorted(set(_lost(a_mastered(**SHOWS[shape])))) == []


def test_who_is_in_no_episode_is_named_without_a_page() -> None:
    people = [
        {"name": "Moderation", "role": "host"},
        {"name": "Redaktion", "role": "editor", "link": "https://stadt.test/redaktion"},
    ]
    mastered = a_mastered(
        show={"people": people},
        episodes=(a_plain_episode(show_people=False, people=[{"name": "Moderation"}]),),
    )

    page = read_html(site_texts(mastered)["index.html"])

    links = {one.text: one.attributes["href"] for one in page.all("a")}
    assert links["Moderation"] == "people/moderation/index.html"
    assert links["Redaktion"] == "https://stadt.test/redaktion"
