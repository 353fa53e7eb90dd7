"""Titles and numbers of an old feed: what apps show stays, and what changes is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.feeds.wild import feed, item
from tests.importing.test_extra import fields, moved
from tests.importing.test_import import bring, loaded

from podcaster.comparing import compare
from podcaster.feeds import parse_feed
from podcaster.opening import open_workspace
from podcaster.pipeline import find_all

LONG = "<title>Folge 12: Nacht</title>"
BOTH = item(1, title=LONG, more="<itunes:title>Nacht</itunes:title>")


def test_the_title_that_apps_show_is_the_title(tmp_path: Path) -> None:
    done = bring(feed(BOTH), tmp_path / "show")

    (episode,) = loaded(tmp_path / "show").episodes
    assert episode.written.title == "Nacht"
    assert "Folge 12: Nacht" in "".join(str(row.what) for row in done.repairs)
    assert "PC307" not in {row.code for row in find_all(open_workspace(tmp_path / "show"))}


def test_what_becomes_of_both_titles_is_compared(tmp_path: Path) -> None:
    old = feed(BOTH)

    found = fields(old, moved(old, tmp_path))

    assert "rss-title" in found
    assert "title" not in found


def test_another_title_for_apps_is_a_difference() -> None:
    found = compare(parse_feed(feed(BOTH), "a"), parse_feed(feed(item(1, title=LONG)), "b"))

    assert [(one.field, one.old, one.new) for one in found] == [
        ("title", "Nacht", "Folge 12: Nacht"),
        ("rss-title", "Folge 12: Nacht", ""),
    ]


def test_two_titles_that_are_one_need_no_words(tmp_path: Path) -> None:
    same = "<itunes:title>Folge 12:  Nacht</itunes:title>"

    done = bring(feed(item(1, title=LONG, more=same)), tmp_path / "show")

    assert "itunes:title" not in "".join(str(row.what) for row in done.repairs)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("<podcast:episode>12.5</podcast:episode>", None),
        ("<itunes:episode>0</itunes:episode>", None),
        ("<itunes:episode>x</itunes:episode><podcast:episode>7</podcast:episode>", 7),
        ("<itunes:episode>7.0</itunes:episode>", 7),
        ("", None),
    ],
)
def test_a_number_that_cannot_be_kept_is_said(
    said: str, number: int | None, tmp_path: Path
) -> None:
    done = bring(feed(item(1, more=said)), tmp_path / "show")

    (episode,) = loaded(tmp_path / "show").episodes
    assert episode.written.number == number
    told = "is left out" in "".join(str(row.what) for row in done.repairs)
    assert told == bool(said and number is None)
