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
    assert kinds == {"PodcastSeries", "PodcastEpisode", "NewsArticle"}
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
