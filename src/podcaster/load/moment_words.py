"""Dates as people write them, and how they should stand."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from podcaster.load.value_forms import Objection, Verdict
from podcaster.model.message import message

#: Year first or day first, in digits, and perhaps a time of day; what follows is left aside.
_YEAR_FIRST: Final = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
_DAY_FIRST: Final = r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"
_GLUED: Final = r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
_TIME: Final = r"(?:(?:T|,? )(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?!\d)(?P<rest>.*))?"
_WRITTEN: Final = tuple(
    re.compile(date + _TIME, re.DOTALL) for date in (_YEAR_FIRST, _DAY_FIRST, _GLUED)
)

#: `Z`, `+2`, `+02:00`, `Europe/Berlin` at the end of what was written.
_OFFSET: Final = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>[0-5]\d))?\s*$")
_UTC: Final = re.compile(r"(?<![A-Za-z])(?:Z|UTC)\s*$")
_NAMED: Final = re.compile(r"\b(?P<zone>[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)\s*$")

#: When an episode comes out that has a date only; the office is in Central Europe.
_HOUR: Final = "6"
_OFFICE: Final = "Europe/Berlin"
_IN_WINTER: Final = "+01:00"
_HOURS_OF_A_DAY: Final = 24


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
    if zone := _zone(found["rest"] or "", moment):
        return "PC108", what, message("write `{value}`", value=f"{moment.isoformat()}{zone}")
    value = f"{moment.isoformat()}{central(moment.isoformat())}"
    return "PC108", what, message("write `{value}`, if Central Europe's time is meant", value=value)


def central(text: str) -> str:
    """Return how far Central Europe is ahead of UTC at a moment: `+02:00` in summer."""
    try:
        return _ahead(datetime.fromisoformat(text), _OFFICE) or _IN_WINTER
    except ValueError:
        return _IN_WINTER


def _zone(rest: str, moment: datetime) -> str:
    """Return the zone that somebody wrote behind the time, or ""."""
    if _UTC.search(rest):
        return "Z"
    if named := _NAMED.search(rest):
        return _ahead(moment, named["zone"])
    offset = _OFFSET.search(rest)
    if offset is None or int(offset["hours"]) >= _HOURS_OF_A_DAY:
        return ""
    return f"{offset['sign']}{int(offset['hours']):02}:{offset['minutes'] or '00'}"


def _ahead(moment: datetime, name: str) -> str:
    """Return how far a zone is ahead of UTC, or "" if the machine can't tell."""
    try:
        there = moment.replace(tzinfo=ZoneInfo(name)).isoformat()
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):
        return ""
    whole = _OFFSET.search(there)
    return whole[0] if whole else ""


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
