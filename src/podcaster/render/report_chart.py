"""The picture of a mastering report: two curves, a target, and the limiter below, as SVG paths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from podcaster.model.audio import Target
from podcaster.model.course import Course, Levels
from podcaster.render.times import clock

#: Where the panels lie in the picture; the template draws its lines there, too.
LEFT: Final = 60
RIGHT: Final = 985
TOP: Final = 20
BOTTOM: Final = 290
LIMITER_TOP: Final = 320
LIMITER_BOTTOM: Final = 395
#: Loudness at both edges of the panel; what is softer lies on its floor.
HIGHEST_LUFS: Final = 0
LOWEST_LUFS: Final = -50
#: The limiter's panel shows at least so much.
LEAST_DEPTH_DB: Final = 6
#: Distances of the lines over time (s) that may be chosen, and how many lines there are at most.
TIME_STEPS_S: Final = (1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14400)
MOST_TIMES: Final = 10


@dataclass(frozen=True)
class Tick:
    """A line across a panel, and what stands beside it."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Paths and lines of the picture, in its own units.

    Attributes:
        before: Short-term loudness before.
        after: Short-term loudness after.
        limiter: What the limiter took, as bars from above.
        target: Height of the target's line.
        levels: Lines of loudness.
        depths: Lines of the limiter.
        times: Lines of time.
    """

    before: str
    after: str
    limiter: str
    target: float
    levels: tuple[Tick, ...]
    depths: tuple[Tick, ...]
    times: tuple[Tick, ...]


def chart_of(course: Course, target: Target, duration_s: float) -> Chart:
    """Return the picture of `course`."""
    length_s = max(duration_s, course.step_s)
    width = course.step_s / length_s * (RIGHT - LEFT)
    depth_db = max(LEAST_DEPTH_DB, math.ceil(-min(course.limiter_db, default=0.0)))
    return Chart(
        _curve(course.before.short_term_lufs, width),
        _curve(course.after.short_term_lufs, width),
        _bars(course.limiter_db, width, depth_db),
        _height(target.integrated_lufs),
        tuple(Tick(_height(at), f"{at}".replace("-", "−")) for at in range(-50, 1, 10)),
        (Tick(LIMITER_TOP, "0"), Tick(LIMITER_BOTTOM, f"−{depth_db}")),
        tuple(_times(length_s)),
    )


def _height(lufs: float) -> float:
    """Return how far down a loudness lies."""
    inside = min(HIGHEST_LUFS, max(LOWEST_LUFS, lufs))
    share = (HIGHEST_LUFS - inside) / (HIGHEST_LUFS - LOWEST_LUFS)
    return round(TOP + share * (BOTTOM - TOP), 1)


def _curve(levels: Levels, width: float) -> str:
    """Return the path of a curve; it breaks where there is nothing to hear."""
    path, pen = [], "M"
    for at, level in enumerate(levels):
        if level is None:
            pen = "M"
            continue
        across = min(RIGHT, LEFT + (at + 0.5) * width)
        path.append(f"{pen}{across:.1f} {_height(level)}")
        pen = "L"
    return "".join(path)


def _bars(downs_db: Sequence[float], width: float, depth_db: int) -> str:
    """Return a bar for each point in which the limiter was at work."""
    scale = (LIMITER_BOTTOM - LIMITER_TOP) / depth_db
    bars = []
    for at, down_db in enumerate(downs_db):
        if down_db < 0:
            left = LEFT + at * width
            right = min(RIGHT, left + width)
            low = LIMITER_TOP - down_db * scale
            bars.append(f"M{left:.1f} {LIMITER_TOP}V{low:.1f}H{right:.1f}V{LIMITER_TOP}Z")
    return "".join(bars)


def _times(length_s: float) -> Iterator[Tick]:
    """Yield a line for each full step of time."""
    fitting = (step for step in TIME_STEPS_S if length_s / step <= MOST_TIMES)
    step_s = next(fitting, math.ceil(length_s / MOST_TIMES))
    for at_s in range(0, int(length_s) + 1, step_s):
        across = LEFT + at_s / length_s * (RIGHT - LEFT)
        yield Tick(round(across, 1), clock(at_s))
