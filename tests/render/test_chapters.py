"""Chapters as a JSON file and as time stamps."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode

from podcaster.load.chapters import parse_json_chapters
from podcaster.model.chapters import Chapter
from podcaster.model.mastered import MasteredEpisode
from podcaster.model.timeline import Timeline
from podcaster.render.chapters import chapters_json, render_chapters, time_stamps
from podcaster.render.feed.psc import simple_chapters

moments = st.floats(0, 36_000, allow_nan=False)


def _episode(*starts: float) -> MasteredEpisode:
    return an_episode(chapters=tuple(Chapter(start, f"Teil {start}") for start in starts))


def test_chapters_are_written_in_version_1_2_of_the_format() -> None:
    mastered = a_mastered()

    (document,) = render_chapters(mastered, mastered.settings)

    assert document.path == "episodes/012-mitarbeitende/chapters.json"
    assert document.mime_type == "application/json+chapters"
    assert document.item == "episode/012-mitarbeitende"
    assert json.loads(document.content) == {
        "version": "1.2.0",
        "title": "Sicherheit von Mitarbeiter*innen: „Was nun?“",
        "podcastName": "Stadt im Gespräch",
        "author": "Forum Urbane Sicherheit",
        "chapters": [
            {"startTime": 0, "title": "Begrüßung"},
            {
                "startTime": 75.5,
                "title": "Was Städte tun & lassen",
                "url": "https://stadt.test/plaetze?a=1&b=2",
            },
            {"startTime": 130, "title": "Ausblick"},
        ],
    }


def test_an_episode_without_chapters_has_no_file() -> None:
    mastered = a_mastered(episodes=(a_plain_episode(),))

    assert render_chapters(mastered, mastered.settings) == ()


@given(moments)
def test_times_are_written_to_the_millisecond_and_whole_where_they_are(start_s: float) -> None:
    mastered = a_mastered()

    written = json.dumps(chapters_json(_episode(start_s), mastered.settings))

    (time,) = re.findall(r'"startTime": ([^,]+)', written)
    assert abs(float(time) - start_s) <= 0.0005
    assert re.fullmatch(r"\d+(\.\d{1,3})?", time)
    assert not time.endswith(".0")


def test_time_stamps_are_minutes_and_seconds() -> None:
    assert time_stamps(_episode(0.0, 75.9, 130.0)) == (
        "00:00 Teil 0.0",
        "01:15 Teil 75.9",
        "02:10 Teil 130.0",
    )


def test_time_stamps_have_hours_everywhere_if_one_needs_them() -> None:
    stamps = time_stamps(_episode(0.0, 75.0, 3725.0))

    assert [stamp.split()[0] for stamp in stamps] == ["00:00:00", "00:01:15", "01:02:05"]


def test_there_are_no_time_stamps_where_apps_would_not_take_them() -> None:
    assert time_stamps(_episode(0.0, 60.0)) == ()
    assert time_stamps(_episode(5.0, 60.0, 120.0)) == ()
    assert time_stamps(_episode(0.0, 60.1, 60.9)) == ()
    assert time_stamps(_episode()) == ()


def test_the_intro_counts_to_a_chapter_that_stood_at_the_beginning() -> None:
    raw = _episode(0.0, 60.0, 120.0)
    finished = replace(raw, chapters=tuple(chapter.shifted(7.5) for chapter in raw.chapters))

    assert [stamp.split()[0] for stamp in time_stamps(finished)] == ["00:00", "01:07", "02:07"]


@given(st.lists(moments, min_size=3, max_size=8))
def test_time_stamps_ascend_from_zero_or_are_left_out(starts: list[float]) -> None:
    stamps = [stamp.split()[0] for stamp in time_stamps(_episode(*starts))]

    assert stamps == sorted(set(stamps))
    assert not stamps or set(stamps[0]) == {"0", ":"}


RICH = {
    "version": "1.2.0",
    "chapters": [
        {"startTime": 0, "endTime": 5.25, "title": "Am Bahnhof", "url": "https://stadt.test/b",
         "img": "https://stadt.test/b.jpg",
         "location": {"name": "Hannover", "geo": "geo:52.37,9.74", "osm": "R59418"}},
        {"startTime": 3, "endTime": 4, "img": "https://stadt.test/still.png", "toc": False},
        {"startTime": 9, "title": "Ende", "location": {"name": "Zuhause"}},
    ],
}  # fmt: skip


def test_what_chapters_say_in_json_comes_back_as_it_was() -> None:
    read = parse_json_chapters("c.json", json.dumps(RICH))
    episode = replace(_episode(), chapters=read.chapters, silent_chapters=read.silent)

    written = chapters_json(episode, a_mastered().settings)

    assert read.findings == ()
    assert written["chapters"] == RICH["chapters"]


def test_pictures_stand_in_the_feed_and_silent_chapters_do_not() -> None:
    read = parse_json_chapters("c.json", json.dumps(RICH))
    episode = replace(_episode(), chapters=read.chapters, silent_chapters=read.silent)

    chapters = simple_chapters(episode).children

    assert [one.attributes.get("image") for one in chapters] == ["https://stadt.test/b.jpg", None]


def test_ends_move_with_their_starts() -> None:
    one = Chapter(10.0, "A", end_s=20.0)

    assert one.shifted(2.5) == Chapter(12.5, "A", end_s=22.5)
    assert one.moved(Timeline(((0.0, 12.0), (15.0, 30.0)))) == Chapter(10.0, "A", end_s=17.0)
