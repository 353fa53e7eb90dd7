"""A release holds every file of the built folder, and says where each stands."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_news_item,
    a_plain_episode,
    an_episode,
)

from podcaster.errors import PodcasterError
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.model.release import Release
from podcaster.render import render

ROOT: Final = Path(__file__).parents[2]


def _release(mastered: Mastered | None = None) -> Release:
    mastered = mastered or a_mastered()
    return render(mastered, mastered.settings)


def _paths(release: Release) -> list[str]:
    return [artefact.path for artefact in release.artefacts]


def test_every_file_stands_once_sorted_by_its_path() -> None:
    paths = _paths(_release())

    assert paths == sorted(set(paths))
    assert {"feed.xml", "index.html", "style.css"} <= set(paths)


def test_all_finished_media_come_along() -> None:
    mastered = a_mastered()

    paths = _paths(_release(mastered))

    assert mastered.cover.full.path in paths
    assert mastered.cover.small.path in paths
    assert {media.path for media in mastered.emblems.values()} <= set(paths)
    for episode in mastered.episodes:
        assert episode.enclosure.media is not None
        assert episode.enclosure.media.path in paths
    assert [news.picture.path in paths for news in mastered.news if news.picture] == [True]


def test_an_episode_knows_its_files_and_all_of_them_exist() -> None:
    release = _release()

    full, plain, _ = release.episodes

    folder = "episodes/012-mitarbeitende"
    assert full.page == f"{folder}/index.html"
    assert [media.mime_type for media in full.audio] == ["audio/mpeg"]
    assert full.sidecars == {
        "chapters": f"{folder}/chapters.json",
        "transcript": f"{folder}/transcript.vtt",
        "transcript_html": f"{folder}/transcript.html",
        "transcript_srt": f"{folder}/transcript.srt",
        "transcript_json": f"{folder}/transcript.json",
        "transcript_text": f"{folder}/transcript.txt",
        "transcript_en": f"{folder}/transcript.en.vtt",
        "transcript_html_en": f"{folder}/transcript.en.html",
        "transcript_srt_en": f"{folder}/transcript.en.srt",
        "transcript_json_en": f"{folder}/transcript.en.json",
        "transcript_text_en": f"{folder}/transcript.en.txt",
        "player": f"{folder}/player.html",
        "oembed": f"{folder}/oembed.json",
        "episode": f"{folder}/episode.json",
        "embed": f"{folder}/einbinden.html",
    }
    assert full.fragments == {
        "full": f"{folder}/fragment.html",
        "teaser": f"{folder}/fragment-teaser.html",
        "notes": f"{folder}/fragment-notes.html",
    }
    assert set(plain.sidecars) == {"player", "oembed", "episode", "embed"}
    named = [full.page, *full.sidecars.values(), *full.fragments.values(), plain.page]
    assert set(named) <= set(_paths(release))


def test_linked_audio_is_no_file_of_the_folder() -> None:
    release = _release(a_mastered(episodes=(a_linked_episode(),)))

    assert release.episodes[0].audio == ()
    assert not [path for path in _paths(release) if path.startswith("audio/")]


def test_news_of_episodes_and_of_its_own_stands_newest_first() -> None:
    release = _release()

    assert [news.item for news in release.news] == [
        "news/positionspapier",
        "episode/012-mitarbeitende",
        "episode/011-plaetze",
        "episode/trailer",
    ]
    assert release.news[0].files == {
        "fragment": "news/positionspapier/fragment.html",
        "text": "news/positionspapier/news.txt",
        "data": "news/positionspapier/news.json",
    }


def test_announcements_go_out_oldest_first() -> None:
    moments = [announcement.published_at for announcement in _release().announcements]

    assert moments == sorted(moments)
    assert len(moments) == 4


def test_what_an_announcement_shows_is_hosted() -> None:
    release = _release()

    shown = {one.picture.path for one in release.announcements if one.picture}
    assert shown
    assert shown <= set(_paths(release))


def test_two_files_never_share_a_name() -> None:
    mastered = a_mastered(
        episodes=(a_plain_episode("gleich"),), news=(a_news_item("gleich", picture=None),)
    )

    with pytest.raises(PodcasterError, match=r"two files would be written to `news/gleich/"):
        render(mastered, mastered.settings)


def test_the_same_picture_may_be_used_twice() -> None:
    one, two = an_episode("eins", guid="1"), an_episode("zwei", guid="2")

    release = _release(a_mastered(episodes=(one, replace(two, cover=one.cover))))

    assert one.cover is not None
    assert _paths(release).count(one.cover.full.path) == 1


def test_rendering_twice_gives_the_same_release() -> None:
    mastered = a_mastered()

    assert _release(mastered) == _release(mastered)


PRINTS_EVERYTHING: Final = """
import locale, sys
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from tests.render.mastered_shows import a_mastered
from podcaster.render import render
mastered = a_mastered()
for artefact in render(mastered, mastered.settings).artefacts:
    print(artefact.path, artefact.sha256)
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "Europe/Berlin", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "3"},
    ],
)
def test_the_same_show_has_the_same_bytes_everywhere(environment: dict[str, str]) -> None:
    here = [f"{artefact.path} {artefact.sha256}" for artefact in _release().artefacts]

    there = subprocess.run(
        [sys.executable, "-c", PRINTS_EVERYTHING],
        env={**os.environ, **environment, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout

    assert there.splitlines() == here


def test_documents_know_whose_they_are() -> None:
    documents = [one for one in _release().artefacts if isinstance(one, Document)]

    assert {one.item for one in documents if one.path.startswith("episodes/012-")} == {
        "episode/012-mitarbeitende"
    }
    assert {one.item for one in documents if "/" not in one.path} == {""}
