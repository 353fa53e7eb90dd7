"""Voices are listened for at one loudness, however soft they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soxr
from tests.master.treatment.voices import noise
from tests.sounds import write_wav

from podcaster.doors.treatment import VOICE_RATE_HZ
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.listening import (
    EVEN_LUFS,
    ROOM_LUFS,
    STEP_S,
    Tones,
    evening,
    listen,
)
from podcaster.outside.audio import RealAudio

LEVELS = np.repeat([-18.0, -40.0, -16.0, -80.0], 20)


def test_soft_and_loud_seconds_come_together() -> None:
    samples = noise(len(LEVELS) / 10, -30)[: len(LEVELS) * VOICE_RATE_HZ // 10, None]

    curve = evening(LEVELS)

    for tick, level in ((100, -18), (300, -40), (500, -16)):
        assert curve.gains_db[tick] == pytest.approx(EVEN_LUFS - level)
    in_parts = np.concatenate(list(curve.applied([samples[:777], samples[777:]], VOICE_RATE_HZ)))
    assert np.allclose(in_parts, curve.apply(samples, 0, VOICE_RATE_HZ), atol=1e-6)


def test_a_room_is_raised_no_further_than_a_faint_voice() -> None:
    assert evening(LEVELS).gains_db.max() == pytest.approx(EVEN_LUFS - ROOM_LUFS)


def test_nothing_is_no_trouble() -> None:
    assert len(evening(np.zeros(0)).gains_db) > 0


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000])
def test_noise_has_no_tones_at_any_rate(rate_hz: int) -> None:
    hiss = np.random.default_rng(1).standard_normal(2 * rate_hz)
    tones = Tones(rate_hz)

    list(tones.watch([soxr.resample(hiss, rate_hz, VOICE_RATE_HZ)[:, None].astype(np.float32)]))

    assert 2 < np.median(tones.found) < 3.2


@pytest.mark.parametrize("rate_hz", [8000, 11025, 11014])
def test_a_sound_is_heard_when_it_is_there_at_any_rate(tmp_path: Path, rate_hz: int) -> None:
    length_s, bang_s = 300, 290
    samples = np.zeros((length_s * rate_hz, 1), np.float32)
    samples[bang_s * rate_hz :] = noise(length_s - bang_s, -20)[: 10 * rate_hz, None]
    file = write_wav(tmp_path / "in.wav", samples, rate_hz, "FLOAT")

    heard = listen(file, RealAudio())

    began_s = [
        int(np.argmax(levels > -60)) * step_s
        for levels, step_s in ((heard.levels_lufs, STEP_S), (heard.moments_lufs, TICK_S))
    ]
    assert began_s == [pytest.approx(bang_s, abs=STEP_S), pytest.approx(bang_s, abs=2 * TICK_S)]
    assert len(heard.levels_lufs) == pytest.approx(length_s / STEP_S, abs=1)
    assert len(heard.tones_db) == len(heard.levels_lufs)
