"""What is wrong with a recording is told; what is as it should be is left in peace."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.master.treatment.voices import recorded, voice
from tests.sounds import RATE_HZ, sine, speech_like, write_wav

from podcaster.master.condition.doubts import doubts
from podcaster.master.meter.measure import measure
from podcaster.model.condition import Condition
from podcaster.model.findings import Finding, Place, Severity
from podcaster.outside.audio import RealAudio

Wave = NDArray[np.float32] | NDArray[np.float64]


def without_hard_cuts(samples: Wave) -> Wave:
    """Fade in and out where `speech_like` begins and ends its pauses at once."""
    quiet = np.abs(np.sin(2 * np.pi * 0.21 * np.arange(len(samples)) / RATE_HZ) + 0.6)
    return np.asarray(samples * np.clip(quiet / 0.03, 0, 1)[:, None], np.float32)


SPEECH = without_hard_cuts(speech_like(14, bursts=False))
LONG = without_hard_cuts(speech_like(24, bursts=False))


def hum(mains_hz: float, level_db: float) -> Wave:
    """Eight lines of mains hum."""
    time = np.arange(24 * RATE_HZ) / RATE_HZ
    lines = sum(np.sin(2 * np.pi * mains_hz * k * time + k) / k for k in range(1, 9))
    whole = 10 ** (level_db / 20) * lines / np.std(lines)
    return np.asarray(whole, np.float32)[:, None]


def clicking(samples: Wave, size: float, count: int = 9) -> Wave:
    """Single samples that are off."""
    found = np.array(samples, np.float32)
    found[np.random.default_rng(4).integers(0, len(found), count)] += size
    return found


def lost(samples: Wave) -> Wave:
    """A sound card that had no time, in the middle of words."""
    found = np.array(samples, np.float32)
    for at in np.flatnonzero(np.abs(found[:, 0]) > 0.9 * np.abs(found[:, 0]).max())[
        :: RATE_HZ // 50
    ]:
        found[at : at + 300] = 0
    return found


def turns(apart_db: float) -> Wave:
    """Somebody who speaks for 8 s, and somebody softer who answers, and so on."""
    voices = [voice(2 + 5 * k, 8) * 10 ** (-apart_db / 20 * (k % 2)) for k in range(4)]
    return np.concatenate(voices)[:, None]


def told(path: Path, door: RealAudio) -> list[Finding]:
    measured = measure(path, door)
    return list(doubts(measured.condition, measured.duration_s, Place("raw.wav")))


def with_pause(pause_s: float, *, noise: float = 0.0) -> Wave:
    pause = np.random.default_rng(3).standard_normal((round(pause_s * RATE_HZ), 2)) * noise
    return np.concatenate([SPEECH[: 4 * RATE_HZ], pause.astype(np.float32), SPEECH[: 3 * RATE_HZ]])


def louder(samples: Wave, by: float, *, at_most: float = 1.0) -> Wave:
    return np.asarray(np.clip(samples * by, -at_most, at_most), np.float32)


FAULTS: dict[str, tuple[Wave, str, str]] = {
    "clipped": (louder(SPEECH, 12), "PC422", "peaks are cut off flat"),
    "clipped, then turned down": (louder(SPEECH, 12) * 0.8, "PC422", "peaks are cut off flat"),
    "nothing on the left": (SPEECH * [0, 1], "PC423", "silent on the left"),
    "hardly anything on the right": (SPEECH * [1, 0.003], "PC423", "silent on the right"),
    "reversed": (SPEECH * [1, -1], "PC424", "out of phase for 1"),
    "a pause of digital silence": (with_pause(11), "PC425", "is silent for 11 s from 0:04"),
    "a pause with a faint room": (with_pause(11, noise=2e-5), "PC425", "is silent for 11 s"),
    "off zero": (SPEECH + 0.05, "PC426", "off zero by 5.0 %"),
    "hum": (LONG + hum(50.02, -50), "PC427", "hums all the time at 50 Hz, 2"),
    "American hum": (LONG + hum(59.97, -55), "PC427", "hums all the time at 60 Hz, 2"),
    "hum of one line": (
        LONG + sine(-50, 24, hz=50.05)[:, None],
        "PC427",
        "hums all the time at 50",
    ),
    "single samples": (clicking(SPEECH, 0.3), "PC428", "clicks 9 times"),
    "lost samples": (lost(SPEECH), "PC428", "times, first at 0:0"),
    "rumble": (SPEECH * 0.3 + sine(-5, len(SPEECH) / RATE_HZ, hz=5)[:, None], "PC430", "rumbles"),
    "a softer guest": (turns(12), "PC429", "voices that are 12 dB apart"),
}

SOUND: dict[str, Wave] = {
    "speech": SPEECH,
    "hum that nobody hears": LONG + hum(50, -70),
    "the lowest G of a bass": LONG + sine(-40, 24, hz=49)[:, None],
    "a little rumble": SPEECH + sine(-30, len(SPEECH) / RATE_HZ, hz=5)[:, None],
    "a jingle": recorded("jingles/intro.flac")[:, None],
    "two clicks": clicking(SPEECH, 0.3, 2),
    "voices 5 dB apart": turns(5),
    "one voice": voice(2, 30)[:, None],
    "speech in one channel": SPEECH[:, :1],
    "loud speech that just fits": SPEECH * (0.99 / np.abs(SPEECH).max()),
    "a pause that breathes": with_pause(8),
    "a pause with a room that is to be heard": with_pause(11, noise=0.003),
    "one side softer": SPEECH * [1, 0.1],
    "sides that have nothing in common": np.stack(
        [sine(-20, 14, hz=220), sine(-20, 14, hz=333)], axis=1
    ),
    "a deep tone up to full scale": np.repeat(sine(-0.1, 14, hz=60)[:, None], 2, axis=1),
    "six channels with an empty one": speech_like(12, channels=6, bursts=False)
    * [1, 1, 1, 0, 1, 1],
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24"])
def test_a_fault_is_told_and_nothing_else(
    name: str, subtype: str, tmp_path: Path, door: RealAudio
) -> None:
    samples, code, words = FAULTS[name]
    path = write_wav(tmp_path / "raw.wav", samples.astype(np.float32), subtype=subtype)

    [found] = told(path, door)

    assert (found.code, found.severity, found.place.file) == (code, Severity.WARNING, "raw.wav")
    assert words in str(found.message)


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("subtype", ["PCM_16", "FLOAT"])
def test_what_is_sound_is_left_in_peace(
    name: str, subtype: str, tmp_path: Path, door: RealAudio
) -> None:
    samples = SOUND[name].astype(np.float32)
    path = write_wav(tmp_path / "raw.wav", samples, subtype=subtype)

    assert told(path, door) == []


def test_floats_beyond_full_scale_are_not_clipped(tmp_path: Path, door: RealAudio) -> None:
    path = write_wav(
        tmp_path / "raw.wav", louder(SPEECH, 12, at_most=99).astype(np.float32), subtype="FLOAT"
    )

    assert told(path, door) == []


def test_places_are_those_of_the_recording_however_it_is_cut(
    tmp_path: Path, door: RealAudio
) -> None:
    late = np.concatenate([SPEECH[: 13 * RATE_HZ] * 0.5, louder(SPEECH, 12)])
    measured = measure(write_wav(tmp_path / "raw.wav", late, subtype="PCM_16"), door)

    assert measured.condition is not None
    first = int(np.argmax(np.abs(late[:, 0]) >= 1.0))
    assert measured.condition.flat_peaks_from_s == pytest.approx(first / RATE_HZ, abs=0.5)


def test_an_older_reading_tells_nothing() -> None:
    assert list(doubts(None, 60.0, Place("raw.wav"))) == []


def test_a_moment_is_written_as_players_show_it() -> None:
    condition = Condition(flat_peaks=99, flat_peaks_from_s=3723.9)

    [found] = doubts(condition, 7200.0, Place("raw.wav"))

    assert str(found.message).endswith("the first at 1:02:03")
