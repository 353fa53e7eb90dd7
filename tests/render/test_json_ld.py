"""What pages tell search engines is of schema.org's types, on every page that tells anything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_media,
    a_news_item,
    a_plain_episode,
    a_trailer,
    an_episode,
)
from tests.render.schema_org import faults_of

from podcaster.model.mastered import Card, Mastered
from podcaster.render.archive import render_archive
from podcaster.render.pages import render_pages
from podcaster.render.service import render_service

EVENT = {
    "kind": "event",
    "event": {"starts_at": "2026-05-01T10:00:00+02:00", "place": "Rathaus"},
}


def _rich() -> Mastered:
    episodes = (an_episode(), a_plain_episode(), a_linked_episode(), a_trailer())
    return a_mastered(episodes=episodes, news=(a_news_item(), a_news_item("tagung", **EVENT)))


def _data(mastered: Mastered) -> dict[str, dict[str, Any]]:
    """Return path -> JSON-LD of every page that has some."""
    found = {}
    for renderer in (render_pages, render_archive, render_service):
        for one in renderer(mastered, mastered.settings):
            pattern = r'<script type="application/ld\+json">(.*?)</script>'
            for text in re.findall(pattern, one.content.decode(), re.DOTALL):
                found[one.path] = json.loads(text)
    return found


def test_everything_told_to_search_engines_is_of_schema_orgs_types() -> None:
    data = _data(_rich())

    kinds = {one["@type"] for one in data.values()}
    assert kinds == {
        "PodcastSeries", "PodcastEpisode", "PodcastSeason", "NewsArticle",
        "CollectionPage", "ProfilePage",
    }  # fmt: skip
    assert {path: faults_of(one) for path, one in data.items() if faults_of(one)} == {}


@pytest.mark.parametrize(
    "change",
    [
        {"@type": "Newsarticle"},
        {"@context": "http://elsewhere.test"},
        {"title": "what schema.org calls a headline"},
        {"datePublished": "2026-03-06"},
        {"image": "news/card.png"},
        {"author": {"@type": "Place", "name": "Rathaus"}},
        {"about": {"@type": "Event", "startDate": "tomorrow"}},
        {"headline": ""},
    ],
)
def test_the_judge_finds_what_is_not_so(change: dict[str, object]) -> None:
    article = _data(_rich())["news/tagung/index.html"]

    assert not faults_of(article)
    assert len(faults_of(article | change)) == 1


def test_a_news_page_says_what_takes_place_when_and_where() -> None:
    article = _data(_rich())["news/tagung/index.html"]

    assert article["about"]["startDate"] == "2026-05-01T10:00:00+02:00"
    assert article["about"]["location"] == {"@type": "Place", "name": "Rathaus"}


def test_lists_say_what_stands_in_them() -> None:
    data = _data(_rich())
    season, topic = data["seasons/2/index.html"], data["topics/kommunen/index.html"]
    person = data["people/gast-aus-hannover/index.html"]

    assert (season["seasonNumber"], season["numberOfEpisodes"]) == (2, len(season["episode"]))
    assert next(one["url"] for one in topic["hasPart"]).endswith(
        "/episodes/012-mitarbeitende/index.html"
    )
    assert person["mainEntity"]["name"] == "Gast aus Hannover"
    assert person["mainEntity"]["sameAs"] == "https://hannover.test/gast"
    people = data["people/index.html"]["mainEntity"]["itemListElement"]
    assert [one["position"] for one in people] == list(range(1, len(people) + 1))
    assert {one["headline"] for one in data["news/index.html"]["hasPart"]} == {
        "Neues Positionspapier"
    }


def test_older_pages_of_the_list_say_what_stands_in_them() -> None:
    episodes = (an_episode(), a_plain_episode(), a_trailer())
    data = _data(a_mastered(episodes=episodes, site={"episodes_per_page": 1}))

    part = data["archive/2/index.html"]
    assert not faults_of(part)
    assert len(part["hasPart"]) == 1


def test_links_to_a_news_item_show_its_card() -> None:
    card = Card(a_media("news/positionspapier/card", "png"), "Was darauf steht")
    mastered = a_mastered(news=(replace(a_news_item(), card=card),))
    pages = {one.path: one.content.decode() for one in render_service(mastered, mastered.settings)}
    page = pages["news/positionspapier/index.html"]

    assert (
        f'property="og:image" content="{mastered.settings.site.address(card.media.path)}"' in page
    )
    assert 'property="og:image:width" content="1200"' in page
    assert 'property="og:image:alt" content="Was darauf steht"' in page
