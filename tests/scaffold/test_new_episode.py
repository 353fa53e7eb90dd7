from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from podcaster.errors import UsageError
from podcaster.model.episode import Episode
from podcaster.scaffold import NewEpisode, create_episode
from podcaster.scaffold.episode import episode_contents

MOMENT = datetime(2026, 3, 5, 6, 0, 1, 999, tzinfo=timezone(timedelta(hours=1)))

EPISODE = NewEpisode(
    slug="erste-folge",
    guid=UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    title="Erste Folge",
    published_at=MOMENT,
    language="de",
)


def understood(episode: NewEpisode) -> Episode:
    """Return what load will read."""
    text = episode_contents(episode)["episode.yaml"]
    assert isinstance(text, bytes)
    written = YAML(typ="safe").load(text)
    return Episode.model_validate(written | {"published_at": MOMENT})


def test_a_new_episode_is_a_draft_with_a_guid_of_its_own() -> None:
    written = understood(EPISODE)

    assert written.status == "draft"
    assert written.guid == str(EPISODE.guid)
    assert written.title == "Erste Folge"
    assert written.number is None
    assert "published_at: 2026-03-05T06:00:01+01:00 " in _text(EPISODE)


def test_one_that_goes_out_has_a_summary_of_its_own() -> None:
    written = understood(replace(EPISODE, published=True, season=2, number=4))

    assert written.status == "published"
    assert written.summary == "Erste Folge"
    assert (written.season, written.number) == (2, 4)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=80))
def test_every_title_survives_yaml(title: str) -> None:
    assert understood(replace(EPISODE, title=title)).title == title


def test_german_titles_survive_yaml() -> None:
    title = "Sicherheit: „Was nun?“ – Mitarbeiter*innen & \"Gäste\" #1 'heute' {x}"

    assert understood(replace(EPISODE, title=title)).title == title


def test_the_recording_is_copied_and_named(tmp_path: Path) -> None:
    recording = tmp_path / "Mein Gespräch.WAV"
    recording.write_bytes(b"RIFF")

    folder = create_episode(tmp_path, replace(EPISODE, audio=recording))

    assert sorted(path.name for path in folder.iterdir()) == [
        "audio.wav",
        "episode.yaml",
        "notes.md",
    ]
    assert (folder / "audio.wav").read_bytes() == b"RIFF"
    assert understood(replace(EPISODE, audio=recording)).audio == "audio.wav"


@pytest.mark.parametrize("part", ["episodes", "news"])
def test_a_name_that_is_taken_is_refused(tmp_path: Path, part: str) -> None:
    (tmp_path / part / "erste-folge").mkdir(parents=True)

    with pytest.raises(UsageError, match="`erste-folge` already"):
        create_episode(tmp_path, EPISODE)


def _text(episode: NewEpisode) -> str:
    """Return its episode.yaml."""
    content = episode_contents(episode)["episode.yaml"]
    assert isinstance(content, bytes)
    return content.decode()
