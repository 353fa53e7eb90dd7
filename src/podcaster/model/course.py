"""How loud a programme was from moment to moment, before and after, and what the limiter did."""

from __future__ import annotations

from dataclasses import dataclass

#: One value per point of time; None where there is only silence, or no whole window.
Levels = tuple[float | None, ...]


@dataclass(frozen=True)
class Loudness:
    """Loudness over time.

    Attributes:
        short_term_lufs: Highest loudness of 3 s whose middle lies in each point.
        momentary_lufs: Highest loudness of 400 ms whose middle lies in each point.

    Source:
        EBU Tech 3341, 2.2.
    """

    short_term_lufs: Levels
    momentary_lufs: Levels


@dataclass(frozen=True)
class Peak:
    """A true peak (dBTP) and where it is (s)."""

    at_s: float
    dbtp: float


@dataclass(frozen=True)
class Course:
    """What mastering did over time, in at most 1,000 points.

    Attributes:
        step_s: How much time a point stands for; the last may stand for less.
        before: Of the programme as it is joined; recordings as they were before treatment.
        after: Of the finished file, decoded.
        limiter_db: How far the limiter went down at most in each point (<= 0).
        limited_s: How long it took away more than 0.1 dB, altogether.
        peaks: The highest of the finished file, highest first, at most one for each second.
    """

    step_s: float
    before: Loudness
    after: Loudness
    limiter_db: tuple[float, ...]
    limited_s: float
    peaks: tuple[Peak, ...]
