"""Several microphones at the same time become one conversation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.master.treatment.voices import RATE_HZ, level_db, lufs_of, noise, silence, voice
from tests.sounds import write_wav

from podcaster.doors.audio import Samples
from podcaster.master.treatment.treat import treat
from podcaster.model.audio import Stem
from podcaster.model.treatment import Treatment
from podcaster.outside.audio import RealAudio

TURN_S = 8.0
TURNS = [slice(n * round(TURN_S * RATE_HZ), (n + 1) * round(TURN_S * RATE_HZ)) for n in range(4)]


def two_microphones(crosstalk_db: float = -22.0) -> tuple[Samples, Samples]:
    """Two speakers in turns, the second 12 dB softer; each microphone hears the other, too."""
    loud = np.concatenate([voice(2, 8), silence(8), voice(12, 8), silence(8)])
    soft = np.concatenate(
        [silence(8), voice(5, 8, pitch=0.85), silence(8), voice(18, 8, pitch=0.85)]
    )
    soft = soft * np.float32(10 ** (-12 / 20))
    leak = np.float32(10 ** (crosstalk_db / 20))
    return loud + leak * soft + noise(32, -75, 1), soft + leak * loud + noise(32, -75, 2)


def mix(folder: Path, treatment: Treatment, pans: tuple[float, float] = (0, 0)) -> Samples:
    stems = [
        Stem(write_wav(folder / f"{number}.wav", one[:, None], RATE_HZ, "FLOAT"), pan)
        for number, (one, pan) in enumerate(zip(two_microphones(), pans, strict=True))
    ]
    treat(stems, treatment, folder / "out.wav", RealAudio())
    return np.concatenate(list(RealAudio().read(folder / "out.wav")))


def test_without_treatment_they_are_added(tmp_path: Path) -> None:
    first, second = two_microphones()

    assert np.allclose(mix(tmp_path, Treatment())[:, 0], first + second, atol=1e-6)


def test_both_voices_become_equally_loud(tmp_path: Path) -> None:
    mixed = mix(tmp_path, Treatment(level=True, crosstalk=True))[:, 0]

    first, second = (lufs_of(np.concatenate([mixed[a], mixed[b]])) for a, b in
                     ((TURNS[0], TURNS[2]), (TURNS[1], TURNS[3])))  # fmt: skip
    assert first == pytest.approx(second, abs=2)


def test_the_microphone_of_who_is_silent_is_turned_down(tmp_path: Path) -> None:
    sides = {}
    for name, crosstalk in (("open", False), ("ducked", True)):
        mixed = mix(tmp_path, Treatment(crosstalk=crosstalk), pans=(-1, 1))
        middle = slice(TURNS[2].start + RATE_HZ, TURNS[2].stop - RATE_HZ)
        sides[name] = level_db(mixed[middle, 1]), level_db(mixed[middle, 0])

    assert sides["open"][0] - sides["ducked"][0] > 12
    assert sides["open"][1] == pytest.approx(sides["ducked"][1], abs=0.2)


def test_everybody_has_a_place(tmp_path: Path) -> None:
    left_only = mix(tmp_path, Treatment(), pans=(-1, 0))

    first, second = two_microphones()
    assert np.allclose(left_only[:, 0], 2**0.5 * first + second, atol=1e-5)
    assert np.allclose(left_only[:, 1], second, atol=1e-5)


def test_other_rates_layouts_and_lengths_fit_together(tmp_path: Path) -> None:
    long = write_wav(tmp_path / "a.wav", noise(3, -30)[:, None], RATE_HZ, "FLOAT")
    short = write_wav(tmp_path / "b.wav", np.repeat(noise(1, -30)[:, None], 2, 1), 24000, "FLOAT")

    done = treat([Stem(long), Stem(short)], Treatment(), tmp_path / "out.wav", RealAudio())

    mixed = np.concatenate(list(RealAudio().read(tmp_path / "out.wav")))
    assert mixed.shape == (3 * RATE_HZ, 1)
    assert level_db(mixed[: 2 * RATE_HZ]) > level_db(mixed[2 * RATE_HZ :]) + 2
    assert not done.timeline.kept
