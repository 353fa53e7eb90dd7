"""An audiogram is a film that others can open, with captions while the words are said."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.judges_at_hand import program
from tests.shows import a_show, a_tone, a_workspace

from podcaster.check import check
from podcaster.errors import PodcasterError
from podcaster.load import load
from podcaster.master.pictures.audiogram import audiograms_of, levels
from podcaster.master.pictures.audiogram_pictures import PER_S, SHAPES, Script, Shape, pictures
from podcaster.master.pictures.captions import MOST_LETTERS, Caption, captions_of
from podcaster.master.show import master
from podcaster.model.artefacts import Media
from podcaster.model.film import Film, Picture
from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.outside.audio import RealAudio

RATE_HZ = 48000
LENGTH_S = 2.0
SAID = Caption(0.52, 1.48, "Plätze für alle: „Wem gehört die Stadt?“", "Gast aus Hannover")


@pytest.fixture
def script(tmp_path: Path) -> Script:
    artwork = tmp_path / "artwork.jpg"
    Image.new("RGB", (600, 600), "#204060").save(artwork)
    bars = tuple(index / 96 for index in range(96))
    return Script("Stadtgespräch", "Worum es geht", (SAID,), bars, LENGTH_S, "#17607a", artwork)


def _film(script: Script, shape: Shape, path: Path) -> Path:
    sound = np.full((round(LENGTH_S * RATE_HZ), 2), 0.1, np.float32)
    RealAudio().film(Film(pictures(script, shape), PER_S, [sound], RATE_HZ), path)
    return path


def _shown(film: Path, at_s: float) -> Picture:
    """Return the picture at a moment as FFmpeg's program shows it."""
    command = [program("ffmpeg"), "-v", "error", "-ss", str(at_s), "-i", str(film)]
    command += ["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    png = subprocess.run(command, capture_output=True, check=True).stdout
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"))


def _words(picture: Picture, box: Sequence[int]) -> bool:
    """Tell whether anything dark stands in the box."""
    left, top, width, height = box
    return bool((picture[top : top + height, left : left + width].min(axis=2) < 90).any())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_others_open_the_film_and_see_the_captions_while_they_are_said(
    script: Script, shape: Shape, tmp_path: Path
) -> None:
    film = _film(script, shape, tmp_path / "film.mp4")
    command = [program("ffprobe"), "-v", "error", "-show_streams", "-of", "json", str(film)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]

    assert [one["codec_name"] for one in told] == ["h264", "aac"]
    assert (told[0]["width"], told[0]["height"]) == shape.size
    assert told[0]["pix_fmt"] == "yuv420p"
    assert [float(one["duration"]) for one in told] == pytest.approx([LENGTH_S] * 2, abs=0.05)
    seen = {at_s: _words(_shown(film, at_s), shape.words) for at_s in (0.4, 0.6, 1.4, 1.6)}
    assert seen == {0.4: False, 0.6: True, 1.4: True, 1.6: False}


def test_the_same_piece_gives_the_same_bytes(script: Script, tmp_path: Path) -> None:
    first, again = (_film(script, SHAPES[1], tmp_path / name) for name in ("one.mp4", "two.mp4"))

    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize(
    "text", ["kurz", "Wort " * 60, "Donaudampfschifffahrtsgesellschaft" * 9, "n" * 300]
)
def test_words_of_any_length_stay_within_their_room(
    script: Script, shape: Shape, text: str
) -> None:
    said = captions_of(Transcript("de", (Cue(0.0, 9.0, text),)), 0.0, 9.0)
    long = replace(script, title=text[:300], captions=said, duration_s=9.0)

    for number, picture in enumerate(pictures(long, shape)):
        if number % PER_S == 1:
            margin = np.concatenate([picture[:-20, :40], picture[:-20, -24:]], axis=1)
            assert (margin == picture[0, 0]).all()
            bottom = picture[shape.words[1] + shape.words[3] : shape.size[1] - 20]
            assert (bottom == picture[0, 0]).all()


def test_the_waveform_fills_up_from_left_to_right(script: Script) -> None:
    shape = SHAPES[0]
    left, top, width, height = shape.waveform
    shown = list(pictures(script, shape))

    changed = [
        np.flatnonzero((one != shown[0])[top : top + height].any(axis=(0, 2)))[-1]
        for one in shown[10::10]
    ]

    assert changed == sorted(changed)
    assert left + 0.7 * width < changed[-1] < left + width


@given(st.lists(st.text("abc äß„“", min_size=1, max_size=200), min_size=1, max_size=5))
def test_no_word_is_lost_and_none_is_shown_too_early(texts: list[str]) -> None:
    cues = tuple(Cue(10.0 + 4 * n, 13.0 + 4 * n, text, "A") for n, text in enumerate(texts))

    said = captions_of(Transcript("de", cues), 10.0, 4.0 * len(texts))

    assert " ".join(one.text for one in said).split() == " ".join(texts).split()
    assert all(one.start_s < one.end_s for one in said)
    assert all(before.end_s <= after.start_s + 1e-9 for before, after in pairwise(said))
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    assert all(len(one.text) <= MOST_LETTERS + longest for one in said)


def test_captions_are_cut_where_the_piece_is_cut() -> None:
    cues = (Cue(0, 10, "vorher"), Cue(10, 14, "dabei"), Cue(14, 30, "danach"))

    said = captions_of(Transcript("de", cues), 12.0, 2.0)

    assert said == (Caption(0.0, 2.0, "dabei"),)
    assert captions_of(Transcript("de", cues, timed=False), 12.0, 2.0) == ()
    assert captions_of(None, 12.0, 2.0) == ()


def test_bars_are_as_high_as_the_sound_is_loud() -> None:
    sound = np.concatenate([np.zeros((4800, 2)), np.full((4800, 2), 0.5)]).astype(np.float32)

    assert levels(sound) == (0.0,) * 48 + (0.5,) * 48


def _mastered(folder: Path) -> Mastered:
    workspace = a_workspace(folder, audio=RealAudio())
    draft = load(folder, workspace)
    return master(check(draft, draft.settings), workspace)


def _films(folder: Path) -> tuple[Media, ...]:
    made = _mastered(folder)
    return audiograms_of(made, made.episodes[0], a_workspace(folder, audio=RealAudio()))


def test_each_soundbite_becomes_a_film_in_each_shape_and_is_made_once(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    films = _films(show)

    assert [film.path for film in films] == [
        "eins/audiogram-1-square.mp4", "eins/audiogram-1-wide.mp4",
    ]  # fmt: skip
    before = [film.source.stat().st_mtime_ns for film in films]
    assert [film.source.stat().st_mtime_ns for film in _films(show)] == before


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"soundbites": []}, "there is no soundbite"),
        (
            {"soundbites": [{"start_s": 0, "duration_s": 95}]},
            "the soundbite is longer than 90 seconds",
        ),
        (
            {"soundbites": [{"start_s": 1, "duration_s": 15, "title": "\u0378\u0379"}]},
            "no typeface here has `\u0378\u0379`",
        ),
    ],
    ids=["none", "too long", "other letters"],
)
def test_what_can_not_be_shown_is_said(
    changes: dict[str, object], what: str, tmp_path: Path
) -> None:
    files = {"episodes/eins/raw.wav": a_tone(100.0)} if "longer" in what else None
    show = a_show(tmp_path, episode=changes, files=files)

    with pytest.raises(PodcasterError) as caught:
        _films(show)

    assert str(caught.value.what) == what
    assert caught.value.hint
    assert str(caught.value.place) == "episodes/eins/episode.yaml"
