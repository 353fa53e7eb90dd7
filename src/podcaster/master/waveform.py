"""The waveform of a finished file, ten points a second, kept with the file's digest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.master.studio import Studio
from podcaster.model.audio import MasteredFile
from podcaster.model.waveform import Waveform

#: Raised when the same file would give other points.
_VERSION: Final = 1

POINTS_PER_S: Final = 10

_FULL_SCALE: Final = 127


def waveform_of(studio: Studio, file: MasteredFile) -> Waveform:
    """Return the waveform of a finished file; it is read only if its points are not known yet."""
    rate_hz = file.after.sample_rate_hz
    per_point = rate_hz // POINTS_PER_S
    recipe = {
        "version": _VERSION,
        "audio": [file.path.parent.name, file.path.name],
        "samples_per_point": per_point,
    }
    door = studio.workspace.audio
    kept = studio.cache.keep(
        "waveforms", recipe, lambda folder: _write(door, file.path, per_point, folder)
    )
    return Waveform(rate_hz, per_point, (kept.folder / "extremes.bin").read_bytes())


def _write(door: AudioDoor, path: Path, per_point: int, folder: Path) -> object:
    (folder / "extremes.bin").write_bytes(extremes(door.read(path), per_point))
    return {}


def extremes(blocks: Iterable[Samples], per_point: int) -> bytes:
    """Return the lowest and the highest sample of every `per_point` frames, as signed bytes.

    Args:
        blocks: float32, shape (frames, channels), full scale = 1.0; channels are averaged.
        per_point: Frames that make a point; the last point may have fewer.
    """
    points: list[Samples] = []
    rest = np.zeros(0, np.float32)
    for block in blocks:
        joined = np.concatenate([rest, block.mean(axis=1, dtype=np.float32)])
        whole = len(joined) - len(joined) % per_point
        points.append(_low_and_high(joined[:whole].reshape(-1, per_point)))
        rest = joined[whole:]
    if len(rest):
        points.append(_low_and_high(rest.reshape(1, -1)))
    together = np.concatenate([np.zeros((0, 2), np.float32), *points])
    return bytes(np.round(np.clip(together, -1, 1) * _FULL_SCALE).astype(np.int8))


def _low_and_high(stretches: Samples) -> Samples:
    """Return shape (stretches, 2)."""
    return np.stack([stretches.min(axis=1), stretches.max(axis=1)], axis=1)
