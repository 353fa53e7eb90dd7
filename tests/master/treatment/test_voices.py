"""Who is heard when, told from what was listened to."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from podcaster.doors.treatment import VOICE_RATE_HZ, VOICE_STEP
from podcaster.master.condition.mains import Hum
from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.listening import Heard
from podcaster.master.treatment.voices import Scene, mean_lufs, runs, scene, spoken
from podcaster.model.audio import Measurement

STEP_S = VOICE_STEP / VOICE_RATE_HZ
LENGTH_S = 8.0
NOBODY = 0.05


def likely(*parts: tuple[float, float, float], length_s: float = LENGTH_S) -> NDArray[np.float32]:
    """Return how likely a voice is in each step: `(from_s, to_s, likelihood)`."""
    shares = np.full(round(length_s / STEP_S), NOBODY, np.float32)
    for start, stop, share in parts:
        shares[round(start / STEP_S) : round(stop / STEP_S)] = share
    return shares


def said_s(voice: NDArray[np.float32]) -> list[tuple[float, float]]:
    """Return where somebody speaks (s)."""
    found = runs(spoken(voice, round(LENGTH_S / TICK_S)))
    return [(run.start * TICK_S, run.stop * TICK_S) for run in found]


def seen(
    voice: NDArray[np.float32], room_lufs: float, *louder: tuple[float, float, float],
    tones_db: float = 2.5,
) -> Scene:  # fmt: skip
    """Return the scene of a room in which something is louder: `(from_s, to_s, LUFS)`."""
    moments: Energies = np.full(round(LENGTH_S / TICK_S), room_lufs)
    for start, stop, lufs in louder:
        moments[round(start / TICK_S) : round(stop / TICK_S)] = lufs
    levels = 10 * np.log10((10 ** (moments / 10)).reshape(-1, 10).mean(axis=1))
    tones = np.full(len(levels), tones_db)
    nothing = Measurement("", LENGTH_S, None, 0.0, None, VOICE_RATE_HZ, 1, "pcm")
    return scene(Heard(LENGTH_S, levels, moments, voice, tones, Hum(), "test", nothing))


def test_words_begin_and_end_a_little_around_what_the_network_hears() -> None:
    (first, last), *others = said_s(likely((2.0, 4.0, 0.9)))

    assert not others
    assert (first, last) == pytest.approx((1.94, 4.06), abs=0.04)


def test_a_voice_goes_on_while_it_is_not_unlikely() -> None:
    assert len(said_s(likely((2.0, 3.0, 0.9), (3.0, 4.0, 0.4), (4.0, 5.0, 0.9)))) == 1
    assert len(said_s(likely((2.0, 3.0, 0.9), (3.0, 4.0, 0.3), (4.0, 5.0, 0.9)))) == 2


def test_a_voice_that_is_never_likely_is_none() -> None:
    assert said_s(likely((2.0, 4.0, 0.45))) == []


def test_a_click_is_no_voice() -> None:
    assert said_s(likely((2.0, 2.0 + 2 * STEP_S, 0.9))) == []


def test_a_gap_between_syllables_is_no_pause() -> None:
    assert len(said_s(likely((2.0, 3.0, 0.9), (3.2, 4.0, 0.9)))) == 1
    assert len(said_s(likely((2.0, 3.0, 0.9), (3.5, 4.0, 0.9)))) == 2


def test_speech_ends_where_it_no_longer_stands_out_of_the_room() -> None:
    found = seen(likely((2.0, 5.0, 0.9)), -60.0, (2.5, 4.0, -20.0))

    (said,) = runs(found.speech)
    assert (said.start * TICK_S, said.stop * TICK_S) == pytest.approx((2.47, 4.03))
    assert found.room_lufs == pytest.approx(-60.0)


def test_digital_silence_is_no_room() -> None:
    found = seen(likely((2.0, 5.0, 0.9)), -120.0, (2.0, 5.0, -20.0))

    assert found.room_lufs is None


def test_what_has_tones_and_is_to_be_heard_is_music() -> None:
    words = likely((0.0, 3.0, 0.9))
    tune = (4.0, 8.0, -40.0)

    assert seen(words, -70.0, (0.0, 3.0, -20.0), tune, tones_db=6.0).music[500:].all()
    assert not seen(words, -70.0, (0.0, 3.0, -20.0), tune, tones_db=4.0).music.any()
    assert not seen(words, -70.0, (0.0, 3.0, -20.0), (4.0, 8.0, -55.0), tones_db=6.0).music.any()


def test_what_goes_on_loud_without_a_voice_is_music() -> None:
    words = likely((0.0, 3.0, 0.9))

    assert seen(words, -70.0, (0.0, 3.0, -20.0), (3.0, 8.0, -30.0)).music[500:].all()
    assert not seen(words, -70.0, (0.0, 3.0, -20.0), (3.0, 8.0, -34.0)).music.any()


def test_a_short_noise_between_words_is_no_music() -> None:
    words = likely((0.0, 3.0, 0.9), (3.9, 8.0, 0.9))

    assert not seen(words, -70.0, (0.0, 8.0, -20.0), tones_db=6.0).music.any()


def test_what_is_far_below_the_mean_is_no_part_of_it() -> None:
    levels = np.array([-20.0, -20.0, -45.0, -45.0])

    assert mean_lufs(levels) == pytest.approx(-20.0)
    assert mean_lufs(np.array([-61.0, -90.0])) is None


def test_speech_is_no_longer_than_the_network_heard_it() -> None:
    words = likely((2.0, 5.0, 0.9))

    found = seen(words, -60.0, (0.5, 7.5, -20.0))

    assert found.speech.tolist() == spoken(words, len(found.speech)).tolist()


def test_what_nobody_hears_is_no_music_beside_a_soft_voice() -> None:
    words = likely((0.0, 3.0, 0.9))

    assert not seen(words, -90.0, (0.0, 3.0, -45.0), (4.0, 8.0, -65.0), tones_db=6.0).music.any()


def test_a_tone_in_a_long_pause_is_no_music() -> None:
    words = likely((0.0, 3.0, 0.9))

    assert not seen(words, -70.0, (0.0, 3.0, -20.0), (5.0, 6.0, -40.0), tones_db=6.0).music.any()


def test_where_music_rests_is_the_room() -> None:
    words = likely((0.0, 3.0, 0.9))

    found = seen(words, -70.0, (0.0, 3.0, -20.0), (3.5, 8.0, -40.0), tones_db=6.0)

    assert found.music[360:].all()
    assert not found.music[:340].any()
    assert found.room_lufs == pytest.approx(-70.0)
