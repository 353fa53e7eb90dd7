"""Readers in JavaScript, and newsboat, understand the feeds as the model means them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree
from tests.render.feed_facts import BASE, DOCUMENT, DOCUMENTS, EVERYTHING, FACTS, MASTERED, SHOW
from tests.render.readers import (
    from_feedsmith,
    from_rowanmanning,
    from_rss_parser,
    read_by_javascript,
    read_by_newsboat,
)


@pytest.fixture(scope="module")
def readers(node_judges: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Return what feedsmith, rss-parser and @rowanmanning/feed-parser understand."""
    folder = tmp_path_factory.mktemp("feeds")
    for path, document in DOCUMENTS.items():
        (folder / path).write_bytes(document.content)
    return read_by_javascript(node_judges, folder)


def test_rss_parser_agrees_with_the_model(readers: Mapping[str, Any]) -> None:
    read = readers["rssParser"]

    assert (read["title"], read["link"], read["language"]) == (SHOW.title, SHOW.link, "de")
    assert (read["feedUrl"], read["description"]) == (f"{BASE}/feed.xml", SHOW.summary)
    assert [from_rss_parser(item) for item in read["items"]] == FACTS


def test_rowanmannings_parser_agrees_with_the_model(readers: Mapping[str, Any]) -> None:
    read = readers["rowanmanning"]

    assert (read["title"], read["url"], read["self"]) == (SHOW.title, SHOW.link, f"{BASE}/feed.xml")
    assert (read["language"], read["copyright"]) == (SHOW.language, SHOW.copyright)
    assert [from_rowanmanning(item) for item in read["items"]] == [facts[:6] for facts in FACTS]


def test_feedsmith_agrees_with_the_model(readers: Mapping[str, Any]) -> None:
    read = readers["feedsmith"]["rss"]

    assert (read["title"], read["link"], read["description"]) == (
        SHOW.title,
        SHOW.link,
        SHOW.summary,
    )
    assert [from_feedsmith(item) for item in read["items"]] == FACTS


#: What feedsmith calls a tag of the podcast namespace that may stand several times.
MANY: Final = {
    "alternateEnclosure": "alternateEnclosures", "block": "blocks", "contentLink": "contentLinks",
    "funding": "fundings", "image": "images", "liveItem": "liveItems", "location": "locations",
    "person": "persons", "remoteItem": "remoteItems", "socialInteract": "socialInteracts",
    "soundbite": "soundbites", "trailer": "trailers", "transcript": "transcripts", "txt": "txts",
    "value": "values",
}  # fmt: skip

#: It reads these elsewhere only.
PASSED_OVER: Final = {"channel": {"socialInteract"}, "item": {"contentLink", "funding"}}


@pytest.mark.parametrize("parent", ["channel", "item"])
def test_feedsmith_counts_every_tag_of_the_podcast_namespace(
    readers: Mapping[str, Any], parent: str
) -> None:
    channel = etree.fromstring(DOCUMENT.content)[0]
    element = channel if parent == "channel" else channel.find("item")
    assert element is not None
    names = [etree.QName(one) for one in element]
    there = Counter(
        one.localname
        for one in names
        if "podcastindex" in str(one.namespace) and one.localname not in PASSED_OVER[parent]
    )

    rss = readers["feedsmith"]["rss"]
    read = (rss if parent == "channel" else rss["items"][0])["podcast"]

    assert {name: len(read[MANY[name]]) if name in MANY else 1 for name in there} == there
    assert {MANY.get(name, name) for name in there} == set(read)


def test_feedsmith_reads_numbers_and_addresses_of_tags_as_they_were_written(
    readers: Mapping[str, Any],
) -> None:
    written = MASTERED.episodes[0].draft.written
    read = readers["feedsmith"]["rss"]["items"][0]["podcast"]
    film, (value,) = read["alternateEnclosures"][1], read["values"]

    assert film["bitrate"] == written.alternate_enclosures[0].bitrate
    integrity = written.alternate_enclosures[0].integrity
    assert integrity is not None
    assert film["integrity"]["value"] == integrity.value
    assert [one["uri"] for one in film["sources"]] == [
        one.uri for one in written.alternate_enclosures[0].sources
    ]
    assert [one["split"] for one in value["valueRecipients"]] == [95, 5]
    # Four seconds of intro come first.
    assert [one["startTime"] for one in value["valueTimeSplits"]] == [64, 104]
    assert [one["uri"] for one in read["socialInteracts"]] == [
        one.uri for one in written.social_interact
    ]


def test_feedsmith_reads_the_json_feed_as_the_feed(readers: Mapping[str, Any]) -> None:
    read = readers["feedsmith"]["json"]

    assert (read["title"], read["home_page_url"], read["language"]) == (
        SHOW.title,
        SHOW.link,
        SHOW.language,
    )
    assert [one["url"] for one in read["hubs"]] == list(EVERYTHING.settings.feed.hubs)
    assert [_from_json_feed(item) for item in read["items"]] == [facts[:6] for facts in FACTS]


def _from_json_feed(item: Mapping[str, Any]) -> tuple[object, ...]:
    attachment = item["attachments"][0]
    return (
        item["id"],
        item["title"],
        datetime.fromisoformat(item["date_published"]),
        attachment["url"],
        attachment["size_in_bytes"],
        attachment["mime_type"],
    )


def test_feedsmith_reads_the_list_of_feeds(readers: Mapping[str, Any]) -> None:
    read = readers["feedsmith"]["opml"]

    assert [(one["text"], one["xmlUrl"]) for one in read["body"]["outlines"]] == [
        (SHOW.title, f"{BASE}/feed.xml"),
        ("The City in Conversation", f"{BASE}/feed.en.xml"),
        ("Nachbarschaft", "https://nachbarn.test/feed.xml"),
    ]


def test_newsboat_agrees_with_the_model(newsboat: str, tmp_path: Path) -> None:
    shows, items = read_by_newsboat(newsboat, DOCUMENT.content, tmp_path)

    assert shows == [(SHOW.title, SHOW.link)]
    assert sorted(items) == sorted((*facts[:4], facts[5]) for facts in FACTS)
