"""Dates and durations in every shape that feeds have them.

Source:
    RFC 2822, section 3.3; RFC 3339; Apple, `itunes:duration`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

#: Names of zones that RFC 2822 does not know -> hours east of Greenwich.
_ZONES: Final[dict[str, float]] = {
    "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "WET": 0, "WEST": 1, "EET": 2, "EEST": 3,
    "BST": 1, "MSK": 3, "IST": 5.5, "JST": 9, "AEST": 10, "AEDT": 11, "AKST": -9, "HST": -10,
    "Z": 0,
}  # fmt: skip
_ZONE: Final = re.compile(r"\b([A-Z]{1,4})$")

#: German and French feeds write the names of months and days in their language.
_MONTHS: Final[dict[str, str]] = {
    "mär": "Mar", "mrz": "Mar", "mai": "May", "okt": "Oct", "dez": "Dec", "fév": "Feb",
    "fev": "Feb", "aou": "Aug", "avr": "Apr", "aoû": "Aug", "déc": "Dec", "juin": "Jun",
    "juil": "Jul", "juillet": "Jul", "mars": "Mar", "jän": "Jan",
    "jan": "Jan", "feb": "Feb", "apr": "Apr", "jun": "Jun", "jul": "Jul",
    "aug": "Aug", "sep": "Sep", "nov": "Nov",
}  # fmt: skip
_WEEKDAY: Final = re.compile(r"^[^\W\d]+\.?(?:,\s*|\s+(?=\d{1,2}\.?\s[^\W\d]))")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def _of_the_day(found: re.Match[str]) -> str:
    """Return a time of twelve hours as one of twenty-four."""
    afternoon = 12 if found[3] in "Pp" else 0
    return f"{int(found[1]) % 12 + afternoon:02}:{found[2]}"


def _since_1970(found: re.Match[str]) -> str:
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat()


#: What people and programs write -> what RFC 2822 or RFC 3339 would have; one after the other.
_SHAPES: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"\s*\([^()]*\)$"), ""),
    (re.compile(r"^(\d{9,10})(?:\d{3})?$", re.ASCII), _since_1970),
    (re.compile(r"(?<=\w)\.(?=\s)"), ""),
    (re.compile(r"\b(\d{1,2}):(\d\d(?::\d\d)?) ?([AP])\.?M\b\.?", re.IGNORECASE | re.ASCII),
     _of_the_day),
    (re.compile(r"\b(?:UTC|GMT) ?(?=[+-]\d)"), ""),
    (re.compile(r"(?<=\d)(?: ?([+-]))(\d)$", re.ASCII), r" \g<1>0\g<2>00"),
    (re.compile(r"^(\d)\.(?=\d{1,2}\.\d{4}\b)", re.ASCII), r"0\1."),
    (re.compile(r"^(\d\d)\.(\d)\.(?=\d{4}\b)", re.ASCII), r"\1.0\2."),
    (re.compile(r"^(\d\d)\.(\d\d)\.(\d{4})\b,?", re.ASCII), r"\3-\2-\1"),
    (re.compile(r"^(\d{4})/(\d\d)/(\d\d)\b", re.ASCII), r"\1-\2-\3"),
    (re.compile(r"^(\d{4}-\d\d-\d\d .*\d) ?(?:UTC|GMT|Z)$", re.ASCII), r"\1+00:00"),
    (re.compile(r"^([^\W\d]+) (\d{1,2}),? (\d{4})\b", re.ASCII), r"\2 \1 \3"),
    (re.compile(r"^(\d{1,2} [^\W\d]+ \d{4})$"), r"\1 00:00:00"),
)  # fmt: skip
_MIDNIGHT: Final = re.compile(r"(?<= )24(?=:\d\d)")

_CLOCK: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,5}):(\d{1,2}(?:[.,]\d+)?)", re.ASCII)
_UNITS: Final = re.compile(
    r"(?:P?(?:0D)?T?)?(?:(\d{1,4})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,5})\s*m(?:in(?:utes?|s)?)?)?\s*"
    r"(?:(\d{1,6}(?:\.\d+)?)\s*s(?:ec(?:onds?|s)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_NUMBER: Final = re.compile(r"\d{1,7}(?:[.,]\d{1,9})?", re.ASCII)


def parse_date(text: str) -> datetime | None:
    """Return the instant with its zone (UTC where it has none), or None if it can't be read.

    The weekday is left out, for it only repeats, or is wrong.
    """
    text = _WEEKDAY.sub("", " ".join(text.split()))
    for shape, plain in _SHAPES:
        text = shape.sub(plain, text)
    text, late = _MIDNIGHT.subn("00", text)
    for read in (_iso, _rfc_2822):
        try:
            found = read(text)
        except (ValueError, OverflowError, IndexError, TypeError):
            continue
        found += timedelta(days=late)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _iso(text: str) -> datetime:
    return _sane(datetime.fromisoformat(text))


def _rfc_2822(text: str) -> datetime:
    """Read a date with names."""
    english = _WORD.sub(lambda word: _MONTHS.get(_stem(word[0]), word[0]), text)
    zone = _ZONE.search(english)
    if zone and zone[1] in _ZONES:
        moment = parsedate_to_datetime(english[: zone.start()] + "+0000")
        return _sane(moment.replace(tzinfo=timezone(timedelta(hours=_ZONES[zone[1]]))))
    return _sane(parsedate_to_datetime(english))


def _stem(word: str) -> str:
    lower = word.lower()
    return lower if lower in _MONTHS else lower[:3]


def _sane(moment: datetime) -> datetime:
    """Refuse years that no calendar of ours can turn into another zone's."""
    if not 1 < moment.year < 9999:  # noqa: PLR2004 - datetime's own limits
        raise ValueError
    offset = moment.utcoffset()
    if offset is not None and offset.seconds % 60:
        raise ValueError
    return moment


def parse_duration(text: str) -> float | None:
    """Return seconds, or None where a feed says nothing (or nothing that can be so)."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ".")) or None
    if clock := _CLOCK.fullmatch(text):
        return _seconds(*clock.groups())
    units = _UNITS.fullmatch(text)
    return _seconds(*units.groups()) if units and text else None


def _seconds(hours: str | None, minutes: str | None, seconds: str | None) -> float | None:
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60
    return whole + float((seconds or "0").replace(",", ".")) or None
