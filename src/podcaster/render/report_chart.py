"""The picture of a mastering report: two curves, a target, and the limiter below, as SVG paths.

Curves are stretched to whatever room there is; letters and lines are not. So paths lie in panels of
`WIDTH` by `HEIGHT`, and everything that has words stands at a share of its panel, in per cent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from podcaster.model.audio import Target
from podcaster.model.course import Course, Levels
from podcaster.render.times import clock

#: Units of a panel's paths; the template's view boxes have them, too.
WIDTH: Final = 1000
HEIGHT: Final = 300
#: Loudness from edge to edge of the panel is what there is, within these, in steps of so much;
#: what is softer lies on its floor.
HIGHEST_LUFS: Final = 0
LOWEST_LUFS: Final = -60
LEAST_SPAN_LU: Final = 20
STEP_LU: Final = 10
#: So much of the programme may be softer than the panel shows: pauses, fades.
SOFTEST: Final = 0.03
#: The limiter's panel shows at least so much.
LEAST_DEPTH_DB: Final = 6
#: Distances of the lines over time (s) that may be chosen, and how many there are at most.
TIME_STEPS_S: Final = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400)
MOST_TIMES: Final = 8


@dataclass(frozen=True)
class Tick:
    """A line across a panel (per cent of its height or width), and what stands beside it."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Paths and lines of the picture.

    Attributes:
        before: Short-term loudness before.
        after: Short-term loudness after.
        filled: The room under that.
        limiter: What the limiter took, as bars from above.
        target: The target's line.
        levels: Lines of loudness.
        depths: Lines of the limiter.
        times: Lines of time.
    """

    before: str
    after: str
    filled: str
    limiter: str
    target: Tick
    levels: tuple[Tick, ...]
    depths: tuple[Tick, ...]
    times: tuple[Tick, ...]


def chart_of(course: Course, target: Target, duration_s: float) -> Chart:
    """Return the picture of `course`."""
    length_s = max(duration_s, course.step_s)
    width = course.step_s / length_s * WIDTH
    before, after = course.before.short_term_lufs, course.after.short_term_lufs
    panel = _panel_of((*before, *after, target.integrated_lufs))
    depth_db = max(LEAST_DEPTH_DB, math.ceil(-min(course.limiter_db, default=0.0)))
    return Chart(
        "".join(map(_line, _stretches(before, width, panel))),
        "".join(map(_line, _stretches(after, width, panel))),
        "".join(map(_area, _stretches(after, width, panel))),
        _bars(course.limiter_db, width, depth_db),
        Tick(panel.share(target.integrated_lufs), _signed(round(target.integrated_lufs, 1))),
        tuple(panel.ticks()),
        (Tick(0.0, "0"), Tick(100.0, _signed(-depth_db))),
        tuple(_times(length_s)),
    )


@dataclass(frozen=True)
class _Panel:
    """Which loudness lies at the upper and the lower edge."""

    highest: int
    lowest: int

    def share(self, lufs: float) -> float:
        """Return how far down a loudness lies (per cent)."""
        inside = min(self.highest, max(self.lowest, lufs))
        return round((self.highest - inside) / (self.highest - self.lowest) * 100, 2)

    def height(self, lufs: float) -> float:
        """Return how far down a loudness lies in the units of paths."""
        return round(self.share(lufs) * HEIGHT / 100, 1)

    def ticks(self) -> Iterator[Tick]:
        """Yield the lines of loudness."""
        for lufs in range(self.highest, self.lowest - 1, -STEP_LU):
            yield Tick(self.share(lufs), _signed(lufs))


def _panel_of(levels: Levels) -> _Panel:
    """Return the panel in which nearly all of these levels lie."""
    heard = sorted(level for level in levels if level is not None)
    softest, loudest = heard[int(SOFTEST * len(heard))], heard[-1]
    highest = min(HIGHEST_LUFS, STEP_LU * math.ceil((loudest + 1) / STEP_LU))
    highest = max(highest, LOWEST_LUFS + LEAST_SPAN_LU)
    lowest = min(STEP_LU * math.floor((softest - 1) / STEP_LU), highest - LEAST_SPAN_LU)
    return _Panel(highest, max(LOWEST_LUFS, lowest))


def _signed(value: float) -> str:
    """Return a figure with a minus that is as wide as a plus."""
    return f"{value:g}".replace("-", "−")


Places = list[tuple[float, float]]


def _stretches(levels: Levels, width: float, panel: _Panel) -> Iterator[Places]:
    """Yield the places of each stretch of a curve; it breaks where there is nothing to hear."""
    places: Places = []
    for at, level in enumerate((*levels, None)):
        if level is not None:
            places.append((round(min(WIDTH, (at + 0.5) * width), 1), panel.height(level)))
        elif places:
            yield places
            places = []


def _line(places: Places) -> str:
    """Return the path through these places."""
    return "M" + "L".join(f"{across} {down}" for across, down in places)


def _area(places: Places) -> str:
    """Return the room below them."""
    return f"{_line(places)}V{HEIGHT}H{places[0][0]}Z"


def _bars(downs_db: Sequence[float], width: float, depth_db: int) -> str:
    """Return a bar for each point in which the limiter was at work."""
    bars = []
    for at, down_db in enumerate(downs_db):
        if down_db < 0:
            left, low = at * width, -down_db / depth_db * HEIGHT
            right = min(WIDTH, left + width)
            bars.append(f"M{left:.1f} 0V{low:.1f}H{right:.1f}V0Z")
    return "".join(bars)


def _times(length_s: float) -> Iterator[Tick]:
    """Yield a line for each full step of time."""
    fitting = (step for step in TIME_STEPS_S if length_s / step <= MOST_TIMES)
    step_s = next(fitting, math.ceil(length_s / MOST_TIMES))
    for at_s in range(0, int(length_s) + 1, step_s):
        yield Tick(round(at_s / length_s * 100, 2), clock(at_s))
