"""The true peak meter against ffmpeg and itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.sounds import RATE_HZ, Ffmpeg, speech_like, write_wav

from podcaster.doors.audio import Samples
from podcaster.master.meter.measure import read_meters
from podcaster.master.meter.true_peak import (
    AFTER,
    BEFORE,
    PeakMeter,
    absolute_sum,
    block_peaks,
    filters,
)
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFacts


def dbtp(samples: Samples) -> float:
    sound = held_sound(samples, RATE_HZ)
    reading = read_meters(sound, AudioFacts("pcm", RATE_HZ, sound.channels, 0.0)).true_peak_dbtp
    assert reading is not None
    return reading


@given(seed=st.integers(0, 1000), shift=st.integers(0, 700_000))
@settings(max_examples=20)
def test_where_a_peak_lies_does_not_change_the_reading(seed: int, shift: int) -> None:
    sound = speech_like(1, seed=seed)

    later = np.concatenate([np.zeros((shift, 2), np.float32), sound])

    assert dbtp(later) == pytest.approx(dbtp(sound), abs=1e-4)


@given(seed=st.integers(0, 1000), blocks=st.integers(1, 30), smooth=st.integers(0, 3))
@settings(max_examples=20)
def test_leaving_out_what_cannot_matter_changes_nothing(
    seed: int, blocks: int, smooth: int
) -> None:
    noise = np.random.default_rng(seed).standard_normal((2, BEFORE + 48 * blocks + AFTER))
    for _ in range(smooth):  # the less a sound bends, the more is left out
        noise = noise + np.roll(noise, 1, axis=1)
    columns = (noise * np.linspace(0.01, 1, noise.shape[1])).astype(np.float32)

    every = block_peaks(columns, 48, 0.0)
    floor = float(every.max()) / 2
    some = block_peaks(columns, 48, floor)

    assert every[every > floor] == pytest.approx(some[some > floor])
    assert (some[every <= floor] <= floor).all()
    assert metered([columns]) == pytest.approx(20 * np.log10(every.max()), abs=1e-5)


@given(seed=st.integers(0, 1000), order=st.permutations(range(8)))
@settings(max_examples=20)
def test_in_which_order_windows_come_does_not_change_the_reading(
    seed: int, order: list[int]
) -> None:
    noise = np.random.default_rng(seed).standard_normal((8, 2, BEFORE + 48 * 20 + AFTER))
    windows = list(noise.astype(np.float32))

    assert metered([windows[at] for at in order]) == metered(windows)


def metered(windows: list[NDArray[np.float32]]) -> float | None:
    meter = PeakMeter(48)
    for window in windows:
        meter.add(window)
    return meter.dbtp


def test_no_interpolated_value_exceeds_the_bound() -> None:
    worst = np.sign(filters()[1])[None, :].astype(np.float32)

    [peak] = block_peaks(worst, 1, 0.0)

    assert peak == pytest.approx(absolute_sum(), rel=1e-5)


def test_never_reads_below_the_samples() -> None:
    assert dbtp(np.array([[0.0], [0.5], [0.0]], np.float32)) >= 20 * np.log10(0.5) - 1e-6


def test_digital_silence_has_no_peak() -> None:
    silence = held_sound(np.zeros((4800, 2), np.float32), RATE_HZ)

    assert read_meters(silence, AudioFacts("pcm", RATE_HZ, 2, 0.1)).true_peak_dbtp is None


@pytest.mark.parametrize("kind", ["speech", "clipped", "noise"])
@pytest.mark.parametrize("rate_hz", [44100, 48000])
def test_reads_what_ffmpeg_reads(kind: str, rate_hz: int, tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """At 44.1 kHz, ffmpeg looks at other places between the samples; only hiss would tell."""
    noise = np.random.default_rng(2).standard_normal((3 * rate_hz, 2)).astype(np.float32)
    noise[1:] += noise[:-1]
    speech = speech_like(3, rate_hz=rate_hz)
    sound = {"speech": speech, "clipped": np.clip(6 * speech, -1, 1), "noise": 0.2 * noise}[kind]
    file = write_wav(tmp_path / "sound.wav", sound, rate_hz, "FLOAT")

    difference_db = dbtp(sound) - ffmpeg.opinion(file).true_peak_dbtp

    assert -0.05 <= difference_db <= 0.1
