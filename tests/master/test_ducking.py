"""Music steps back for words: before the first, not for breaths, and comes back afterwards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.master.treatment.voices import RATE_HZ, noise, silence, voice
from tests.sounds import write_wav

from podcaster.doors.audio import Samples
from podcaster.master.ducking import BREATH_S, DOWN_S, STAYS_DOWN_S, UP_S, ducked_db
from podcaster.master.mix import Mix
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.voices import Ticks
from podcaster.model.audio import Edge, Programme
from podcaster.outside.audio import RealAudio

TONE_HZ = 437.0
FLAT = 0.05


def tone(length_s: float) -> Samples:
    time = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    return np.asarray(FLAT * np.sin(2 * np.pi * TONE_HZ * time), np.float32)


def tone_db(samples: Samples, from_s: float, to_s: float) -> float:
    """Return how strong the tone is in a part, against its own level."""
    part = samples[round(from_s * RATE_HZ) : round(to_s * RATE_HZ)].astype(np.float64)
    turns = np.exp(-2j * np.pi * TONE_HZ * np.arange(len(part)) / RATE_HZ)
    window = np.hanning(len(part))
    return float(20 * np.log10(2 * abs((window * turns) @ part) / window.sum() / FLAT))


def mixed(folder: Path, body: Samples, *, intro: bool, overlap_s: float) -> Samples:
    """Return a body with a tone of 15 s before or behind it, ducked by 18 dB."""
    edge = Edge(write_wav(folder / "m.wav", tone(15)[:, None], RATE_HZ, "FLOAT"), overlap_s, -18)
    whole = write_wav(folder / "b.wav", body[:, None], RATE_HZ, "FLOAT")
    programme = Programme(whole, edge) if intro else Programme(whole, None, edge)
    return np.concatenate(list(Mix(programme, RATE_HZ, 1, RealAudio()).read()))[:, 0]


def test_an_intro_plays_on_until_the_first_word(tmp_path: Path) -> None:
    body = np.concatenate([silence(4), voice(2, 8, lufs=-26)]) + noise(12, -80)

    whole = mixed(tmp_path, body, intro=True, overlap_s=10)  # the body begins at 5 s

    assert tone_db(whole, 5.0, 8.2) == pytest.approx(0, abs=0.5)
    assert tone_db(whole, 9.5, 11.5) == pytest.approx(-18, abs=1.5)
    assert tone_db(whole, 14.6, 15.0) < -30


def test_an_outro_waits_for_the_last_word(tmp_path: Path) -> None:
    body = np.concatenate([voice(2, 8, lufs=-26), silence(5)]) + noise(13, -80)

    whole = mixed(tmp_path, body, intro=False, overlap_s=10)  # it begins at 3 s

    assert tone_db(whole, 3.0, 3.2) < -30
    assert tone_db(whole, 6.2, 7.6) == pytest.approx(-18, abs=1.5)
    assert tone_db(whole, 10.5, 12.8) == pytest.approx(0, abs=0.5)


def row(*parts: tuple[bool, float]) -> Ticks:
    return np.concatenate([np.full(round(length_s / TICK_S), on) for on, length_s in parts])


def test_music_is_down_when_a_word_begins_and_comes_back_when_it_ended() -> None:
    gains = ducked_db(row((False, 5), (True, 3), (False, 8)), -10)

    at = {moment_s: gains[round(moment_s / TICK_S)] for moment_s in (4.4, 5.0, 8.2, 9.9)}
    assert at[4.4] == 0
    assert (at[5.0], at[8.2]) == pytest.approx((-10, -10))
    assert at[9.9] == pytest.approx(0, abs=0.1)


def test_music_stays_down_over_a_breath() -> None:
    gains = ducked_db(row((True, 3), (False, BREATH_S - 0.1), (True, 3)), -10)

    assert np.allclose(gains, -10)


@given(
    speaks=st.lists(st.tuples(st.booleans(), st.integers(1, 400)), min_size=1, max_size=8),
    duck_db=st.floats(-40, -0.5),
)
def test_music_never_jumps_and_never_covers_a_word(
    speaks: list[tuple[bool, int]], duck_db: float
) -> None:
    ticks = np.concatenate([np.full(length, on) for on, length in speaks])

    gains = ducked_db(ticks, duck_db)

    assert gains.max() <= 0
    assert gains.min() >= duck_db - 1e-9
    assert np.allclose(gains[ticks], duck_db)
    steps = np.diff(gains) / TICK_S
    assert steps.min(initial=0) >= duck_db / DOWN_S - 1e-6
    assert steps.max(initial=0) <= -duck_db / UP_S + 1e-6
    assert STAYS_DOWN_S < BREATH_S
