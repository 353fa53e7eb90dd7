"""Voices come together; pauses and music stay where they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.master.treatment.conftest import Treat
from tests.master.treatment.voices import (
    RATE_HZ,
    level_db,
    lufs_of,
    music,
    noise,
    range_of,
    silence,
    voice,
)

from podcaster.doors.audio import Samples
from podcaster.model.treatment import Treatment

LEVEL = Treatment(level=True)
TURN_S = 9.0
#: Alternating parts: name, samples.
Parts = list[tuple[str, Samples]]


def conversation(pause_s: float, apart_db: float = 12.0) -> Parts:
    """Two voices so far apart, in turns."""
    parts: Parts = []
    for number in range(4):
        loud = number % 2 == 0
        said = voice(2 + 4.5 * number, TURN_S, pitch=1.0 if loud else 0.85)
        parts.append(
            ("loud", said) if loud else ("soft", said * np.float32(10 ** (-apart_db / 20)))
        )
        parts.append(("pause", silence(pause_s)))
    return parts


def of(name: str, parts: Parts, samples: Samples) -> Samples:
    """Return the stretches of `samples` where the parts of that name stand."""
    edges = np.cumsum([0, *(len(part) for _, part in parts)])
    cuts = zip(parts, edges, edges[1:], strict=False)
    return np.concatenate([samples[a:b] for (said, _), a, b in cuts if said == name])


def joined(parts: Parts, noise_db: float) -> Samples:
    whole = np.concatenate([part for _, part in parts])
    return np.asarray(whole + noise(len(whole) / RATE_HZ, noise_db), np.float32)


@pytest.mark.parametrize(
    ("noise_db", "apart_db"), [(-70.0, 6.0), (-50.0, 12.0), (-50.0, 18.0), (-70.0, 22.0)]
)
def test_two_voices_end_within_2_lu(treated: Treat, noise_db: float, apart_db: float) -> None:
    parts = conversation(1.0, apart_db)

    after, _ = treated(joined(parts, noise_db), LEVEL)

    assert abs(lufs_of(of("loud", parts, after)) - lufs_of(of("soft", parts, after))) < 2


@pytest.mark.parametrize(("pause_s", "apart_db"), [(0.6, 12.0), (3.0, 12.0), (1.0, 18.0)])
def test_pauses_rise_less_than_3_db(treated: Treat, pause_s: float, apart_db: float) -> None:
    parts = conversation(pause_s, apart_db)
    before = joined(parts, -60)

    after, _ = treated(before, LEVEL)

    rise_db = level_db(of("pause", parts, after)) - level_db(of("pause", parts, before))
    assert rise_db - (lufs_of(after) - lufs_of(before)) < 3


def test_a_jingle_between_two_voices_keeps_its_range_and_its_level(treated: Treat) -> None:
    parts = conversation(0.8)
    parts.insert(4, ("music", music(7.0, lufs=-18)))
    before = joined(parts, -70)

    after, _ = treated(before, LEVEL)

    heard = [of("music", parts, samples) for samples in (before, after)]
    assert abs(range_of(heard[1]) - range_of(heard[0])) < 1
    assert abs(lufs_of(heard[1]) - lufs_of(heard[0])) < 1


def test_music_alone_stays_as_it_is(treated: Treat) -> None:
    before = np.concatenate([music(15, lufs=-16), music(15, lufs=-28)])

    after, _ = treated(before, LEVEL)

    assert np.array_equal(after, before)


def drums(length_s: float, *, lufs: float) -> Samples:
    """Two strokes a second: no tones at all, but a beat."""
    since = np.arange(round(length_s * RATE_HZ)) % (RATE_HZ // 2) / RATE_HZ
    strokes = noise(length_s, 0) * np.exp(-since * 8)
    return np.asarray(strokes * np.float32(10 ** ((lufs - lufs_of(strokes)) / 20)), np.float32)


@pytest.mark.parametrize("bed", [music, drums])
def test_music_under_speech_is_not_moved(treated: Treat, bed: Callable[..., Samples]) -> None:
    said = joined(conversation(1.0), -80)
    under = bed(len(said) / RATE_HZ, lufs=-34)

    together, _ = treated(said + under, LEVEL)
    moved_db = np.array([level_db(together[a : a + 4800]) for a in range(0, len(said), 4800)])
    moved_db -= [level_db((said + under)[a : a + 4800]) for a in range(0, len(said), 4800)]

    assert np.ptp(moved_db) < 1


def test_one_voice_keeps_its_emphases(treated: Treat) -> None:
    before = voice(2, 30)

    _, done = treated(before, LEVEL)

    assert done.work.most_gain_db - done.work.least_gain_db < 8


def test_gain_never_jumps(treated: Treat) -> None:
    parts = conversation(0.5)
    tone = (0.001 * np.sin(np.arange(len(joined(parts, -90))) * 0.9)).astype(np.float32)
    before = joined(parts, -90) + tone

    after, _ = treated(before, LEVEL)

    loud = np.abs(before) > 1e-5
    gains_db = 20 * np.log10(np.abs(after[loud] / before[loud]) + 1e-9)
    steps = np.abs(np.diff(gains_db)) / np.diff(np.flatnonzero(loud))
    assert steps.max() < 0.01


def test_no_voice_means_no_gain(treated: Treat) -> None:
    hiss = noise(5, -40)

    after, done = treated(hiss, LEVEL)

    assert np.array_equal(after, hiss)
    assert (done.work.least_gain_db, done.work.most_gain_db) == (0, 0)


def test_less_than_a_step_is_no_trouble(treated: Treat) -> None:
    click = noise(0.01, -20)

    after, _ = treated(click, Treatment(level=True, hum=True, noise="reduce", trim=True))

    assert len(after) == len(click)
