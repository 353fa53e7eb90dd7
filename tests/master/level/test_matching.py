"""Intro and outro come out as loud as the recording, however loud their files are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.sounds import sine

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.master.level.take import Take
from podcaster.master.meter.measure import read_meters
from podcaster.master.mix import Mix
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFacts, Edge, Programme, Target
from podcaster.outside.audio import RealAudio

RATE_HZ = 8000
BODY_S = 60
TARGET = Target()


def lufs(samples: Samples) -> float:
    facts = AudioFacts("pcm", RATE_HZ, samples.shape[1], 0.0)
    loudness = read_meters(held_sound(samples, RATE_HZ), facts).integrated_lufs
    assert loudness is not None
    return loudness


@pytest.fixture
def body(tmp_path: Path) -> Path:
    """Return a minute of a soft voice."""
    noise, at = np.random.default_rng(5), np.arange(BODY_S * RATE_HZ) / RATE_HZ
    path = tmp_path / "body.wav"
    voice = 0.02 * noise.standard_normal(len(at)) * (1.1 + np.sin(at))
    soundfile.write(path, voice, RATE_HZ, subtype="FLOAT")
    return path


def music(folder: Path, level: float, length_s: float = 10.0) -> Path:
    path = folder / f"music{level}-{length_s}.wav"
    soundfile.write(path, sine(level, length_s, rate_hz=RATE_HZ), RATE_HZ, subtype="FLOAT")
    return path


def rendered(programme: Programme) -> Samples:
    """Return a programme levelled and limited, in memory."""
    door = RealAudio()
    facts = replace(door.probe(programme.body), duration_s=0.0)
    take = Take(Mix(programme, RATE_HZ, 1, door), facts, silent_progress, TARGET)
    return np.concatenate(list(take.render(take.limiter(TARGET)).read(0, None)))


@pytest.mark.parametrize("file_level", [-40, -3])
@pytest.mark.parametrize("level_lu", [0.0, 3.0, -6.0])
def test_an_intro_is_as_much_louder_than_the_recording_as_asked_for(
    file_level: float, level_lu: float, body: Path, tmp_path: Path
) -> None:
    intro = Edge(music(tmp_path, file_level), level_lu=level_lu)

    sound = rendered(Programme(body, intro))

    heard, talk = sound[: 9 * RATE_HZ], sound[11 * RATE_HZ :]
    assert lufs(heard) - lufs(talk) == pytest.approx(level_lu, abs=0.2)


def test_an_intro_too_long_to_be_held_is_as_loud_as_the_recording(
    body: Path, tmp_path: Path
) -> None:
    sound = rendered(Programme(body, None, Edge(music(tmp_path, -2, 70), level_lu=0.0)))

    assert lufs(sound[-60 * RATE_HZ :]) == pytest.approx(lufs(sound[: 59 * RATE_HZ]), abs=0.2)


def test_before_a_few_words_an_intro_is_as_loud_as_they_are(body: Path, tmp_path: Path) -> None:
    words, _ = soundfile.read(body, frames=5 * RATE_HZ)
    soundfile.write(body, words, RATE_HZ, subtype="FLOAT")

    sound = rendered(Programme(body, Edge(music(tmp_path, -3), level_lu=0.0)))

    heard, talk = sound[: 9 * RATE_HZ], sound[10 * RATE_HZ :]
    assert lufs(heard) == pytest.approx(lufs(talk), abs=0.3)


def test_as_it_is_an_intro_stays_apart(body: Path, tmp_path: Path) -> None:
    intro = music(tmp_path, -20)
    files = (soundfile.read(file, dtype="float32", always_2d=True)[0] for file in (intro, body))
    music_lufs, voice_lufs = map(lufs, files)

    sound = rendered(Programme(body, Edge(intro)))

    heard, talk = sound[: 9 * RATE_HZ], sound[11 * RATE_HZ :]
    assert lufs(heard) - lufs(talk) == pytest.approx(music_lufs - voice_lufs, abs=0.3)


def test_silence_before_a_recording_stays_silence(body: Path, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    soundfile.write(silence, np.zeros(5 * RATE_HZ), RATE_HZ)

    sound = rendered(Programme(body, Edge(silence, level_lu=0.0)))

    assert not sound[: 5 * RATE_HZ].any()
    assert lufs(sound[5 * RATE_HZ :]) == pytest.approx(TARGET.integrated_lufs, abs=0.05)


def test_another_intro_leaves_the_recording_as_it_was(body: Path, tmp_path: Path) -> None:
    first, second = (
        rendered(Programme(body, Edge(music(tmp_path, level), 1.0, level_lu=0.0)))
        for level in (-31, -4)
    )

    behind = slice(int(10.5 * RATE_HZ), None)
    assert np.array_equal(first[behind], second[behind])
    assert lufs(second) == pytest.approx(TARGET.integrated_lufs, abs=0.05)


def test_where_the_whole_would_miss_its_target_the_recording_gives_way(
    body: Path, tmp_path: Path
) -> None:
    sound = rendered(Programme(body, Edge(music(tmp_path, -10), level_lu=9.0)))

    assert lufs(sound) == pytest.approx(TARGET.integrated_lufs, abs=0.05)


@pytest.mark.parametrize("length_s", [10, 70])
def test_wide_music_is_as_loud_as_the_recording_in_one_channel(
    body: Path, tmp_path: Path, length_s: int
) -> None:
    draw = np.random.default_rng(7)
    wide = tmp_path / "wide.wav"
    soundfile.write(
        wide, 0.1 * draw.standard_normal((length_s * RATE_HZ, 2)), RATE_HZ, subtype="FLOAT"
    )

    sound = rendered(Programme(body, None, Edge(wide, level_lu=0.0)))

    talk, heard = sound[: 59 * RATE_HZ], sound[61 * RATE_HZ :]
    assert lufs(heard) == pytest.approx(lufs(talk), abs=0.2)


def test_a_wide_recording_is_as_loud_as_the_music_in_one_channel(
    body: Path, tmp_path: Path
) -> None:
    voice, _ = soundfile.read(body)
    soundfile.write(body, np.stack([voice, 0 * voice], 1), RATE_HZ, subtype="FLOAT")

    sound = rendered(Programme(body, None, Edge(music(tmp_path, -2, 70), level_lu=0.0)))

    assert lufs(sound[61 * RATE_HZ :]) == pytest.approx(lufs(sound[: 59 * RATE_HZ]), abs=0.2)
