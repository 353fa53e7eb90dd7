"""A whole show mastered: once, moved in time with its intro, by real libraries."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from tests.shows import (
    SECONDS,
    a_show,
    a_tone,
    a_workspace,
    an_episode,
    at,
    change,
    clicks,
)
from tests.sounds import sine, write_wav

from podcaster.check import check
from podcaster.errors import FindingsError
from podcaster.load import load
from podcaster.master.show import master
from podcaster.master.treatment.cuts import LEAD_S
from podcaster.model.mastered import Mastered
from podcaster.outside.audio import RealAudio

INTRO_S = 3.0
CROSSFADE_S = 1.0
SHIFT_S = INTRO_S - CROSSFADE_S
FORMATS = "[{format: mp3}, {format: m4a}, {format: opus}]"
TITLES = {2.0: "Begrüßung", 7.5: "Wem gehört die Stadt?", 14.0: "Was tun?"}


def mastered(folder: Path) -> Mastered:
    workspace = a_workspace(folder, audio=RealAudio())
    draft = load(folder, workspace)
    return master(check(draft, draft.settings), workspace)


@pytest.fixture
def with_intro(tmp_path: Path) -> Path:
    return a_show(
        tmp_path,
        audio={"intro": {"file": "intro.wav", "crossfade_s": CROSSFADE_S, "duck_db": -12}},
        files={"intro.wav": a_tone(INTRO_S)},
    )


def test_all_that_stands_in_time_moves_with_the_intro(with_intro: Path) -> None:
    episode = mastered(with_intro).episodes[0]

    assert [chapter.start_s for chapter in episode.chapters] == [
        pytest.approx(start_s + SHIFT_S) for start_s in (0.0, 5.5, 12.0)
    ]
    assert episode.transcript is not None
    assert episode.transcript.cues[1].start_s == pytest.approx(4.5 + SHIFT_S)
    assert episode.soundbites[0].start_s == pytest.approx(2 + SHIFT_S)
    assert episode.enclosure.duration_s == pytest.approx(SECONDS + SHIFT_S, abs=0.001)


def test_the_tags_hold_the_moved_chapters_and_the_grant(with_intro: Path) -> None:
    enclosure = mastered(with_intro).episodes[0].enclosure

    assert enclosure.media is not None
    tag = ID3(enclosure.media.source)
    starts_ms = sorted(chapter.start_time for chapter in tag.getall("CHAP"))
    assert starts_ms == [2000, 7500, 14000]
    assert "Gefördert von der Europäischen Union." in str(tag["COMM::deu"])


def test_chapters_stand_in_every_format(with_intro: Path) -> None:
    change(with_intro / "publish.yaml", "audio:\n", f"audio:\n  formats: {FORMATS}\n")

    made = mastered(with_intro).episodes[0].enclosures

    mp3, m4a, opus = (enclosure.media.source for enclosure in made if enclosure.media)
    assert len(ID3(mp3).getall("CHAP")) == len(TITLES)
    chapters = MP4(m4a).chapters
    assert chapters is not None
    assert [(chapter.start, chapter.title) for chapter in chapters] == [
        (pytest.approx(start_s), title) for start_s, title in TITLES.items()
    ]
    assert MP4(m4a)["\xa9nam"] == ["Plätze: Wem gehört die Stadt?"]
    comments = OggOpus(opus)
    assert [comments[f"CHAPTER00{n}NAME"][0] for n in range(3)] == list(TITLES.values())
    assert comments["CHAPTER001"] == ["00:00:07.500"]


def test_a_second_run_masters_nothing_and_makes_the_same(tmp_path: Path) -> None:
    folder = a_show(tmp_path)

    first, second = mastered(folder), mastered(folder)

    assert (first.mastered, first.reused) == (1, 0)
    assert (second.mastered, second.reused) == (0, 1)
    assert first.episodes == second.episodes


def test_another_title_changes_tags_and_masters_nothing(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    first = mastered(folder)
    change(folder / "episodes/eins/episode.yaml", "Wem gehört die Stadt?", "Wem gehören sie?")

    second = mastered(folder)

    assert second.mastered == 0
    assert first.episodes[0].enclosure.media != second.episodes[0].enclosure.media


def test_another_recording_is_mastered_again_and_alone(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    an_episode(folder, "zwei", title="Zwei")
    mastered(folder)
    (folder / "episodes/zwei/raw.wav").write_bytes(a_tone(SECONDS, level=0.1))

    again = mastered(folder)

    assert (again.mastered, again.reused) == (1, 1)


@pytest.mark.parametrize(("duck_db", "heard"), [(-12, True), (0, False)])
def test_who_hears_voices_counts_where_music_steps_back_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duck_db: int, *, heard: bool
) -> None:
    intro = {"file": "intro.wav", "crossfade_s": CROSSFADE_S, "duck_db": duck_db}
    folder = a_show(tmp_path, audio={"intro": intro}, files={"intro.wav": a_tone(INTRO_S)})
    mastered(folder)
    monkeypatch.setattr("podcaster.master.episode.library_version", lambda _name: "")

    assert mastered(folder).mastered == int(heard)


def test_linked_audio_is_taken_as_it_is(tmp_path: Path) -> None:
    url = "https://media.stadt.test/eins.mp3"
    folder = a_show(
        tmp_path,
        episode={"audio": {"url": url, "type": "audio/mpeg", "bytes": 123_456, "duration_s": 20.0}},
    )

    made = mastered(folder)

    assert made.episodes[0].enclosure.address(made.settings) == url
    assert (made.mastered, made.reused) == (0, 0)


def test_every_silent_recording_is_named(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    an_episode(folder, "zwei", title="Zwei")
    for name in ("eins", "zwei"):
        (folder / f"episodes/{name}/raw.wav").write_bytes(a_tone(SECONDS, level=0.0))

    with pytest.raises(FindingsError) as caught:
        mastered(folder)

    assert sorted(finding.place.file for finding in caught.value.findings) == [
        "episodes/eins/raw.wav",
        "episodes/zwei/raw.wav",
    ]
    assert {finding.code for finding in caught.value.findings} == {"PC408"}


def test_what_no_gain_brings_to_its_target_is_told(tmp_path: Path) -> None:
    folder = a_show(tmp_path, episode={"soundbites": None})
    (folder / "episodes/eins/raw.wav").write_bytes(clicks(SECONDS))

    made = mastered(folder)

    [*_, finding] = made.findings
    assert (finding.code, finding.place.file) == ("PC409", "episodes/eins/raw.wav")
    assert "not at -16.0" in str(finding.message)


def test_what_is_wrong_with_a_recording_is_told_again_from_the_cache(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    one_sided = sine(-20, SECONDS)[:, None] * [1, 0] + [0.02, 0]
    write_wav(folder / "episodes/eins/audio.wav", one_sided.astype(np.float32))
    (folder / "episodes/eins/raw.wav").unlink()

    first, second = mastered(folder), mastered(folder)

    assert (first.mastered, second.mastered) == (1, 0)
    assert [(found.code, found.place.file) for found in first.findings] == [
        ("PC423", "episodes/eins/audio.wav"),
        ("PC426", "episodes/eins/audio.wav"),
    ]
    assert second.findings == first.findings


def test_the_moment_of_the_run_leaves_no_trace(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    first = mastered(folder)
    later = a_workspace(folder, audio=RealAudio())
    later = at(later, later.now + timedelta(days=9))
    draft = load(folder, later)

    second = master(check(draft, draft.settings), later)

    assert first.episodes == second.episodes


def test_all_that_stands_in_time_moves_with_what_is_cut(tmp_path: Path) -> None:
    folder = a_show(tmp_path, audio={"treatment": {"trim": True}})
    [recording] = (folder / "episodes" / "eins").glob("*.wav")
    late = np.concatenate([np.zeros(2 * 48000), sine(-20, SECONDS - 2)])
    write_wav(recording, late[:, None].astype(np.float32))

    episode = mastered(folder).episodes[0]

    cut_s = 2 - LEAD_S
    assert [chapter.start_s for chapter in episode.chapters] == [
        pytest.approx(start_s, abs=0.15) for start_s in (0.0, 5.5 - cut_s, 12.0 - cut_s)
    ]
    assert episode.enclosure.duration_s == pytest.approx(SECONDS - cut_s, abs=0.15)
    assert episode.soundbites[0].start_s == pytest.approx(2 - cut_s, abs=0.15)


def test_an_episode_says_otherwise_than_its_show(tmp_path: Path) -> None:
    folder = a_show(tmp_path, audio={"treatment": {"preset": "speech"}})
    an_episode(folder, "zwei", treatment={"preset": "as-is", "longest_pause_s": 1})
    for recording in folder.glob("episodes/*/*.wav"):
        late = np.concatenate([np.zeros(4 * 48000), sine(-20, SECONDS - 4)])
        write_wav(recording, late[:, None].astype(np.float32))

    lengths = {one.draft.slug: one.enclosure.duration_s for one in mastered(folder).episodes}

    assert lengths["eins"] == pytest.approx(SECONDS - 4 + LEAD_S, abs=0.3)
    assert lengths["zwei"] == pytest.approx(SECONDS)


def test_a_file_per_speaker_becomes_one_episode(tmp_path: Path) -> None:
    files = [{"file": "gast.wav", "speaker": "Gast", "pan": 0.3}, {"file": "audio.wav"}]
    folder = a_show(
        tmp_path,
        episode={"audio": files},
        files={"episodes/eins/gast.wav": a_tone(SECONDS), "episodes/eins/audio.wav": a_tone()},
    )

    episode = mastered(folder).episodes[0]

    assert episode.enclosure.duration_s == pytest.approx(SECONDS)
    assert episode.enclosure.measured is not None
    assert episode.enclosure.measured.channels == 2
