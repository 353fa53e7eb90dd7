"""Silence and pauses are cut; what stays is as long as the timeline says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.master.treatment.conftest import Treat
from tests.master.treatment.voices import RATE_HZ, music, noise, silence, voice

from podcaster.doors.audio import Samples
from podcaster.master.treatment.beds import staying
from podcaster.master.treatment.cuts import BLEND_S, _Stay, cut
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.model.timeline import Timeline
from podcaster.model.treatment import Treatment


def test_silence_goes_at_both_ends(treated: Treat) -> None:
    whole = np.concatenate([silence(4), voice(2, 5), silence(6)]) + noise(15, -75)

    after, done = treated(whole, Treatment(trim=True))

    assert done.work.trimmed_start_s == pytest.approx(3.7, abs=0.3)
    assert done.work.trimmed_end_s == pytest.approx(5.5, abs=0.3)
    assert len(after) / RATE_HZ == pytest.approx(done.timeline.length_s, abs=1 / RATE_HZ)


def test_music_at_an_end_is_no_silence(treated: Treat) -> None:
    whole = np.concatenate([music(5, lufs=-30), voice(2, 5), music(5, lufs=-30)])

    after, _ = treated(whole, Treatment(trim=True))

    assert len(after) > len(whole) - RATE_HZ


def test_long_pauses_become_as_long_as_asked_for(treated: Treat) -> None:
    said = [voice(2, 4), silence(5), voice(10, 4), silence(0.6), voice(16, 4)]
    whole = np.concatenate(said) + noise(17.6, -75)

    after, done = treated(whole, Treatment(longest_pause_s=1.0))

    assert done.work.pauses == 1
    assert done.work.pauses_s == pytest.approx(4, abs=0.4)
    assert len(after) / RATE_HZ == pytest.approx(done.timeline.length_s, abs=1 / RATE_HZ)
    assert done.timeline.moved(9.5) == pytest.approx(9.5 - done.work.pauses_s)


def test_all_silence_stays(treated: Treat) -> None:
    after, done = treated(silence(3), Treatment(trim=True, longest_pause_s=1))

    assert len(after) == 3 * RATE_HZ
    assert done.timeline == Timeline()


@given(
    kept=st.lists(st.tuples(st.floats(0.05, 1), st.floats(0.2, 1)), min_size=1, max_size=4),
    size=st.integers(1, 3000),
)
def test_what_stays_is_the_same_however_it_is_read(
    kept: list[tuple[float, float]], size: int
) -> None:
    rate_hz, stretches, at = 1000, [], 0.0
    for length, gap in kept:
        stretches.append((at + gap, at + gap + length))
        at += gap + length
    timeline = Timeline(tuple(stretches))
    length_s = at + 0.5
    frames = round(length_s * rate_hz)
    whole = np.random.default_rng(1).standard_normal((frames, 1)).astype("f4")
    blocks = [whole[start : start + size] for start in range(0, len(whole), size)]

    at_once = np.concatenate(list(cut([whole], rate_hz, 1, timeline, length_s)))
    in_parts = np.concatenate(list(cut(blocks, rate_hz, 1, timeline, length_s)))

    assert np.allclose(at_once, in_parts, atol=1e-6)
    assert len(at_once) == sum(round(b * rate_hz) - round(a * rate_hz) for a, b in stretches)


def test_noise_goes_on_evenly_over_a_cut() -> None:
    hiss = noise(10, -40)[:, None]

    after = np.concatenate(list(cut([hiss], RATE_HZ, 1, Timeline(((0, 3), (6, 10))), 10)))

    seam = after[3 * RATE_HZ : 3 * RATE_HZ + round(BLEND_S * RATE_HZ)]
    assert 10 * np.log10(np.mean(seam**2)) == pytest.approx(-40, abs=0.5)


def test_ends_where_nothing_was_cut_stay_as_they_are() -> None:
    hiss = noise(10, -40)[:, None]

    after = np.concatenate(list(cut([hiss], RATE_HZ, 1, Timeline(((0, 3), (6, 10))), 10)))

    assert np.array_equal(after[: 3 * RATE_HZ], hiss[: 3 * RATE_HZ])
    assert np.array_equal(after[-3 * RATE_HZ :], hiss[-3 * RATE_HZ :])


@pytest.mark.parametrize("size", [777, 48_000, 480_000])
def test_where_something_was_cut_the_ends_fade(size: int) -> None:
    steady = np.full((10 * RATE_HZ, 1), 0.5, np.float32)
    blocks = [steady[at : at + size] for at in range(0, len(steady), size)]

    after = np.concatenate(list(cut(blocks, RATE_HZ, 1, Timeline(((1, 3), (6, 9))), 10)))

    fade = round(BLEND_S * RATE_HZ)
    assert len(after) == 5 * RATE_HZ
    assert np.allclose(after[[0, -1], 0], 0, atol=1e-3)
    assert np.all(np.diff(after[:fade, 0]) > 0)
    assert np.all(np.diff(after[-fade:, 0]) < 0)
    assert np.allclose(after[[fade, -fade - 1], 0], 0.5)


def test_hours_with_many_pauses_are_not_searched_through(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, part = [], _Stay.part

    def counted(stay: _Stay, block: Samples, at: int) -> Samples:
        looked.append(at)
        return part(stay, block, at)

    monkeypatch.setattr(_Stay, "part", counted)
    many = Timeline(tuple((at * 2.0, at * 2.0 + 1) for at in range(500)))
    blocks = [np.ones((100, 1), np.float32)] * 1000

    after = np.concatenate(list(cut(blocks, 100, 1, many, 1000)))

    assert len(after) == 50_000
    assert len(looked) < 3000  # not 500 for each of the blocks


@given(
    lengths=st.lists(st.tuples(st.floats(0.1, 2), st.floats(0.2, 1)), min_size=1, max_size=60),
    at_once=st.integers(1, 5000),
)
def test_what_is_known_of_each_moment_moves_with_it(
    lengths: list[tuple[float, float]], at_once: int
) -> None:
    kept, at = [], 0.0
    for length, gap in lengths:
        kept.append((at + gap, at + gap + length))
        at += gap + length
    timeline, row = Timeline(tuple(kept)), np.arange(at / TICK_S + 100)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podcaster.master.treatment.beds.AT_ONCE", at_once)
        stays = staying(row, timeline)

    assert len(stays) == round(timeline.length_s / TICK_S)
    for start, stop in kept:
        middle = (start + stop) / 2
        assert stays[int(timeline.moved(middle) / TICK_S)] * TICK_S == pytest.approx(
            middle, abs=2.01 * TICK_S
        )
