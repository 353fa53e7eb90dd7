"""What the meters heard of a recording, kept for the next time its programme is made.

A new intro of the same length leaves the recording where it is; then nothing of it is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.level.lookout import Lookout, Seen
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.measure import window_cut
from podcaster.master.meter.parts import Part, columns_of, in_windows, parts_in
from podcaster.master.meter.rows import UNREADABLE, read_rows, write_rows


@dataclass(frozen=True)
class Heard:
    """What is known of windows that hold nothing but the recording.

    Attributes:
        parts: What the meters say of each, by its first frame.
        seen: What is loud in each, by its first segment.
        floor_db: What is above it is loud; None if nobody looked.
    """

    parts: Mapping[int, Part] = field(default_factory=dict)
    seen: Mapping[int, Seen] = field(default_factory=dict)
    floor_db: float | None = None

    def write(self, path: Path, owner: str) -> None:
        """Keep it; nothing if there is nothing.

        Args:
            path: Is replaced.
            owner: Which recording this is, and where it stands in its programme.

        Raises:
            OSError: If it can't be written.
        """
        if not self.parts:
            return
        columns = columns_of([self.parts[start] for start in sorted(self.parts)])
        if self.floor_db is not None and self.seen:
            rows = [self.seen[first] for first in sorted(self.seen)]
            columns |= {
                "floor_db": [np.array([self.floor_db])],
                "firsts": [np.array([first]) for first in sorted(self.seen)],
                "blocks": [row.blocks for row in rows],
                "peaks_db": [row.peaks_db for row in rows],
                "segments": [row.segments for row in rows],
                "loud": [row.energies for row in rows],
            }
        write_rows(path, in_windows(owner), columns)


NOTHING_HEARD: Final = Heard()


def heard_alone(
    alone: range, parts: Iterable[Part], lookout: Lookout | None, rate_hz: int
) -> Heard:
    """Return what is heard of a recording where there is nothing beside it.

    Args:
        alone: Where that is (frames of the programme).
        parts: What the meters say of the programme.
        lookout: What is loud in it.
        rate_hz: Its rate.
    """
    cut, segment = window_cut(rate_hz), grid(rate_hz).segment
    inside = {part.start: part for part in parts if cut.lies_in(alone, part.start)}
    if lookout is None:
        return Heard(inside)
    seen = {start // segment: lookout.seen[start // segment] for start in inside}
    return Heard(inside, seen, lookout.floor_db)


def read_heard(path: Path, owner: str) -> Heard:
    """Return what was kept for the same owner; nothing if it is not there or damaged."""
    try:
        columns = read_rows(path, in_windows(owner))
        parts = {part.start: part for part in parts_in(columns)}
        if not all(part.glimpse for part in parts.values()):
            return NOTHING_HEARD
        if "floor_db" not in columns:
            return Heard(parts)
        return Heard(parts, dict(_seen(columns)), float(columns["floor_db"][0][0]))
    except UNREADABLE:
        return NOTHING_HEARD


def _seen(columns: Mapping[str, list[NDArray[Any]]]) -> list[tuple[int, Seen]]:
    """Return what was seen in each window, by its first segment."""
    names = "firsts", "blocks", "peaks_db", "segments", "loud"
    rows = zip(*(columns[name] for name in names), strict=True)
    return [(int(first[0]), Seen(*row)) for first, *row in rows]
