"""Films of soundbites stand on the episode's page, with captions for those who can't hear them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import a_mastered, a_media, an_episode

from podcaster.model.artefacts import Document
from podcaster.model.episode import Soundbite
from podcaster.model.mastered import Excerpt, Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.render import render

PAGE = "episodes/012-mitarbeitende/index.html"
CAPTIONS = "episodes/012-mitarbeitende/audiogram-1.vtt"
BITE = Soundbite(start_s=10.0, duration_s=20.0, title="Was <hilft>?")


def _mastered(transcript: Transcript | None) -> Mastered:
    films = {
        shape: a_media(f"episodes/012-mitarbeitende/audiogram-1-{shape}", "mp4")
        for shape in ("square", "wide")
    }
    episode = an_episode(transcript=transcript)
    return a_mastered(
        episodes=(replace(episode, excerpts=(Excerpt("Was <hilft>?", BITE, films),)),)
    )


def _documents(mastered: Mastered) -> dict[str, str]:
    made = render(mastered, mastered.settings).artefacts
    return {one.path: one.content.decode() for one in made if isinstance(one, Document)}


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    cues = (Cue(2, 9, "Vorher."), Cue(9, 12, "Am Anfang.", "Gast"), Cue(29, 33, "Am Ende."))
    return _documents(_mastered(Transcript("de", cues)))


def _page(documents: dict[str, str]) -> Page:
    return read_html(documents[PAGE])


def test_a_film_is_shown_and_loads_nothing_before_it_plays(documents: dict[str, str]) -> None:
    (video,) = _page(documents).all("video")

    assert video.attributes["preload"] == "none"
    assert (video.attributes["width"], video.attributes["height"]) == ("1280", "720")
    assert video.attributes["aria-label"] == "Ausschnitt: Was <hilft>?"
    assert "Ausschnitte zum Teilen" in _page(documents).texts("h2")


def test_both_shapes_can_be_taken_along(documents: dict[str, str]) -> None:
    links = [one.attributes.get("href") or "" for one in _page(documents).all("a")]

    films = [link for link in links if link.endswith(".mp4")]
    assert [link.split("-")[2] for link in films] == ["wide", "square"]


def test_captions_begin_with_the_film_and_end_with_it(documents: dict[str, str]) -> None:
    (track,) = _page(documents).all("track")

    assert track.attributes["src"] == "audiogram-1.vtt"
    assert documents[CAPTIONS] == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Gast>Am Anfang.\n\n"
        "00:00:19.000 --> 00:00:20.000\nAm Ende.\n"
    )


def test_a_film_without_a_transcript_has_no_captions() -> None:
    documents = _documents(_mastered(None))

    assert not read_html(documents[PAGE]).all("track")
    assert CAPTIONS not in documents


def test_the_films_are_in_the_release() -> None:
    mastered = _mastered(None)

    there = {one.path for one in render(mastered, mastered.settings).artefacts}

    assert {film.path for film in mastered.episodes[0].excerpts[0].films.values()} <= there
