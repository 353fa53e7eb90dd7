"""A room's noise is heard in its pauses, band by band, and reduced where it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pystoi import stoi
from tests.master.treatment.conftest import Treat
from tests.master.treatment.voices import RATE_HZ, level_db, noise, silence, voice

from podcaster.doors.audio import Samples
from podcaster.master.treatment.noise import Noise, noise_in
from podcaster.master.treatment.voices import Scene
from podcaster.model.treatment import Treatment

SAID = np.concatenate([silence(1), voice(1, 10), silence(1)])


def still(seconds: float, room_lufs: float | None = -50.0) -> Scene:
    """A recording in which nobody speaks."""
    ticks = round(seconds * 100)
    nobody, level = np.zeros(ticks, bool), np.full(ticks, -50.0)
    return Scene(nobody, nobody, level, level, np.zeros(ticks), None, room_lufs)


def coloured(length_s: float, slope: float) -> Samples:
    """Noise above 60 Hz whose amplitude falls with the frequency."""
    lines = np.fft.rfft(noise(length_s, 0))
    hz = np.maximum(np.fft.rfftfreq(round(length_s * RATE_HZ), 1 / RATE_HZ), 1)
    return np.asarray(np.fft.irfft(lines * hz**slope * (hz > 60)), np.float32)


def snr_db(heard: Samples, truth: Samples) -> float:
    share = float(np.dot(heard, truth) / np.dot(truth, truth))
    return level_db(share * truth) - level_db(heard - share * truth)


@pytest.mark.parametrize("rate_hz", [8000, 44100, 48000])
def test_white_noise_is_alike_in_all_bands(rate_hz: int) -> None:
    samples = 10 ** (-40 / 20) * np.random.default_rng(1).standard_normal((8 * rate_hz, 2))

    found = noise_in([samples.astype(np.float32)], rate_hz, still(8))

    assert found is not None
    assert np.allclose(found.densities_db[3:], -40 - 10 * np.log10(rate_hz / 2), atol=0.7)
    assert found.filter(rate_hz)[1].startswith("nr=12:nf=-40:")


@given(size=st.integers(500, 60_000))
def test_it_is_the_same_however_it_is_read(size: int) -> None:
    samples = noise(3, -40)[:, None]
    blocks = [samples[start : start + size] for start in range(0, len(samples), size)]

    assert noise_in(blocks, RATE_HZ, still(3)) == noise_in([samples], RATE_HZ, still(3))


@pytest.mark.parametrize(("seconds", "room_lufs"), [(3.0, None), (0.2, -50.0)])
def test_without_a_room_or_a_pause_nobody_knows(seconds: float, room_lufs: float | None) -> None:
    assert noise_in([noise(seconds, -40)[:, None]], RATE_HZ, still(seconds, room_lufs)) is None


def test_the_filter_takes_only_what_it_knows() -> None:
    name, options = Noise((-150.0, *[-60.0] * 14)).filter(RATE_HZ)

    assert name == "afftdn"
    assert options == "nr=12:nf=-22:nt=custom:bn=-24" + "|6" * 14


@pytest.mark.parametrize(("slope", "better_db"), [(-0.5, 2.5), (-1.0, 2.5)])
def test_noise_of_any_colour_is_reduced(treated: Treat, slope: float, better_db: float) -> None:
    room = coloured(12, slope)
    noisy = SAID + room * np.float32(10 ** ((level_db(SAID) - level_db(room) - 6) / 20))

    after, _ = treated(noisy, Treatment(noise="reduce"))

    assert snr_db(after, SAID) > snr_db(noisy, SAID) + better_db
    assert stoi(SAID, after, RATE_HZ) >= stoi(SAID, noisy, RATE_HZ)


def test_a_clean_voice_stays_as_it_is(treated: Treat) -> None:
    said = SAID * (np.abs(SAID) > 1e-3)

    after, _ = treated(said, Treatment(noise="reduce"))

    assert snr_db(after, said) > 40


def test_a_little_more_or_less_noise_is_filtered_alike() -> None:
    found = Noise((-84.2,) * 7 + (-86.1,) * 8)

    other = Noise(tuple(level + 0.2 for level in found.densities_db))

    assert found.filter(48000) == other.filter(48000)
