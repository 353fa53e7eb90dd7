"""Readers that others wrote understand the feed as the model means it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import fastfeedparser
import feedparser
import podcastparser
from tests.render.feed_facts import DOCUMENT, FACTS, MASTERED, SHOW
from tests.render.readers import (
    from_fastfeedparser,
    from_feedparser,
    from_partytime,
    from_podcastparser,
)

from podcaster.render.transcript import MIME_TYPES

#: It has a name of its own for SRT.
PARTYTIME_SAYS: Final = {"application/x-subrip": "application/srt"}


def test_feedparser_agrees_with_the_model() -> None:
    read = feedparser.parse(DOCUMENT.content)

    assert not read.bozo
    assert read.feed.title == SHOW.title
    assert read.feed.subtitle == SHOW.summary
    assert read.feed.link == SHOW.link
    assert read.feed.language == SHOW.language
    assert read.feed.publisher_detail == {"name": SHOW.owner.name, "email": SHOW.owner.email}
    assert read.feed.image.href == MASTERED.settings.site.address(MASTERED.cover.full.path)
    assert [from_feedparser(entry) for entry in read.entries] == FACTS


def test_podcastparser_agrees_with_the_model(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(DOCUMENT.content)
    with file.open("rb") as stream:
        read = podcastparser.parse("https://hoeren.stadt.test/podcast/feed.xml", stream)

    assert read["title"] == SHOW.title
    assert read["description"] == SHOW.summary
    assert read["link"] == SHOW.link
    assert read["itunes_author"] == SHOW.author
    assert read["explicit"] is SHOW.explicit
    assert [" > ".join(category) for category in read["itunes_categories"]] == list(SHOW.categories)
    assert [from_podcastparser(episode) for episode in read["episodes"]] == FACTS


def test_partytime_agrees_with_the_model(partytime: Callable[[bytes], Any]) -> None:
    read = partytime(DOCUMENT.content)

    assert read["title"] == SHOW.title
    assert read["guid"] == SHOW.guid
    assert read["medium"] == "podcast"
    assert (read["locked"], read["podcastOwner"]) == (SHOW.locked, SHOW.owner.email)
    assert read["itunesCategory"] == list(SHOW.categories)
    assert [person["name"] for person in read["podcastPeople"]] == ["Moderation", "Grafik"]
    assert [link["message"] for link in read["podcastFunding"]] == ["Mitglied werden"]
    assert [trailer["title"] for trailer in read["trailers"]] == ["Worum es geht", "Staffel 3"]
    assert (read["license"]["identifier"], read["medium"]) == ("cc-by-4.0", "podcast")
    assert [from_partytime(item) for item in read["items"]] == FACTS


def test_partytime_finds_what_the_podcast_namespace_says_of_an_episode(
    partytime: Callable[[bytes], Any],
) -> None:
    item = partytime(DOCUMENT.content)["items"][0]

    assert item["podcastChapters"]["url"].endswith("/012-mitarbeitende/chapters.json")
    assert [(one["type"], one["language"]) for one in item["podcastTranscripts"]] == [
        (PARTYTIME_SAYS.get(kind, kind), language)
        for language in ("de", "en")
        for kind in MIME_TYPES.values()
    ]
    assert [(one["name"], one["role"], one["group"]) for one in item["podcastPeople"]] == [
        ("Moderation", "Host", "Cast"),
        ("Grafik", "Consultant", "Visuals"),
        ("Gast aus Hannover", "Guest", "Cast"),
        ("Tonstudio", "Audio Engineer", "Audio Production"),
    ]
    assert item["podcastSoundbites"] == [
        {"startTime": 84.25, "duration": 20, "title": "Was hilft?"},
        # Without a title of its own it takes the show's.
        {"startTime": 130, "duration": 15.5, "title": SHOW.title},
    ]
    assert item["podcastLocation"]["name"] == "Hannover"
    assert item["license"]["identifier"] == "Nur zum Hören"
    assert item["podcastEpisode"] == {"number": 12, "display": "12½"}
    assert item["podcastSeason"] == {"number": 2, "name": "Kommunen"}


def test_xmllint_finds_the_feed_well_formed(xmllint: str, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(DOCUMENT.content)

    run = subprocess.run(
        [xmllint, "--noout", "--nonet", file], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, "")


def test_fastfeedparser_agrees_with_the_model() -> None:
    read = fastfeedparser.parse(DOCUMENT.content)

    assert (read.feed.title, read.feed.link) == (SHOW.title, SHOW.link)
    assert read.feed.subtitle == SHOW.summary
    assert [from_fastfeedparser(entry) for entry in read.entries] == [facts[:6] for facts in FACTS]
