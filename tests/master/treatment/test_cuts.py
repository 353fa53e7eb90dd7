"""Silence and pauses are cut; what stays is as long as the timeline says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.master.treatment.conftest import Treat
from tests.master.treatment.voices import RATE_HZ, music, noise, silence, voice

from podcaster.master.treatment.cuts import BLEND_S, cut
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
    whole = np.random.default_rng(1).standard_normal((round(at * rate_hz) + 500, 1)).astype("f4")
    blocks = [whole[start : start + size] for start in range(0, len(whole), size)]

    at_once = np.concatenate(list(cut([whole], rate_hz, 1, timeline)))
    in_parts = np.concatenate(list(cut(blocks, rate_hz, 1, timeline)))

    assert np.allclose(at_once, in_parts, atol=1e-6)
    assert len(at_once) == sum(round(b * rate_hz) - round(a * rate_hz) for a, b in stretches)


def test_noise_goes_on_evenly_over_a_cut() -> None:
    hiss = noise(10, -40)[:, None]

    after = np.concatenate(list(cut([hiss], RATE_HZ, 1, Timeline(((0, 3), (6, 10))))))

    seam = after[3 * RATE_HZ : 3 * RATE_HZ + round(BLEND_S * RATE_HZ)]
    assert 10 * np.log10(np.mean(seam**2)) == pytest.approx(-40, abs=0.5)
