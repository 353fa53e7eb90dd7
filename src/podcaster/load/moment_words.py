"""Dates as people write them, and how they should stand."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from podcaster.load.value_forms import Objection, Verdict
from podcaster.model.message import message

#: Year first or day first, in digits, and perhaps a time of day; what follows is left aside.
_YEAR_FIRST: Final = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
_DAY_FIRST: Final = r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"
_GLUED: Final = r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
_TIME: Final = r"(?:(?:T|,? )(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?!\d).*)?"
_WRITTEN: Final = tuple(
    re.compile(date + _TIME, re.DOTALL) for date in (_YEAR_FIRST, _DAY_FIRST, _GLUED)
)

#: When an episode comes out that has a date only; the office is in Central Europe, in winter.
_HOUR: Final = "6"
_ZONE: Final = "+01:00"


def no_moment(it: Objection) -> Verdict:
    """Say how the date that was meant should stand, or that there is no such day."""
    if it.value in (None, ""):
        return "PC107", message("nothing stands here"), message("write date, time and zone")
    what = message("`{value}` is no date with time and zone", value=it.shown)
    found = next((one for form in _WRITTEN if (one := form.fullmatch(str(it.value)))), None)
    if found is None:
        return "PC108", what, message("write it like `2026-03-05T06:00:00+01:00`")
    moment = _moment(found)
    if moment is None:
        impossible = message("`{value}` is no day and time that can be", value=it.shown)
        return "PC108", impossible, message("see which day and which hour are meant")
    hint = message("write `{value}` (in summer `+02:00`)", value=f"{moment.isoformat()}{_ZONE}")
    return "PC108", what, hint


def no_day(it: Objection) -> Verdict:
    """Say that the calendar has no such day."""
    impossible = message("`{value}` is no day that can be", value=it.shown)
    return "PC107", impossible, message("see which day is meant")


def _moment(found: re.Match[str]) -> datetime | None:
    time = (found["hour"] or _HOUR, found["minute"] or "0")
    numbers = (found["year"], found["month"], found["day"], *time)
    year, month, day, hour, minute = map(int, numbers)
    try:
        return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the zone is what is missing
    except ValueError:
        return None
