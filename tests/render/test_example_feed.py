"""The example show's feed, before every judge there is; only its audio is not mastered here."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import fastfeedparser
import feedparser
import podcastparser
import pytest
from tests.render.mastered_shows import a_cover, a_media, an_enclosure
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

#: What every reader finds out about an item.
Facts = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def example() -> Mastered:
    draft = load(ROOT, a_workspace(ROOT))
    out = [
        one
        for one in draft.episodes
        if one.written.status == "published" and one.written.published_at <= draft.now
    ]
    newest_first = tuple(sorted(out, key=lambda one: one.written.published_at, reverse=True))
    checked = Checked(draft, newest_first, (), (), ())
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
def facts(example: Mastered) -> Facts:
    """Return GUID, title and address of the audio of each episode in the show's language."""
    settings = example.settings
    return [
        (one.draft.written.guid, one.draft.written.title, one.enclosure.address(settings))
        for one in example.episodes
        if one.draft.written.language in {None, settings.show.language}
    ]


@pytest.fixture(scope="module")
def feed(example: Mastered) -> bytes:
    documents = {one.path: one.content for one in render_feed(example, example.settings)}
    return documents["feed.xml"]


def test_it_has_episodes(facts: Facts) -> None:
    assert len(facts) > 3


def test_the_grammar_and_the_rules_of_the_w3c_have_nothing_to_object(feed: bytes) -> None:
    assert first_breach(feed) is None
    assert objections(feed) == []


def test_xmllint_finds_it_well_formed(feed: bytes, xmllint: str) -> None:
    run = subprocess.run([xmllint, "--noout", "--nonet", "-"], input=feed, check=False)

    assert run.returncode == 0


def with_feedparser(feed: bytes) -> Facts:
    read = feedparser.parse(feed)
    assert not read.bozo
    return [(one.id, one.title, one.enclosures[0].href) for one in read.entries]


def with_podcastparser(feed: bytes) -> Facts:
    read = podcastparser.parse("https://stadt.test/feed.xml", io.BytesIO(feed))
    return [(one["guid"], one["title"], one["enclosures"][0]["url"]) for one in read["episodes"]]


def with_fastfeedparser(feed: bytes) -> Facts:
    read = fastfeedparser.parse(feed)
    return [(one.id, one.title, one.enclosures[0]["url"]) for one in read.entries]


@pytest.mark.parametrize("reader", [with_feedparser, with_podcastparser, with_fastfeedparser])
def test_readers_in_python_agree(
    reader: Callable[[bytes], Facts], feed: bytes, facts: Facts
) -> None:
    assert reader(feed) == facts


def test_partytime_agrees(feed: bytes, facts: Facts, partytime: Callable[[bytes], Any]) -> None:
    items = partytime(feed)["items"]

    assert [(one["guid"], one["title"], one["enclosure"]["url"]) for one in items] == facts


def test_readers_in_javascript_agree(
    example: Mastered, feed: bytes, facts: Facts, node_judges: Path, tmp_path: Path
) -> None:
    (tmp_path / "feed.xml").write_bytes(feed)
    for renderer in (render_json_feed, render_opml):
        for document in renderer(example, example.settings):
            (tmp_path / document.path).write_bytes(document.content)

    run = subprocess.run(
        ["node", node_judges / "readers.mjs", tmp_path],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    read = json.loads(run.stdout)
    rss, rowan = read["rssParser"]["items"], read["rowanmanning"]["items"]
    smith = read["feedsmith"]["rss"]["items"]
    assert [(one["guid"], one["title"], one["enclosure"]["url"]) for one in rss] == facts
    assert [(one["id"], one["title"], one["media"][0]["url"]) for one in rowan] == facts
    assert [
        (one["guid"]["value"], one["title"], one["enclosures"][0]["url"]) for one in smith
    ] == facts


def test_newsboat_agrees(newsboat: str, feed: bytes, facts: Facts, tmp_path: Path) -> None:
    file, cache = tmp_path / "feed.xml", tmp_path / "cache.db"
    file.write_bytes(feed)
    (tmp_path / "urls").write_text(f"file://{file}\n", encoding="utf-8")
    (tmp_path / "config").write_text("", encoding="utf-8")

    subprocess.run(
        [newsboat, "-q", "-x", "reload", "-u", tmp_path / "urls", "-c", cache,
         "-C", tmp_path / "config"],
        capture_output=True,
        check=True,
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )  # fmt: skip

    with closing(sqlite3.connect(cache)) as database:
        rows = database.execute("SELECT guid, title, enclosure_url FROM rss_item").fetchall()
    assert sorted(rows) == sorted(facts)
