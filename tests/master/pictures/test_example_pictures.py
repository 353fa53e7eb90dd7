"""Card and film of every episode of the example: right size, words inside, captions in time.

FFmpeg's own program opens the files, and webvtt-py says when something is said.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pytest
import webvtt
from tests.judges_at_hand import program
from tests.render.mastered_shows import an_enclosure
from tests.shows import a_workspace

from podcaster.load import load
from podcaster.master.cache import Cache
from podcaster.master.pictures import audiogram, files
from podcaster.master.pictures.audiogram_pictures import PER_S, SHAPES
from podcaster.master.pictures.card import CardMaker
from podcaster.master.pictures.typefaces import Typefaces
from podcaster.model.artefacts import Media
from podcaster.model.checked import Checked
from podcaster.model.draft import Draft, EpisodeDraft
from podcaster.model.episode import Soundbite
from podcaster.model.mastered import CARD_SIZE, Mastered, MasteredEpisode
from podcaster.outside.audio import RealAudio

ROOT: Final = Path(__file__).parents[3]
SLUGS: Final = (
    "000-trailer",
    "001-bahnhofsviertel",
    "002-schwierige-plaetze",
    "003-nachtleben",
    "004-mitarbeiterinnen-und-mandatstraegerinnen",
)

#: Nearer to an edge of a picture nothing may stand; at its foot is a bar in the show's colour.
MARGIN_PX: Final = 36
BAR_PX: Final = 14

#: Letters are darker than this; paper is not.
DARK: Final = 150

Pictures = npt.NDArray[np.uint8]


@cache
def _draft() -> Draft:
    return load(ROOT, a_workspace(ROOT))


def _episode(slug: str) -> EpisodeDraft:
    return next(one for one in _draft().episodes if one.slug == slug)


def _decoded(path: Path, width: int, height: int, *filters: str) -> Pictures:
    """Return what FFmpeg sees: shape (pictures, height, width), grey from 0 to 255."""
    command = [program("ffmpeg"), "-v", "error", "-i", str(path)]
    command += ["-vf", ",".join((*filters, "format=gray")), "-f", "rawvideo", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width)


def _streams(path: Path) -> Any:  # noqa: ANN401 - JSON
    command = [program("ffprobe"), "-v", "error", "-show_streams", "-of", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]


def _edges_are_empty(picture: Pictures) -> bool:
    """Tell whether nothing but paper stands at the four edges, and the bar at the foot."""
    inside = picture[: -BAR_PX - 1]
    edges = (
        inside[:MARGIN_PX], inside[-MARGIN_PX // 2 :],
        inside[:, :MARGIN_PX], inside[:, -MARGIN_PX // 2 :],
    )  # fmt: skip
    return all(int(edge.max()) - int(edge.min()) <= 12 for edge in edges)


def test_the_example_has_a_soundbite_in_every_episode_that_is_out() -> None:
    draft = _draft()
    out = [
        one.slug
        for one in draft.episodes
        if one.written.status == "published" and one.written.published_at <= draft.now
    ]

    assert tuple(out) == SLUGS
    assert all(_episode(slug).written.soundbites for slug in out)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_card_of_an_example_episode_has_its_words_inside(slug: str, tmp_path: Path) -> None:
    draft, kept = _draft(), Cache(tmp_path, 0)
    episode = _episode(slug)
    cover = files.cover(kept, episode.artwork or draft.artwork)

    card = CardMaker(kept, draft.settings, Typefaces(folders=())).of_episode(episode, cover)

    assert card is not None
    (stream,) = _streams(card.media.source)
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("png", *CARD_SIZE)
    (picture,) = _decoded(card.media.source, *CARD_SIZE)
    assert _edges_are_empty(picture)
    assert (picture[150:480, 627:1140] < DARK).any()
    assert episode.written.title.replace("\u00a0", " ") in card.alt.replace("\u00a0", " ")


def _film(slug: str, bite: Soundbite, folder: Path) -> Media:
    """Return a film of a soundbite, cut out of the recording as it is."""
    draft, workspace = _draft(), a_workspace(folder, audio=RealAudio())
    episode = _episode(slug)
    recording = getattr(episode.audio, "path")  # noqa: B009 - linked audio has none
    enclosure = replace(
        an_enclosure(slug), media=Media(slug, recording, "audio/flac", 0, "0" * 64, "")
    )
    mastered = Mastered(
        Checked(draft, (episode,), (), ()),
        (),
        (),
        files.cover(Cache(folder, 0), draft.artwork),
        {},
    )
    made = MasteredEpisode(
        episode,
        (enclosure,),
        transcript=episode.transcript,
        soundbites=(bite,),
    )
    return audiogram.audiograms_of(mastered, made, workspace)[0]


#: Episode -> shape, and how much of its soundbite: making films takes long, one is made whole.
FILMS: Final = {slug: (SHAPES[at % 2], 6.0) for at, slug in enumerate(SLUGS)} | {
    SLUGS[-1]: (SHAPES[0], 90.0)
}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_film_of_an_example_episode_shows_captions_while_they_are_said(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape, longest_s = FILMS[slug]
    whole = _episode(slug).written.soundbites[0]
    bite = whole.model_copy(update={"duration_s": min(whole.duration_s, longest_s)})

    monkeypatch.setattr(audiogram, "SHAPES", (shape,))
    film = _film(slug, bite, tmp_path)

    picture, sound = _streams(film.source)
    assert (picture["width"], picture["height"]) == shape.size
    lengths = [float(one["duration"]) for one in (picture, sound)]
    assert lengths == pytest.approx([bite.duration_s] * 2, abs=0.1)

    left, top, width, height = shape.words
    box = f"crop={width}:{height}:{left}:{top}"
    words = _decoded(film.source, width // 2, height // 2, box, "scale=iw/2:ih/2:flags=area")
    for number, shown in enumerate(words.min(axis=(1, 2)) < DARK):
        said = _is_said(slug, bite.start_s + number / PER_S)
        assert said is None or shown == said, f"{number / PER_S} s"
    assert all(map(_edges_are_empty, _decoded(film.source, *shape.size, "fps=1/3")))


def _is_said(slug: str, at_s: float) -> bool | None:
    """Tell whether somebody speaks, by the transcript; None within two pictures of a change."""
    near, file = 2 / PER_S, ROOT / "episodes" / slug / "transcript.vtt"
    for cue in webvtt.read(str(file)).captions:
        start_s, end_s = _seconds(cue.start), _seconds(cue.end)
        if start_s + near <= at_s <= end_s - near:
            return True
        if start_s - near < at_s < end_s + near:
            return None
    return False


def _seconds(moment: str) -> float:
    """Return how far `00:01:02.345` is from the start."""
    return float(sum(60**place * float(part) for place, part in enumerate(moment.split(":")[::-1])))
