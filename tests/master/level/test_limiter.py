"""The limiter holds its ceiling; with the gain, the programme meets its loudness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sounds import RATE_HZ, speech_like

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.master.level.gain import MOST_MAKEUP_DB, STEP_DB, LoudPlacesOnce, solve
from podcaster.master.level.limiter import GUARD_DB, Limiter
from podcaster.master.level.peaks import LoudPlaces, find_loud_places
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.loudness import Energies
from podcaster.master.meter.measure import Reading, read_meters
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFacts, Target

FACTS = AudioFacts("pcm", RATE_HZ, 2, 0.0)
BLOCK = grid(RATE_HZ).block


def limiter_for(sound: Samples, gain_db: float, ceiling_db: float) -> Limiter:
    floor_db = ceiling_db - gain_db - GUARD_DB
    places = find_loud_places(held_sound(sound, RATE_HZ), floor_db, Pace(FACTS, silent_progress))
    return Limiter(places.peaks, gain_db, ceiling_db)


def noise(seed: int, length_s: float = 0.5) -> Samples:
    draw = np.random.default_rng(seed)
    shape = (round(length_s * RATE_HZ), 2)
    return (0.3 * draw.standard_normal(shape) * draw.uniform(0, 1, (shape[0], 1))).astype("f4")


@given(seed=st.integers(0, 10_000), gain_db=st.floats(-6, 24), ceiling_db=st.floats(-12, 0))
@settings(max_examples=40)
def test_never_exceeds_the_ceiling(seed: int, gain_db: float, ceiling_db: float) -> None:
    sound = noise(seed)

    limited = limiter_for(sound, gain_db, ceiling_db).apply(sound, 0, BLOCK)

    peak_dbtp = read_meters(held_sound(limited, RATE_HZ), FACTS).true_peak_dbtp
    assert peak_dbtp is not None
    assert peak_dbtp <= ceiling_db


@given(seed=st.integers(0, 10_000), at=st.integers(0, 400), count=st.integers(1, 90))
@settings(max_examples=20)
def test_any_stretch_of_the_curve_is_the_same_on_its_own(seed: int, at: int, count: int) -> None:
    limiter = limiter_for(noise(seed), 12, -1)

    whole, part = limiter.nodes(0, 500), limiter.nodes(at, at + count)

    assert part == pytest.approx(whole[at : at + count + 1])


@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(1, 143_999), max_size=5))
@settings(max_examples=20)
def test_however_a_programme_is_cut_its_samples_are_the_same(seed: int, cuts: list[int]) -> None:
    sound = noise(seed, 3)
    limiter = limiter_for(sound, 12, -1)

    edges = [0, *sorted(set(cuts)), len(sound)]
    parts = [limiter.apply(sound[start:stop], start, BLOCK) for start, stop in pairwise(edges)]

    assert np.array_equal(np.concatenate(parts), limiter.apply(sound, 0, BLOCK))


def test_what_is_soft_only_gets_the_gain() -> None:
    sound = noise(1)
    sound[:12000] *= 0.001
    sound[20000:20100] = 0.9
    limited = limiter_for(sound, 6, -1).apply(sound, 0, BLOCK)

    assert limited[:10000] == pytest.approx(sound[:10000] * 10 ** (6 / 20), rel=1e-5)


def test_without_peaks_the_limiter_is_a_gain() -> None:
    sound = noise(1)

    limited = limiter_for(sound, -20, -1).apply(sound, 0, BLOCK)

    assert limited == pytest.approx(sound * 0.1, rel=1e-5)


def test_a_last_block_that_is_cut_off_is_no_problem() -> None:
    sound = noise(1)[: 10 * BLOCK + 7]

    assert limiter_for(sound, 20, -1).apply(sound, 0, BLOCK).shape == sound.shape


@dataclass(frozen=True)
class Studio:
    """A sound, what the meters say of it, and how often its peaks were searched."""

    sound: Samples
    reading: Reading
    searches: list[float]

    def solve(self, target: Target) -> Limiter:
        return solve(self.reading, target, grid(RATE_HZ), LoudPlacesOnce(self._search))

    def loudness_after(self, limiter: Limiter) -> float:
        limited = held_sound(limiter.apply(self.sound, 0, BLOCK), RATE_HZ)
        after = read_meters(limited, FACTS).integrated_lufs
        assert after is not None
        return after

    def _search(self, floor_db: float) -> LoudPlaces:
        self.searches.append(floor_db)
        pace = Pace(FACTS, silent_progress)
        peaks = self.reading.window_peaks
        return find_loud_places(held_sound(self.sound, RATE_HZ), floor_db, pace, peaks)


@pytest.fixture(scope="module")
def studio() -> Studio:
    sound = speech_like(20)
    return Studio(sound, read_meters(held_sound(sound, RATE_HZ), FACTS), [])


@pytest.mark.parametrize("target_lufs", [-30.0, -23.0, -18.0, -16.0, -14.0, -12.0])
def test_meets_the_loudness_though_the_limiter_takes_some_away(
    studio: Studio, target_lufs: float
) -> None:
    limiter = studio.solve(Target(target_lufs, -1.0))

    comes_to_lufs = target_lufs + limiter.beside_lu
    assert studio.loudness_after(limiter) == pytest.approx(comes_to_lufs, abs=0.02)
    assert abs(limiter.beside_lu) <= STEP_DB / 2 + 1e-9


def test_one_search_for_peaks_is_enough(studio: Studio) -> None:
    studio.searches.clear()

    studio.solve(Target(-16.0, -2.0))

    assert len(studio.searches) == 1


def test_nothing_is_searched_where_nothing_exceeds_the_ceiling(studio: Studio) -> None:
    studio.searches.clear()

    limiter = studio.solve(Target(-40.0, -1.0))

    assert studio.searches == []
    linear_db = -40.0 - (studio.reading.integrated_lufs or 0)
    assert limiter.gain_db == pytest.approx(linear_db, abs=STEP_DB / 2)
    assert limiter.beside_lu == pytest.approx(limiter.gain_db - linear_db)


@pytest.mark.parametrize(("minutes", "louder_db", "least"), [(60, 2.0, 0.8), (25, 1.0, 0.8)])
def test_ten_seconds_said_anew_mostly_leave_the_gain_of_the_whole(
    minutes: int, louder_db: float, least: float
) -> None:
    powers = np.random.default_rng(minutes).uniform(1e-5, 3e-5, minutes * 600)
    anew = powers.copy()
    anew[3000:3100] *= 10 ** (louder_db / 10)
    targets = [Target(-30 + at / 100, -1.0) for at in range(100)]

    def gains(heard: Energies) -> list[float]:
        reading = Reading(0, heard, np.zeros(0, np.float32), -50.0, np.zeros(0, np.float32), ())
        return [solve(reading, one, grid(RATE_HZ), never_called).gain_db for one in targets]

    same = np.equal(gains(powers), gains(anew))
    assert same.mean() >= least


def never_called(floor_db: float) -> LoudPlaces:
    raise AssertionError(floor_db)


def test_noise_is_not_raised_without_end_for_the_sake_of_a_few_clicks() -> None:
    clicks = np.random.default_rng(3).standard_normal((10 * RATE_HZ, 2)).astype(np.float32)
    clicks *= np.float32(1e-5)
    clicks[:: RATE_HZ // 2] = 0.5
    reading = read_meters(held_sound(clicks, RATE_HZ), FACTS)

    limiter = Studio(clicks, reading, []).solve(Target(-16.0, -1.0))

    linear_db = -16.0 - (reading.integrated_lufs or 0)
    assert limiter.exhausted
    assert limiter.gain_db <= linear_db + MOST_MAKEUP_DB


def drums(length_s: float = 6) -> Samples:
    at = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(5).standard_normal(len(at))
    kick = 0.9 * np.exp(-25 * (at % 0.5)) * np.sin(2 * np.pi * 60 * at)
    snare = 0.4 * np.exp(-60 * ((at + 0.25) % 0.5)) * noise
    return np.stack([kick + snare] * 2, 1).astype(np.float32)


def test_drums_become_as_loud_as_speech_without_raising_what_is_between_them() -> None:
    sound = drums()
    studio = Studio(sound, read_meters(held_sound(sound, RATE_HZ), FACTS), [])

    limiter = studio.solve(Target(-16.0, -2.1))

    linear_db = -16.0 - (studio.reading.integrated_lufs or 0)
    assert not limiter.exhausted
    assert limiter.gain_db < linear_db + 8
    assert studio.loudness_after(limiter) == pytest.approx(-16.0, abs=0.25)


def test_what_no_gain_makes_loud_enough_gets_little_of_it() -> None:
    sound = drums()
    studio = Studio(sound, read_meters(held_sound(sound, RATE_HZ), FACTS), [])

    limiter = studio.solve(Target(-8.0, -6.0))

    more = replace(limiter, gain_db=limiter.gain_db + 20)
    assert limiter.exhausted
    assert studio.loudness_after(more) - studio.loudness_after(limiter) < 1.0


@pytest.mark.parametrize("tone_hz", [41.0, 60.0, 110.0])
def test_a_deep_tone_stays_pure(tone_hz: float) -> None:
    at = np.arange(2 * RATE_HZ) / RATE_HZ
    tone = (0.7 * np.sin(2 * np.pi * tone_hz * at)).astype(np.float32)[:, None]

    limited = limiter_for(tone, 8, -1).apply(tone, 0, BLOCK)[RATE_HZ:, 0]

    power = np.abs(np.fft.rfft(limited * np.hanning(RATE_HZ))) ** 2
    own = power[int(tone_hz) - 4 : int(tone_hz) + 5].sum()
    assert 10 * np.log10((power[20:].sum() - own) / own) < -80


def test_ten_decibels_are_given_back_within_60_ms() -> None:
    sound = np.full((RATE_HZ, 1), 0.05, np.float32)
    sound[RATE_HZ // 2] = 0.9
    limiter = limiter_for(sound, 10, -1)
    peak = RATE_HZ // 2 // BLOCK

    assert limiter.change_db(peak) < -9
    assert limiter.change_db(peak + 62) == pytest.approx(0.0, abs=1e-6)
    assert limiter.change_db(peak - 14) == pytest.approx(0.0, abs=1e-6)
