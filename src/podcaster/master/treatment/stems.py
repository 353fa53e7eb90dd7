"""Several microphones at the same time: who of them is meant?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.voices import Scene, Ticks, mean_lufs

#: A voice in another microphone is at least so much softer than in its own (LU).
ALSO_MEANT_LU: Final = 6.0
#: Levels are compared over so much: a word, not a syllable.
COMPARED_S: Final = 0.5
#: Who is silent is turned down by so much; not to nothing, so that the room does not change.
DUCK_DB: Final = -15.0
#: Who has spoken stays open for so long, and opens so much before the first word.
STAYS_OPEN_S: Final = 0.6
OPENS_S: Final = 0.15


def only_own(scenes: Sequence[Scene]) -> list[Scene]:
    """Return what happens at each of several microphones without the voices of the others.

    Args:
        scenes: What happens at each, all of the same length.
    """
    relative = np.stack([_above_own(scene) for scene in scenes])
    own = relative > relative.max(axis=0) - ALSO_MEANT_LU
    return [_with_speech(scene, scene.speech & row) for scene, row in zip(scenes, own, strict=True)]


def duckings_db(scenes: Sequence[Scene]) -> list[Energies]:
    """Return for each of several microphones how far it is turned down, per tick.

    While nobody speaks, everything stays as it was: the room must not jump.

    Args:
        scenes: What happens at each without the others' voices.
    """
    meant = np.stack([scene.speech for scene in scenes])
    opened = np.stack([_widened(row) for row in meant])
    opened = _held(opened | ~meant.any(axis=0) & _last_said(meant))
    return [np.where(row, 0.0, DUCK_DB) for row in opened]


def _with_speech(scene: Scene, speech: Ticks) -> Scene:
    """Return a scene in which somebody speaks elsewhere."""
    return replace(scene, speech=speech, speech_lufs=mean_lufs(scene.levels_lufs, speech))


def _above_own(scene: Scene) -> Energies:
    """Return the level at a microphone against that of its own speaker, per tick."""
    if scene.speech_lufs is None:
        return np.full(len(scene.speech), -np.inf)
    width = round(COMPARED_S / TICK_S)
    powers = np.pad(10 ** (scene.levels_lufs / 10), (width // 2, width - width // 2 - 1), "edge")
    around = np.convolve(powers, np.ones(width) / width, "valid")
    return np.where(scene.speech, 10 * np.log10(around) - scene.speech_lufs, -np.inf)


def _widened(row: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return it a little earlier and later."""
    before, after = round(OPENS_S / TICK_S), round(STAYS_OPEN_S / TICK_S)
    sums = np.cumsum(np.pad(row, (after + 1, before)))
    return np.asarray(sums[before + after + 1 :] - sums[: -(before + after + 1)] > 0)


def _last_said(meant: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for each tick who spoke last; before the first word, everybody."""
    spoken = np.where(meant.any(axis=0), np.arange(meant.shape[1]), -1)
    last = np.maximum.accumulate(spoken)
    return np.where(last >= 0, meant[:, last], True)


def _held(opened: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return it with everybody open where nobody would be."""
    return np.asarray(opened | ~opened.any(axis=0))
