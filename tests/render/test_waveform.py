"""Waveforms are what audiowaveform's readers expect, and are drawn with their chapters."""

from __future__ import annotations

import json
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.render.html_rules import read_html
from tests.render.mastered_shows import a_linked_episode, a_mastered, an_episode

from podcaster.model.mastered import MasteredEpisode
from podcaster.model.waveform import Waveform
from podcaster.render import render
from podcaster.render.waveform import HEIGHT, as_dat, as_json, bar_heights, wave_view

FOLDER = "episodes/012-mitarbeitende"


def a_waveform(points: int = 1846) -> Waveform:
    """Return a waveform that swells over its length."""
    highs = np.linspace(1, 120, points).astype(np.int8)
    return Waveform(44100, 4410, np.stack([-highs, highs], axis=1).tobytes())


def _with_waveform(**changes: object) -> MasteredEpisode:
    return replace(an_episode(**changes), waveform=a_waveform())  # type: ignore[arg-type]


def test_the_binary_file_has_the_header_of_version_2() -> None:
    content = as_dat(a_waveform(3))

    assert struct.unpack("<iIiiIi", content[:24]) == (2, 1, 44100, 4410, 3, 1)
    assert np.frombuffer(content[24:], np.int8).tolist() == [-1, 1, -60, 60, -120, 120]


def test_another_programs_reader_takes_both_files(node_judges: Path, tmp_path: Path) -> None:
    (tmp_path / "w.dat").write_bytes(as_dat(a_waveform()))
    (tmp_path / "w.json").write_bytes(as_json(a_waveform()))

    run = subprocess.run(
        ["node", node_judges / "waveform.mjs", tmp_path / "w.dat", tmp_path / "w.json"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    for read in json.loads(run.stdout):
        assert read["duration"] == pytest.approx(184.6)
        assert (read["channels"], read["length"], read["max"]) == (1, 1846, 120)


def test_the_loudest_bar_is_as_high_as_the_drawing_and_silence_is_still_seen() -> None:
    heights = bar_heights(a_waveform(), 100)
    silent = bar_heights(Waveform(44100, 4410, bytes(200)), 50)

    assert len(heights) == 100
    assert max(heights) == heights[-1] == HEIGHT
    assert list(heights) == sorted(heights)
    assert set(silent) == {2}


def test_chapters_are_marked_where_they_begin_and_the_beginning_is_not() -> None:
    view = wave_view(_with_waveform())

    assert view is not None
    assert view.marks.count("M") == 2
    assert view.marks.startswith(f"M{view.width * 75.5 / 184.6:.1f} 0")


def test_the_page_has_the_drawing_and_the_folder_the_files() -> None:
    mastered = a_mastered(episodes=(_with_waveform(), a_linked_episode()))
    release = render(mastered, mastered.settings)
    documents = {one.path: one for one in release.artefacts}

    page = read_html(documents[f"{FOLDER}/index.html"].content.decode())  # type: ignore[union-attr]

    assert documents[f"{FOLDER}/waveform.json"].mime_type == "application/json"
    assert release.episodes[0].sidecars["waveform"] == f"{FOLDER}/waveform.dat"
    assert "waveform" not in release.episodes[1].sidecars
    assert [one.attributes["class"] for one in page.all("path")] == ["go", "halt", "bars", "marks"]


def test_linked_audio_has_a_plain_line() -> None:
    mastered = a_mastered(episodes=(a_linked_episode(),))
    release = render(mastered, mastered.settings)
    path = "episodes/010-angstraeume/index.html"
    page = next(one for one in release.artefacts if one.path == path)

    assert 'class="line"' in page.content.decode()  # type: ignore[union-attr]
