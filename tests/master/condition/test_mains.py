"""Hum is told from all spectra, a few lines of them at once."""

from __future__ import annotations

import numpy as np
import pytest

from podcaster.master.condition import mains
from podcaster.master.condition.mains import SPECTRUM_S, hum_in, spectrum

RATE_HZ = 4000


def test_hum_is_the_same_however_many_lines_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    time = np.arange(round(SPECTRUM_S * RATE_HZ)) / RATE_HZ
    hum = sum(0.01 / n * np.sin(2 * np.pi * 50 * n * time) for n in (1, 2, 3, 4))
    draw = np.random.default_rng(4)
    spectra = [
        spectrum((hum + 0.001 * draw.standard_normal(len(time))).astype(np.float32))
        for _ in range(12)
    ]
    few = hum_in(spectra)

    monkeypatch.setattr(mains, "LINES_AT_ONCE", 10_000)

    assert hum_in(spectra) == few
    assert few.mains_hz == 50.0


def test_a_thousandth_of_an_amplitude_is_enough() -> None:
    time = np.arange(round(SPECTRUM_S * RATE_HZ)) / RATE_HZ
    hum = spectrum((0.01 * np.sin(2 * np.pi * 60 * time)).astype(np.float32))

    exact, kept = hum_in([hum] * 6), hum_in([hum.astype(np.float16)] * 6)

    assert kept.mains_hz == exact.mains_hz
    assert kept.level_db == pytest.approx(exact.level_db, abs=0.01)


@pytest.mark.parametrize("hz", [48.0, 48.1, 51.91, 58.27, 61.74])
def test_a_held_bass_note_is_no_hum_of_a_grid_that_is_off(hz: float) -> None:
    time = np.arange(round(SPECTRUM_S * RATE_HZ)) / RATE_HZ
    note = sum(0.01 / n * np.sin(2 * np.pi * hz * n * time) for n in (1, 2, 3))
    draw = np.random.default_rng(4)
    spectra = [
        spectrum((note + 0.0001 * draw.standard_normal(len(time))).astype(np.float32))
        for _ in range(12)
    ]

    assert hum_in(spectra).mains_hz == 0
