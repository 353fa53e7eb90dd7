"""The example show's feed, before every judge there is; only its audio is not mastered here."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import fastfeedparser
import feedparser
import podcastparser
import pytest
from tests.render.mastered_shows import a_cover, a_media, an_enclosure
from tests.render.readers import (
    Facts,
    facts_of,
    from_fastfeedparser,
    from_feedparser,
    from_feedsmith,
    from_partytime,
    from_podcastparser,
    from_rowanmanning,
    from_rss_parser,
    read_by_javascript,
    read_by_newsboat,
)
from tests.render.w3c_rules import objections
from tests.shows import a_workspace

from podcaster.load import load
from podcaster.model.checked import Checked
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render.feed import render_feed
from podcaster.render.feed.grammar import first_breach
from podcaster.render.json_feed import render_json_feed
from podcaster.render.opml import render_opml

ROOT: Final = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def example() -> Mastered:
    draft = load(ROOT, a_workspace(ROOT))
    out = [
        one
        for one in draft.episodes
        if one.written.status == "published" and one.written.published_at <= draft.now
    ]
    newest_first = tuple(sorted(out, key=lambda one: one.written.published_at, reverse=True))
    checked = Checked(draft, newest_first, (), ())
    episodes = tuple(
        MasteredEpisode(
            draft=one,
            enclosures=(an_enclosure(one.slug),),
            chapters=one.chapters,
            transcript=one.transcript,
            soundbites=one.written.soundbites,
        )
        for one in checked.episodes
    )
    emblems = {
        grant.name: a_media(f"emblems/{grant.name}", "png")
        for grant in draft.settings.show.grants
        if grant.emblem
    }
    cover = a_cover("", draft.settings.show.artwork.alt)
    return Mastered(checked, episodes, (), cover, emblems)


@pytest.fixture(scope="module")
def facts(example: Mastered) -> list[Facts]:
    """Return what readers have to find out, of each episode in the show's language."""
    settings = example.settings
    return [
        facts_of(one, settings)
        for one in example.episodes
        if one.draft.written.language in {None, settings.show.language}
    ]


@pytest.fixture(scope="module")
def feed(example: Mastered) -> bytes:
    documents = {one.path: one.content for one in render_feed(example, example.settings)}
    return documents["feed.xml"]


def test_it_has_episodes(facts: list[Facts]) -> None:
    assert len(facts) > 3


def test_the_grammar_and_the_rules_of_the_w3c_have_nothing_to_object(feed: bytes) -> None:
    assert first_breach(feed) is None
    assert objections(feed) == []


def test_xmllint_finds_it_well_formed(feed: bytes, xmllint: str) -> None:
    run = subprocess.run([xmllint, "--noout", "--nonet", "-"], input=feed, check=False)

    assert run.returncode == 0


def test_feedparser_agrees(feed: bytes, facts: list[Facts]) -> None:
    read = feedparser.parse(feed)

    assert not read.bozo
    assert [from_feedparser(entry) for entry in read.entries] == facts


def test_podcastparser_agrees(feed: bytes, facts: list[Facts]) -> None:
    read = podcastparser.parse("https://stadt.test/feed.xml", io.BytesIO(feed))

    assert [from_podcastparser(episode) for episode in read["episodes"]] == facts


def test_fastfeedparser_agrees(feed: bytes, facts: list[Facts]) -> None:
    entries = fastfeedparser.parse(feed).entries

    assert [from_fastfeedparser(entry) for entry in entries] == [one[:6] for one in facts]


def test_partytime_agrees(
    feed: bytes, facts: list[Facts], partytime: Callable[[bytes], Any]
) -> None:
    assert [from_partytime(item) for item in partytime(feed)["items"]] == facts


def test_readers_in_javascript_agree(
    example: Mastered, facts: list[Facts], node_judges: Path, tmp_path: Path
) -> None:
    for renderer in (render_feed, render_json_feed, render_opml):
        for document in renderer(example, example.settings):
            (tmp_path / document.path).write_bytes(document.content)

    read = read_by_javascript(node_judges, tmp_path)

    rss, rowan = read["rssParser"]["items"], read["rowanmanning"]["items"]
    assert [from_rss_parser(item) for item in rss] == facts
    assert [from_rowanmanning(item) for item in rowan] == [one[:6] for one in facts]
    assert [from_feedsmith(item) for item in read["feedsmith"]["rss"]["items"]] == facts


def test_newsboat_agrees(newsboat: str, feed: bytes, facts: list[Facts], tmp_path: Path) -> None:
    _, items = read_by_newsboat(newsboat, feed, tmp_path)

    assert sorted(items) == sorted((*one[:4], one[5]) for one in facts)
