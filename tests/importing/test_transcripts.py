"""Transcripts of an old feed come over, each in its language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.feeds.wild import feed, item
from tests.importing.test_extra import VTT, Web, fields, moved

from podcaster.comparing import compare
from podcaster.feeds import parse_feed

SPOKEN = (
    '<podcast:transcript url="https://stadt.example/e.vtt" type="text/vtt" language="en"/>'
    '<podcast:transcript url="https://stadt.example/t.srt" type="application/x-subrip"'
    ' language="de"/>'
    '<podcast:transcript url="https://stadt.example/f.html" type="text/html" language="fr"/>'
    '<podcast:transcript url="https://stadt.example/e.html" type="text/html" language="en"/>'
)
SRT = b"1\n00:00:00,000 --> 00:00:04,000\nGuten Tag.\n"
ENGLISH = b"WEBVTT\n\n00:00.000 --> 00:04.000\nGood day.\n"


def test_each_transcript_comes_over_in_its_own_language(tmp_path: Path) -> None:
    old = feed(item(1, SPOKEN))

    new = moved(old, tmp_path, Web(e_vtt=ENGLISH, t_srt=SRT))

    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    assert (folder / "transcript.srt").read_bytes() == SRT
    assert (folder / "transcript.en.vtt").read_bytes() == ENGLISH
    said = {(one["url"].split("/")[2], one["language"])
            for one in parse_feed(new, "new").items[0].transcripts}  # fmt: skip
    assert said == {("example.org", "de-DE"), ("example.org", "en"), ("stadt.example", "fr")}
    assert "transcript" not in fields(old, new)


def test_a_transcript_in_another_language_does_not_pass_for_the_own_one(tmp_path: Path) -> None:
    web = Web(e_vtt=ENGLISH)

    new = moved(feed(item(1, SPOKEN)), tmp_path, web)

    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    assert not (folder / "transcript.vtt").exists()
    said = {(one["url"].split("/")[2], one["language"])
            for one in parse_feed(new, "new").items[0].transcripts}  # fmt: skip
    assert said == {("stadt.example", "de"), ("example.org", "en"), ("stadt.example", "fr")}


@pytest.mark.parametrize(
    ("language", "name"),
    [("", "transcript.vtt"), ("de_at", "transcript.vtt"), ("Deutsch", "transcript.vtt"),
     ("en-gb", "transcript.en-GB.vtt"), ("fr", "transcript.fr.vtt")],
)  # fmt: skip
def test_the_name_of_a_transcript_says_its_language(
    language: str, name: str, tmp_path: Path
) -> None:
    link = f'<podcast:transcript url="https://a.test/t.vtt" type="text/vtt" language="{language}"/>'

    moved(feed(item(1, link)), tmp_path, Web(t_vtt=VTT))

    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    assert [one.name for one in folder.glob("transcript*")] == [name]


def test_a_transcript_that_is_lost_shows_in_the_comparison() -> None:
    old, new = parse_feed(feed(item(1, SPOKEN)), "old"), parse_feed(feed(item(1)), "new")

    (found,) = compare(old, new)

    assert (found.field, found.old, found.new) == ("transcript", "de, en, fr", "")
