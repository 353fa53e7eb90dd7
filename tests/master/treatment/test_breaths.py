"""What is said in one breath comes from one voice: which gain words get, scene by scene."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.gain_curve import TICK_S, Track
from podcaster.master.treatment.levelling import levelled
from podcaster.master.treatment.voices import Scene, runs

WORD = round(1 / TICK_S)
PAUSE = round(0.6 / TICK_S)
REFERENCE_LUFS = -20.0
ROOM_LUFS = -70.0
#: Words of one voice are so uneven (standard deviation, LU).
UNEVEN_LU = 2.5


def breath(lufs: float, words: int = 5, uneven_lu: float = UNEVEN_LU, seed: int = 0) -> Energies:
    """Return words at these levels without a pause between them, and a pause, per tick."""
    moves = uneven_lu * np.random.default_rng(seed).standard_normal(words)
    said = np.repeat(lufs + moves - moves.mean(), WORD)
    return np.concatenate([said, np.full(PAUSE, ROOM_LUFS)])


def told(levels: Energies) -> Scene:
    """Return the scene of these levels: what is no room is speech."""
    speech = levels > ROOM_LUFS
    tones = np.full(len(levels), 2.5)
    nothing = np.zeros(len(levels), bool)
    return Scene(speech, nothing, levels, levels, tones, REFERENCE_LUFS, ROOM_LUFS)


def turns(apart_lu: float, count: int = 24) -> tuple[Scene, list[slice]]:
    """Return two voices in turns, and where each is heard."""
    said = [breath(REFERENCE_LUFS - apart_lu * (n % 2), seed=n) for n in range(count)]
    one = len(said[0])
    return told(np.concatenate(said)), [slice(n * one, (n + 1) * one - PAUSE) for n in range(count)]


def gains_of(seen: Scene) -> Track:
    """Return the gain of each tick."""
    return levelled(seen, REFERENCE_LUFS).gains_db


@pytest.mark.parametrize("apart_lu", [5.0, 6.0, 9.0, 12.0])
def test_uneven_voices_end_within_1_lu(apart_lu: float) -> None:
    seen, said = turns(apart_lu)

    after = seen.levels_lufs + gains_of(seen)

    loud, soft = ([after[part].mean() for part in said[first::2]] for first in (0, 1))
    assert abs(np.mean(loud) - np.mean(soft)) < 1


def test_an_uneven_voice_keeps_most_of_its_emphases() -> None:
    seen, said = turns(6.0)

    gains = gains_of(seen)

    within = [np.std(gains[part]) for part in said]
    assert np.mean(within) < UNEVEN_LU / 2


def test_who_goes_on_where_another_one_stops_gets_a_gain_of_their_own() -> None:
    loud, soft = (breath(lufs, uneven_lu=1.0) for lufs in (REFERENCE_LUFS, REFERENCE_LUFS - 12))
    seen = told(np.tile(np.concatenate([loud[:-PAUSE], soft]), 6))

    after = seen.levels_lufs + gains_of(seen)

    one = len(loud) - PAUSE
    heard = [after[at + edge] for at in (one // 2, one * 3 // 2) for edge in (-WORD, 0, WORD)]
    assert np.ptp(heard) < 3


def test_a_passage_anew_moves_no_gain_a_minute_away() -> None:
    seen, said = turns(6.0, count=60)
    anew, words = seen.levels_lufs.copy(), said[20]
    anew[words] -= 5

    moved = gains_of(seen) != gains_of(replace(seen, levels_lufs=anew))

    away = round(60 / TICK_S)
    assert moved[words].any()
    assert not moved[: words.start - away].any()
    assert not moved[words.stop + away :].any()


def test_most_gains_around_a_passage_anew_stay_the_same() -> None:
    seen, said = turns(6.0, count=60)
    anew, words = seen.levels_lufs.copy(), said[20]
    anew[words] -= 5

    moved = gains_of(seen) != gains_of(replace(seen, levels_lufs=anew))

    assert moved.sum() * TICK_S < 45


def middles_of(seen: Scene) -> list[int]:
    """Return the middle of each pause but the last, which nobody follows."""
    return [(gap.start + gap.stop) // 2 for gap in runs(~seen.speech)][:-1]


def test_a_pause_between_soft_words_is_not_raised() -> None:
    seen = told(np.tile(breath(REFERENCE_LUFS - 12), 6))

    gains = gains_of(seen)

    assert gains[middles_of(seen)].tolist() == [0.0] * 5


def test_a_pause_between_loud_words_sinks_with_them() -> None:
    seen = told(np.tile(breath(REFERENCE_LUFS + 12, uneven_lu=0.0), 6))

    gains = gains_of(seen)

    assert gains[middles_of(seen)] == pytest.approx(-12.0, abs=0.1)


def test_music_in_a_pause_between_loud_words_does_not_sink() -> None:
    seen = told(np.tile(breath(REFERENCE_LUFS + 12), 6))

    gains = gains_of(replace(seen, music=~seen.speech))

    assert gains[middles_of(seen)].tolist() == [0.0] * 5


def test_no_voice_is_raised_without_end() -> None:
    seen = told(np.tile(breath(REFERENCE_LUFS - 35), 6))

    gains = gains_of(seen)

    assert gains.max() == pytest.approx(24.0)


def test_a_short_gap_between_words_is_no_pause() -> None:
    words = breath(REFERENCE_LUFS - 12, uneven_lu=0.0)[: 2 * WORD]
    short = np.full(PAUSE // 3, ROOM_LUFS)
    seen = told(np.tile(np.concatenate([words, short]), 6))

    gains = gains_of(seen)

    assert gains[middles_of(seen)] == pytest.approx(12.0, abs=0.1)


def test_a_short_word_says_less_of_a_voice_than_a_long_one() -> None:
    pause = np.full(PAUSE, ROOM_LUFS)
    long, short = np.full(WORD, REFERENCE_LUFS - 10), np.full(WORD // 5, REFERENCE_LUFS - 11.5)
    seen = told(np.tile(np.concatenate([long, pause, short, pause]), 6))

    gains = gains_of(seen)

    assert gains[WORD // 2] == pytest.approx(10.2, abs=0.1)
