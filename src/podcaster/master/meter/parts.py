"""What the meters say about each window, in a form that can be kept for the next time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from podcaster.master.condition.clicks import NO_CLICKS
from podcaster.master.condition.mains import Spectrum
from podcaster.master.condition.state import Glimpse
from podcaster.master.meter.loudness import Energies
from podcaster.master.meter.true_peak import Reach

#: What of a glimpse is kept, by the names of its fields.
STATE: Final = ("means", "powers", "energies", "spectra")


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
        glimpse: The state it is in.
    """

    start: int
    frames: int
    energies: Energies
    sample_peak: float
    reach: Reach
    steps: NDArray[np.float32]
    glimpse: Glimpse


def write_parts(parts: Iterable[Part], frames: int, path: Path) -> None:
    """Keep the parts that are whole windows and show no flat peaks and no clicks.

    Args:
        parts: Of one sound.
        frames: Length of a whole window.
        path: Is replaced.

    Raises:
        OSError: If it can't be written.
    """
    kept = [part for part in parts if part.frames == frames and part.glimpse.is_smooth]
    with path.open("wb") as file:
        np.savez(
            file,
            starts=np.array([part.start for part in kept]),
            frames=np.array(frames),
            segments=np.array([part.energies for part in kept]),
            peaks=np.array([(part.sample_peak, *part.reach) for part in kept]),
            steps=np.array([part.steps for part in kept]),
            means=np.array([part.glimpse.means for part in kept]),
            powers=np.array([part.glimpse.powers for part in kept]),
            energies=np.array([part.glimpse.energies for part in kept]),
            spectra=np.array([part.glimpse.spectra for part in kept]),
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
                zip(*(kept[name] for name in STATE), strict=True),
                strict=True,
            )
            frames = int(kept["frames"])
            return tuple(
                Part(
                    start,
                    frames,
                    power,
                    peak,
                    Reach(*reach),
                    steps,
                    _glimpse(frames, *state),
                )
                for start, power, (peak, *reach), steps, state in rows
            )
    except (OSError, ValueError, KeyError, TypeError, BadZipFile):
        return ()


def _glimpse(
    frames: int, means: Energies, powers: Energies, energies: Energies, spectra: Spectrum
) -> Glimpse:
    """Return a glimpse of a window that is smooth."""
    none = np.zeros(0, np.int64)
    return Glimpse(frames, means, powers, energies, none, NO_CLICKS, spectra)
