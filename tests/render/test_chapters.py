"""Chapters as a JSON file and as time stamps."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode

from podcaster.model.chapters import Chapter
from podcaster.model.mastered import MasteredEpisode
from podcaster.render.chapters import chapters_json, render_chapters, time_stamps

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
