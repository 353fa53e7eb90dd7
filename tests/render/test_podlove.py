"""A show that wants Podlove's player gets it from its own folder, and ours where that can't be."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.render.html_rules import read_html
from tests.render.mastered_shows import a_mastered, a_media

from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.render import render

EPISODE = "episodes/012-mitarbeitende/index.html"
TOLD = "episodes/012-mitarbeitende/podlove.json"


def _documents(mastered: Mastered) -> dict[str, str]:
    made = render(mastered, mastered.settings).artefacts
    return {one.path: one.content.decode() for one in made if isinstance(one, Document)}


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    return _documents(a_mastered(site={"player": "podlove"}))


@pytest.mark.parametrize("path", [EPISODE, "index.html"])
def test_pages_have_a_place_for_it_and_the_browsers_own_until_then(
    documents: dict[str, str], path: str
) -> None:
    page = read_html(documents[path])
    sources = {one.attributes.get("src", "").split("../")[-1] for one in page.all("script")}

    (place,) = [one for one in page.all("div") if "data-podlove" in one.attributes]
    (audio,) = page.all("audio")
    assert (place.attributes["data-podlove"] or "").endswith("podlove.json")
    assert "controls" in audio.attributes
    assert "data-player" not in audio.attributes, "ours would start, too"
    assert {"podlove/embed.js", "podlove.js"} <= sources


def test_what_it_is_told_has_what_it_needs(documents: dict[str, str]) -> None:
    told = json.loads(documents[TOLD])

    assert (told["version"], told["duration"]) == (5, "00:03:04.600")
    (audio,) = told["audio"]
    assert audio["url"].startswith("../../audio/012-mitarbeitende-")
    assert (audio["mimeType"], audio["size"].isdigit()) == ("audio/mpeg", True)
    assert told["chapters"][1] == {
        "start": "00:01:15.500",
        "title": "Was Städte tun & lassen",
        "href": "https://stadt.test/plaetze?a=1&b=2",
    }
    assert told["transcripts"][0]["start_ms"] == 9000
    assert told["transcripts"][0]["voice"] == "Moderation"
    assert told["config"]["base"] == "../../podlove/"


def test_frames_and_shows_that_want_ours_have_nothing_of_it(documents: dict[str, str]) -> None:
    ours = _documents(a_mastered())

    assert "data-player" in documents["episodes/012-mitarbeitende/player.html"]
    assert not [path for path in ours if "podlove" in path]
    assert "podlove" not in ours[EPISODE]


def test_its_files_are_in_the_release() -> None:
    file = replace(a_media("podlove/embed", "mp3"), path="podlove/embed.js")
    mastered = replace(a_mastered(site={"player": "podlove"}), podlove=(file,))

    assert file in render(mastered, mastered.settings).artefacts
