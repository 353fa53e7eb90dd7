"""What the meters say about each window, in a form that can be kept for the next time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.condition.clicks import Clicks
from podcaster.master.condition.state import Glimpse
from podcaster.master.meter.loudness import Energies
from podcaster.master.meter.rows import UNREADABLE, Column, read_rows, write_rows
from podcaster.master.meter.shelf import Row, Shelf
from podcaster.master.meter.true_peak import Reach

#: Segments of a window (12.8 s): with half as many, threads that hand the interpreter to each other
#: after every product and sum took a third longer; twice as many need 40 MB more for nothing.
WINDOW_SEGMENTS: Final = 128


@dataclass(frozen=True, slots=True)
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
    steps: Row[np.float32]
    glimpse: Glimpse | None = None


def in_windows(owner: str) -> str:
    """Return whose rows parts are: what was read in windows of another size is of no use."""
    return f"{owner}, in windows of {WINDOW_SEGMENTS} segments"


#: Whose rows the parts of a finished file are.
FINISHED: Final = in_windows("finished")


def write_parts(parts: Iterable[Part], frames: int, path: Path) -> None:
    """Keep the levels of those parts that are whole windows.

    Args:
        parts: Of one sound.
        frames: Length of a whole window.
        path: Is replaced.

    Raises:
        OSError: If it can't be written.
    """
    if kept := [part for part in parts if part.frames == frames]:
        write_rows(path, FINISHED, columns_of(kept))


def read_parts(path: Path) -> tuple[Part, ...]:
    """Return what `write_parts` kept; nothing if it is not there or damaged."""
    try:
        return tuple(parts_in(read_rows(path, FINISHED)))
    except UNREADABLE:
        return ()


def columns_of(parts: list[Part]) -> dict[str, Column]:
    """Return parts as columns, at least one; those of glimpses if all have one."""
    columns: dict[str, Column] = {
        "places": [np.array([part.start, part.frames]) for part in parts],
        "energies": [part.energies for part in parts],
        "peaks": [np.array([part.sample_peak, *part.reach]) for part in parts],
        "steps": [part.steps for part in parts],
    }
    glimpses = [part.glimpse for part in parts if part.glimpse]
    if len(glimpses) < len(parts):
        return columns
    return columns | {
        "means": [one.means for one in glimpses],
        "powers": [one.powers for one in glimpses],
        "channels": [one.energies for one in glimpses],
        "flat_peaks": [one.flat_peaks for one in glimpses],
        "clicks": [one.clicks.frames for one in glimpses],
        "bends": [one.clicks.bends for one in glimpses],
        "spectra": [one.spectra for one in glimpses],
    }


def parts_in(columns: Mapping[str, list[NDArray[Any]]]) -> Iterator[Part]:
    """Yield the parts that `columns_of` put into columns; none if there are no columns.

    Raises:
        KeyError: If a column is missing.
        ValueError: If columns don't fit together.
    """
    if not columns:
        return
    shelf, names = Shelf(), ("places", "energies", "peaks", "steps")
    rows = zip(*(columns[name] for name in names), strict=True)
    for at, (place, energies, peaks, steps) in enumerate(rows):
        (start, frames), (peak, *reach) = place.tolist(), peaks.tolist()
        glimpse = _glimpse(columns, at, frames, shelf) if "spectra" in columns else None
        yield Part(start, frames, energies, peak, Reach(*reach), shelf.put(steps), glimpse)


def _glimpse(
    columns: Mapping[str, list[NDArray[Any]]], at: int, frames: int, shelf: Shelf
) -> Glimpse:
    """Return the state of a window."""
    return Glimpse(
        frames,
        columns["means"][at],
        columns["powers"][at],
        columns["channels"][at],
        columns["flat_peaks"][at],
        Clicks(columns["clicks"][at], columns["bends"][at]),
        shelf.put(columns["spectra"][at]),
    )
