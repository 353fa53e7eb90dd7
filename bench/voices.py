"""Voices that are the same on every machine: speech-like, with pauses, a room and outbursts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE_HZ = 48000
SCENE_S = 10
VOICES_DB = (-20, -23, -27, -32)
ROOM_DB = -62
#: Where a slow sine is below it, nobody speaks.
PAUSE = -0.6


def synthesise(path: Path, minutes: int, subtype: str = "PCM_16") -> None:
    """Write a programme, scene by scene; the ending names the format."""
    draw = np.random.default_rng(1770)
    with soundfile.SoundFile(path, "w", RATE_HZ, 2, subtype=subtype) as file:
        for number in range(minutes * 60 // SCENE_S):
            file.write(np.clip(scene(number, draw), -1, 1).astype(np.float32))


def scene(number: int, draw: np.random.Generator) -> NDArray[np.float64]:
    """Return ten seconds of one voice in a room, with an outburst."""
    time_s = np.arange(RATE_HZ * SCENE_S) / RATE_HZ
    turn = 2 * np.pi * ((110 + 30 * (number % 4)) * time_s + 5 * np.sin(1.9 * time_s))
    voice = np.asarray(sum(np.sin(k * turn) / k**1.4 for k in range(1, 13)))
    voice += 0.05 * draw.standard_normal(len(time_s))
    syllables = np.clip(np.sin(2 * np.pi * (3.5 + number % 3 / 3) * time_s) + 0.3, 0, None)
    pauses = np.sin(2 * np.pi * 0.21 * time_s + number) > PAUSE
    sound = voice * syllables * pauses * 10 ** (VOICES_DB[number % 4] / 20)
    at = int(draw.integers(0, len(time_s) - RATE_HZ))
    sound[at : at + RATE_HZ // 10] *= 4
    room = 10 ** (ROOM_DB / 20) * draw.standard_normal((len(time_s), 2))
    return np.asarray(np.stack([sound, 0.9 * sound], axis=1) + room)
