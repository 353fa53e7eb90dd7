"""Gains on their way from one value to another."""

from __future__ import annotations

import numpy as np
import pytest
from tests.master.treatment.voices import RATE_HZ

from podcaster.master.treatment import gain_curve
from podcaster.master.treatment.gain_curve import Track, smoothed


def gains() -> Track:
    """Return steps of 70 ms, one value at a time."""
    steps = np.random.default_rng(3).normal(0, 5, 40)
    return np.repeat(steps, 7).astype(np.float32)


def test_a_curve_is_nowhere_above_its_gains_and_has_no_jumps() -> None:
    curve = smoothed(gains()).gains_db

    assert (curve <= gains() + 1e-4).all()
    assert np.abs(np.diff(curve)).max() < np.abs(np.diff(gains())).max() / 3


@pytest.mark.parametrize("at_once", [1, 7, 64])
def test_a_curve_is_the_same_however_much_is_worked_on_at_once(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    whole = smoothed(gains()).gains_db
    monkeypatch.setattr(gain_curve, "AT_ONCE", at_once)

    assert smoothed(gains()).gains_db == pytest.approx(whole, abs=1e-5)


def test_a_gain_is_heard_from_any_place() -> None:
    curve, sound = smoothed(gains()), np.ones((RATE_HZ, 1), np.float32)

    whole = curve.apply(sound, 0, RATE_HZ)

    assert curve.apply(sound[:1000], 5000, RATE_HZ) == pytest.approx(whole[5000:6000], abs=1e-5)
