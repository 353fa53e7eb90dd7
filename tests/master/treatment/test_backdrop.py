"""What is heard between words tells whether there is music under them."""

from __future__ import annotations

import numpy as np

from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.backdrop import over_music
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.voices import Scene, runs

WORDS = round(2.5 / TICK_S)
GAP = round(0.8 / TICK_S)
SPEECH_LUFS = -20.0
ROOM_LUFS = -42.0


def heard(gaps: Energies, tones_db: float = 2.5) -> Scene:
    """Return words with these gaps after them; shape (gaps, ticks)."""
    count = len(gaps)
    speech = np.tile(np.arange(WORDS + GAP) < WORDS, count)
    levels = np.hstack([np.full((count, WORDS), SPEECH_LUFS), gaps]).ravel()
    tones = np.full(len(levels), tones_db)
    return Scene(speech, ~speech, levels, levels, tones, SPEECH_LUFS, ROOM_LUFS)


def under_words(seen: Scene) -> float:
    """Return the share of what is said that is taken for being over music."""
    said = runs(seen.speech)
    return float(over_music(seen, said, np.full(len(said), SPEECH_LUFS)).mean())


def room(gaps: int = 12) -> Energies:
    """Return noise that stays the same."""
    moves = np.random.default_rng(5).standard_normal((gaps, GAP))
    return np.asarray(ROOM_LUFS + 0.5 * moves)


def breaths() -> Energies:
    """Return a room in which somebody breathes in before each word, now more, now less."""
    depths = np.random.default_rng(6).uniform(4, 15, 12)
    bell = np.hanning(GAP // 2)
    breathing = room()
    breathing[:, -GAP // 2 :] += depths[:, None] * bell
    return breathing


def beat(lufs: float = -40.0) -> Energies:
    """Return strokes that die away, each gap from another place in the bar."""
    at = np.arange(GAP) + np.arange(12)[:, None] * 17
    accents = np.array([0.0, -6.0, -3.0, -9.0])[at // 50 % 4]
    return np.asarray(lufs + accents - at % 50 * 0.3)


def test_a_room_is_no_music() -> None:
    assert under_words(heard(room())) == 0


def test_breaths_are_no_music() -> None:
    assert under_words(heard(breaths())) == 0


def test_a_beat_is_music() -> None:
    assert under_words(heard(beat())) == 1


def test_tones_are_music_even_if_they_do_not_move() -> None:
    assert under_words(heard(room(), tones_db=6.0)) == 1


def test_what_nobody_hears_is_no_music() -> None:
    assert under_words(heard(beat(lufs=-60.0))) == 0
