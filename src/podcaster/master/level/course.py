"""What mastering did over time: loudness before and after, the limiter's work, the peaks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import AudioDoor
from podcaster.doors.progress import silent_progress
from podcaster.master.level.limiter import Curve, Limiter
from podcaster.master.level.peaks import find_loud_places
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.loudness import (
    ABSOLUTE_GATE_LUFS,
    MOMENTARY_SEGMENTS,
    PIECE_STEPS,
    SHORT_TERM_SEGMENTS,
    STEPS,
)
from podcaster.master.meter.measure import Reading
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import file_sound
from podcaster.model.course import Course, Levels, Loudness, Peak

#: A screen is hardly wider; so four hours stay as small as one.
MOST_POINTS: Final = 1000
#: No point is shorter (in hundredths of a second).
SHORTEST_CS: Final = 10
#: What the limiter does is looked at in stretches of so many blocks of 1 ms.
STRETCH_BLOCKS: Final = 60_000
#: What has no power, in sums of powers.
SILENCE: Final = 1e-12
#: Nobody hears less.
LIMITED_DB: Final = -0.1
#: Peaks are told down to this far below the highest, and so many.
PEAKS_WITHIN_DB: Final = 1.0
MOST_PEAKS: Final = 5


@dataclass(frozen=True)
class _Axis:
    """Time in equal points.

    Attributes:
        step_s: How long a point is.
        points: How many there are.
    """

    step_s: float
    points: int

    @classmethod
    def over(cls, duration_s: float) -> _Axis:
        """Return the axis for so many seconds."""
        step_cs = max(SHORTEST_CS, math.ceil(duration_s * 100 / MOST_POINTS))
        return cls(step_cs / 100, max(1, math.ceil(duration_s * 100 / step_cs)))

    def at(self, moments_s: Curve) -> NDArray[np.int64]:
        """Return the point in which each moment lies."""
        return np.minimum(np.floor(moments_s / self.step_s), self.points - 1).astype(np.int64)


def course_of(
    before: Reading, rate_hz: int, limiter: Limiter, after: Reading, out: Path, door: AudioDoor
) -> Course:
    """Return what mastering did; of the finished file only loud places are read once more.

    Args:
        before: Meters of the programme.
        rate_hz: Its rate.
        limiter: What it went through.
        after: Meters of the finished file.
        out: That file.
        door: Decodes it.

    Raises:
        AudioError: If it can't be decoded.
    """
    facts = door.probe(out)
    axis = _Axis.over(before.frames / rate_hz)
    limited_db, limited_s = _limited(axis, limiter, before.frames, rate_hz)
    return Course(
        axis.step_s,
        _loudness(axis, before, rate_hz),
        _loudness(axis, after, facts.sample_rate_hz),
        limited_db,
        limited_s,
        _peaks(after, out, door),
    )


def as_recorded(course: Course, moments_lufs: NDArray[np.floating[Any]], from_s: float) -> Course:
    """Return a course that tells of a recording before it was treated.

    What sounds before and after it in the programme, such as an intro, stays as it is.

    Args:
        course: Of the programme with the treated recording.
        moments_lufs: Loudness of every 10 ms of the recording, without what was cut.
        from_s: Where the recording begins in the programme.
    """
    axis = _Axis(course.step_s, len(course.limiter_db))
    both = ((course.before.short_term_lufs, SHORT_TERM_SEGMENTS),
            (course.before.momentary_lufs, MOMENTARY_SEGMENTS))  # fmt: skip
    levels = [_recorded(axis, was, moments_lufs, from_s, segments) for was, segments in both]
    return replace(course, before=Loudness(*levels))


def _recorded(
    axis: _Axis, was: Levels, moments_lufs: NDArray[np.floating[Any]], from_s: float, segments: int
) -> Levels:
    """Return the highest loudness of windows of so many segments, where a recording is heard."""
    width, highest = segments * STEPS, np.full(axis.points, -np.inf)
    for first in range(0, len(moments_lufs) - width + 1, PIECE_STEPS):
        piece = moments_lufs[first : first + PIECE_STEPS + width - 1]
        sums = np.cumsum(np.append(0.0, 10 ** (piece.astype(np.float64) / 10)))
        means = np.maximum(sums[width:] - sums[:-width], SILENCE) / width
        middles_s = from_s + (np.arange(first, first + len(means)) + width / 2) / (10 * STEPS)
        np.maximum.at(highest, axis.at(middles_s), 10 * np.log10(means))
    return tuple(
        old if math.isinf(level) else _told(level)
        for old, level in zip(was, highest.tolist(), strict=True)
    )


def _told(level: float) -> float | None:
    """Return a level to be noted; None for silence."""
    return round(level, 2) if level > ABSOLUTE_GATE_LUFS else None


def _loudness(axis: _Axis, reading: Reading, rate_hz: int) -> Loudness:
    """Return both curves of a reading."""
    return Loudness(
        _levels(axis, reading, rate_hz, SHORT_TERM_SEGMENTS),
        _levels(axis, reading, rate_hz, MOMENTARY_SEGMENTS),
    )


def _levels(axis: _Axis, reading: Reading, rate_hz: int, segments: int) -> Levels:
    """Return the highest loudness of windows of so many segments; each counts at its middle."""
    segment_s, first = grid(rate_hz).segment / rate_hz, 0
    highest = np.full(axis.points, -np.inf)
    for piece in reading.pieces(segments, rate_hz):
        middles_s = (np.arange(first, first + len(piece)) / STEPS + segments / 2) * segment_s
        np.maximum.at(highest, axis.at(middles_s), piece)
        first += len(piece)
    return tuple(map(_told, highest.tolist()))


def _limited(
    axis: _Axis, limiter: Limiter, frames: int, rate_hz: int
) -> tuple[tuple[float, ...], float]:
    """Return how far the limiter went down in each point, and how long it was at work."""
    block_s = grid(rate_hz).block / rate_hz
    deepest, busy = np.zeros(axis.points), 0
    for first, down_db in _downs_db(limiter, math.ceil(frames / grid(rate_hz).block)):
        moments_s = np.arange(first, first + len(down_db), dtype=np.float64) * block_s
        np.minimum.at(deepest, axis.at(moments_s), down_db)
        busy += int((down_db < LIMITED_DB).sum())
    return tuple(round(down, 2) + 0.0 for down in deepest.tolist()), round(busy * block_s, 2)


def _downs_db(limiter: Limiter, blocks: int) -> Iterator[tuple[int, Curve]]:
    """Yield stretches: their first block, and the change of gain (dB, <= 0) of each block."""
    for first in range(0, blocks, STRETCH_BLOCKS):
        nodes = limiter.nodes(first, min(blocks, first + STRETCH_BLOCKS))
        changes_db = 20 * np.log10(np.minimum(nodes[:-1], nodes[1:])) - limiter.gain_db
        yield first, np.minimum(0.0, changes_db)


def _peaks(reading: Reading, path: Path, door: AudioDoor) -> tuple[Peak, ...]:
    """Return the highest peaks of a file, one of each second."""
    if reading.true_peak_dbtp is None:
        return ()
    facts = door.probe(path)
    sound, pace = file_sound(path, facts, door), Pace(facts, silent_progress)
    floor_db = reading.true_peak_dbtp - PEAKS_WITHIN_DB
    places = find_loud_places(sound, floor_db, pace, reading.window_peaks).peaks
    block_s = grid(facts.sample_rate_hz).block / facts.sample_rate_hz
    found: dict[int, Peak] = {}
    for at in np.argsort(-places.peaks_db, kind="stable").tolist():
        at_s = float(places.blocks[at]) * block_s
        found.setdefault(int(at_s), Peak(round(at_s, 3), round(float(places.peaks_db[at]), 2)))
        if len(found) == MOST_PEAKS:
            break
    return tuple(found.values())
