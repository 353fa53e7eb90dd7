"""What the meters say about each window, in a form that can be kept for the next time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from podcaster.master.condition.state import Glimpse
from podcaster.master.meter.loudness import Energies
from podcaster.master.meter.true_peak import Reach


@dataclass(frozen=True)
class Part:
    """What the meters say about a window.

    Attributes:
        start: Its first frame.
        frames: Its length.
        energies: Weighted energy of each segment; the last one is filled up with silence.
        sample_peak: Highest sample of it and its surroundings, linear.
        reach: How far its true peak goes.
        steps: Weighted energy of every 10 ms of it.
        glimpse: The state it is in; None if nobody looked.
    """

    start: int
    frames: int
    energies: Energies
    sample_peak: float
    reach: Reach
    steps: NDArray[np.float32]
    glimpse: Glimpse | None = None


def write_parts(parts: Iterable[Part], frames: int, path: Path) -> None:
    """Keep the levels of those parts that are whole windows.

    Args:
        parts: Of one sound.
        frames: Length of a whole window.
        path: Is replaced.

    Raises:
        OSError: If it can't be written.
    """
    kept = [part for part in parts if part.frames == frames]
    with path.open("wb") as file:
        np.savez(
            file,
            starts=np.array([part.start for part in kept]),
            frames=np.array(frames),
            segments=np.array([part.energies for part in kept]),
            peaks=np.array([(part.sample_peak, *part.reach) for part in kept]),
            steps=np.array([part.steps for part in kept]),
        )


def read_parts(path: Path) -> tuple[Part, ...]:
    """Return what `write_parts` kept; nothing if it is not there or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            rows = zip(
                kept["starts"].tolist(),
                kept["segments"],
                kept["peaks"].tolist(),
                kept["steps"],
                strict=True,
            )
            frames = int(kept["frames"])
            return tuple(
                Part(start, frames, power, peak, Reach(*reach), steps)
                for start, power, (peak, *reach), steps in rows
            )
    except (OSError, ValueError, KeyError, TypeError, BadZipFile):
        return ()
