"""Filters, measured on material whose truth is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soxr
from pystoi import stoi
from tests.master.treatment.conftest import Treat
from tests.master.treatment.voices import RATE_HZ, level_db, noise, recorded, silence, voice
from tests.sounds import write_wav

from podcaster.doors.audio import Samples
from podcaster.master.treatment.hum import notches
from podcaster.master.treatment.listening import listen
from podcaster.master.treatment.render import denoised
from podcaster.model.treatment import Noise, Treatment
from podcaster.outside.audio import RealAudio

CLEAN = voice(1, 20)


def band_db(samples: Samples, low_hz: float, high_hz: float) -> float:
    """Return the level of a band."""
    lines = np.fft.rfft(samples.astype(np.float64))
    hz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    power = np.square(np.abs(lines[(hz >= low_hz) & (hz < high_hz)])).sum()
    return float(10 * np.log10(power / len(samples) ** 2 + 1e-20))


def snr_db(heard: Samples, truth: Samples) -> float:
    """Return how far `truth` stands out of what else is in `heard`."""
    truth, heard = truth.astype(np.float64), heard.astype(np.float64)
    share = np.dot(heard, truth) / np.dot(truth, truth)
    return float(10 * np.log10(np.var(share * truth) / np.var(heard - share * truth)))


def mains(hz: float, length_s: float) -> Samples:
    time = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    lines = [0.02 / k * np.sin(2 * np.pi * hz * k * time + k) for k in range(1, 9)]
    return np.asarray(np.sum(lines, axis=0), np.float32)


@pytest.mark.parametrize(("hz", "nominal"), [(50.0, 50.0), (49.96, 50.0), (60.02, 60.0)])
def test_hum_is_removed_and_speech_is_not(tmp_path: Path, hz: float, nominal: float) -> None:
    door, hum = RealAudio(), mains(hz, 20)
    source = write_wav(tmp_path / "in.wav", (CLEAN + hum)[:, None], RATE_HZ, "FLOAT")

    found = listen(source, door).hum
    hum_left, speech_left = (
        np.concatenate(list(door.filtered([part[:, None]], RATE_HZ, 1, notches(found))))[:, 0]
        for part in (hum, CLEAN)
    )

    assert found.mains_hz == nominal
    settled = slice(2 * RATE_HZ, None)
    assert level_db(hum[settled]) - level_db(hum_left[settled]) > 20
    for low_hz, high_hz in ((90, 300), (300, 1000), (1000, 4000)):
        changed_db = band_db(speech_left, low_hz, high_hz) - band_db(CLEAN, low_hz, high_hz)
        assert abs(changed_db) < 0.5


@pytest.mark.parametrize("sound", [CLEAN, CLEAN + noise(20, -40)], ids=["clean", "noisy"])
def test_where_there_is_no_hum_nothing_is_taken(treated: Treat, sound: Samples) -> None:
    after, done = treated(sound, Treatment(hum=True))

    assert done.work.hum_hz == 0
    assert np.array_equal(after, sound)


def test_music_is_no_hum(treated: Treat) -> None:
    _, done = treated(recorded("jingles/intro.flac"), Treatment(hum=True))

    assert done.work.hum_hz == 0


@pytest.mark.parametrize(
    ("kind", "snr", "better_db"),
    [("reduce", 10, 6), ("reduce", 20, 5), ("reduce", 30, 3), ("deepfilter", 10, 5)],
)
def test_noise_goes_and_words_stay(
    treated: Treat, kind: Noise, snr: float, better_db: float
) -> None:
    noisy = CLEAN + noise(20, level_db(CLEAN) - snr)

    after, _ = treated(noisy, Treatment(noise=kind))

    assert len(after) == len(noisy)
    assert snr_db(after, CLEAN) > snr_db(noisy, CLEAN) + better_db
    assert stoi(CLEAN, after, RATE_HZ) >= stoi(CLEAN, noisy, RATE_HZ)


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
@pytest.mark.parametrize(("left", "right"), [(1.0, 0.0), (1.0, -1.0), (0.3, 1.0)])
def test_the_better_noise_reduction_leaves_everybody_in_their_place(
    left: float, right: float, rate_hz: int
) -> None:
    spoken = np.asarray(soxr.resample(voice(0, 4), RATE_HZ, rate_hz), np.float32)
    wide = np.stack([left * spoken, right * spoken], axis=1)
    blocks = (wide[at : at + 4096] for at in range(0, len(wide), 4096))

    after = np.concatenate(list(denoised(blocks, rate_hz, 2, RealAudio())))

    assert after.shape == wide.shape
    for side in (0, 1):
        before_db, after_db = level_db(wide[:, side]), level_db(after[:, side])
        assert max(after_db, -100) == pytest.approx(max(before_db, -100), abs=2)


def test_filters_are_not_late(treated: Treat) -> None:
    before = voice(3, 6)

    after, _ = treated(before, Treatment(noise="reduce"))

    late = [np.dot(before[4800:-4800], after[4800 + k : len(after) - 4800 + k])
            for k in range(-50, 51)]  # fmt: skip
    assert len(after) == len(before)
    assert abs(int(np.argmax(late)) - 50) <= 2


def test_rumble_goes_and_the_voice_stays(treated: Treat) -> None:
    time = np.arange(len(CLEAN)) / RATE_HZ
    rumble = (0.1 * np.sin(2 * np.pi * 20 * time)).astype(np.float32)

    after, _ = treated(CLEAN + rumble, Treatment(high_pass_hz=80))

    assert band_db(rumble, 10, 30) - band_db(after, 10, 30) > 20
    assert abs(band_db(after, 200, 8000) - band_db(CLEAN, 200, 8000)) < 0.5


@pytest.mark.parametrize("level", [0.0, -20.0])
def test_a_sharp_s_is_softened_and_words_are_not(treated: Treat, level: float) -> None:
    hiss = noise(0.3, 0)
    spectrum = np.fft.rfft(hiss)
    spectrum[np.fft.rfftfreq(len(hiss), 1 / RATE_HZ) < 5000] = 0
    words = voice(2, 2, lufs=-20)
    sharp = np.asarray(np.fft.irfft(spectrum, len(hiss)), np.float32)
    sharp *= np.float32(10 ** ((level_db(words) + 3 - level_db(sharp)) / 20))
    whole = np.concatenate([words, sharp, silence(0.2), words]) * np.float32(10 ** (level / 20))

    after, _ = treated(whole, Treatment(de_ess=True))

    there, before = slice(len(words), len(words) + len(sharp)), slice(len(words))
    assert -12 < level_db(after[there]) - level_db(whole[there]) < -3
    assert abs(band_db(after[before], 100, 3000) - band_db(whole[before], 100, 3000)) < 0.2
    assert abs(band_db(after[before], 4000, 10000) - band_db(whole[before], 4000, 10000)) < 1
