"""The loudness meter against BS.1770's own figures, at any rate, and itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.conformance import response_db
from tests.sounds import RATE_HZ, sine, speech_like, stereo

from podcaster.doors.audio import Samples
from podcaster.master.meter.kweighting import Matrix, biquads, grid
from podcaster.master.meter.loudness import integrated_lufs, loudness_range_lu
from podcaster.master.meter.measure import read_meters
from podcaster.master.sound import Sound, from_beginning, held_sound
from podcaster.model.audio import AudioFacts

TOLERANCE_LU = 0.1


def powers(samples: Samples, rate_hz: int = RATE_HZ) -> NDArray[np.float64]:
    facts = AudioFacts("pcm", rate_hz, samples.shape[1], 0.0)
    return read_meters(held_sound(samples, rate_hz), facts).powers


def lufs(samples: Samples, rate_hz: int = RATE_HZ) -> float:
    reading = integrated_lufs(powers(samples, rate_hz))
    assert reading is not None
    return reading


@pytest.mark.parametrize("hz", [25, 100, 500, 1000, 2000, 10000])
@pytest.mark.parametrize("wanted_lufs", [-23.0, -24.0])
@pytest.mark.parametrize("rate_hz", [32000, 44100, 48000, 96000])
def test_reads_bs_2217_tones_at_any_rate(hz: int, wanted_lufs: float, rate_hz: int) -> None:
    level_dbfs = wanted_lufs - float(response_db(hz)) + 0.691

    tone = stereo(sine(level_dbfs, 5, hz=hz, rate_hz=rate_hz))

    assert lufs(tone, rate_hz) == pytest.approx(wanted_lufs, abs=TOLERANCE_LU)


@pytest.mark.parametrize("rate_hz", [176_400, 192_000, 384_000, 768_000])
def test_reads_a_tone_at_the_highest_rates(rate_hz: int) -> None:
    tone = stereo(sine(-20.0, 0.5, hz=500, rate_hz=rate_hz))

    assert lufs(tone, rate_hz) == pytest.approx(-20.691 + float(response_db(500)), abs=0.1)


def test_the_coefficients_at_48_khz_are_those_of_the_standard() -> None:
    (shelf_b, shelf_a), (pass_b, pass_a) = biquads(48000)

    assert shelf_b == pytest.approx([1.53512485958697, -2.69169618940638, 1.19839281085285])
    assert shelf_a == pytest.approx([1.0, -1.69065929318241, 0.73248077421585])
    assert pass_b == pytest.approx([1.0, -2.0, 1.0])
    assert pass_a == pytest.approx([1.0, -1.99004745483398, 0.99007225036621])


def test_agrees_with_a_plain_filter_sample_by_sample() -> None:
    sound = speech_like(4)[:, :1] + np.float32(
        0.2
    )  # an offset is what float32 filters stumble over

    assert powers(sound) == pytest.approx(plain_powers(sound[:, 0]), rel=1e-5, abs=1e-12)


def both_in_one(rate_hz: int) -> tuple[Matrix, Matrix]:
    (first_b, first_a), (second_b, second_a) = biquads(rate_hz)
    return np.convolve(first_b, second_b), np.convolve(first_a, second_a)


def plain_powers(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    b, a = both_in_one(RATE_HZ)
    weighted = np.zeros(len(sound) + 4)
    padded = np.concatenate([np.zeros(4), sound.astype(np.float64)])
    for at in range(4, len(padded)):
        past = weighted[at - 4 : at][::-1]
        weighted[at] = b @ padded[at - 4 : at + 1][::-1] - a[1:] @ past
    segments = np.square(weighted[4:]).reshape(-1, grid(RATE_HZ).segment)
    return np.asarray(2 * segments.mean(axis=1))


@pytest.mark.parametrize("rate_hz", [8000, 11025, 44100, 48000])
@pytest.mark.parametrize("frames", [1, 4409, 44100, 307_200, 307_201, 500_000])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_in_how_many_parts_it_is_read_does_not_change_the_reading(
    rate_hz: int, frames: int, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = np.tile(speech_like(5, rate_hz=rate_hz), (15, 1))[:frames]
    facts = AudioFacts("pcm", rate_hz, 2, frames / rate_hz)
    pieces = [samples[at : at + 10_007] for at in range(0, frames, 10_007)]
    stream = Sound(lambda start, stop: from_beginning(pieces, start, stop), rate_hz, 2)
    in_passing = read_meters(stream, facts)

    monkeypatch.setattr("podcaster.master.meter.windows.processors", lambda: threads)
    anywhere = read_meters(held_sound(samples, rate_hz), facts)

    assert anywhere.frames == in_passing.frames == frames
    assert anywhere.true_peak_dbtp == in_passing.true_peak_dbtp
    assert np.array_equal(anywhere.powers, in_passing.powers)
    assert np.array_equal(anywhere.window_peaks, in_passing.window_peaks)


@given(gain_db=st.floats(-20, 40))
@settings(max_examples=20)
def test_gain_moves_the_reading_by_itself(gain_db: float) -> None:
    sound = speech_like(5)

    louder = sound * np.float32(10 ** (gain_db / 20))

    assert lufs(louder) - lufs(sound) == pytest.approx(gain_db, abs=0.01)


def test_one_channel_counts_as_two_equal_ones() -> None:
    sound = speech_like(5)[:, :1]

    assert lufs(sound) == pytest.approx(lufs(np.repeat(sound, 2, axis=1)), abs=1e-4)


@pytest.mark.parametrize("length_s", [0.001, 0.05, 0.1, 0.35, 0.399])
def test_what_is_shorter_than_a_gating_block_counts_ungated(length_s: float) -> None:
    assert lufs(stereo(sine(-20, length_s))) == pytest.approx(-20, abs=1.5)


@pytest.mark.parametrize("length_s", [0.0, 0.1, 5.0])
def test_silence_has_no_loudness_and_no_range(length_s: float) -> None:
    silence = np.zeros((round(length_s * RATE_HZ), 2), np.float32)

    assert integrated_lufs(powers(silence)) is None
    assert loudness_range_lu(powers(silence)) == 0.0


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 44100, 48000, 88200, 96000, 192000])
def test_segments_are_100_ms_and_blocks_1_ms_as_near_as_it_goes(rate_hz: int) -> None:
    division = grid(rate_hz)

    assert abs(division.segment - rate_hz / 10) < 1
    assert 0.0005 <= division.block / rate_hz <= 0.002
