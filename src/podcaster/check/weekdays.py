"""A weekday in a text fits the date beside it, in German, English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from podcaster.check.places import at
from podcaster.model.codes import finding
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, message

#: Monday first, as Python counts.
_WEEKDAYS: Final = (
    ("montag", "monday", "lundi"),
    ("dienstag", "tuesday", "mardi"),
    ("mittwoch", "wednesday", "mercredi"),
    ("donnerstag", "thursday", "jeudi"),
    ("freitag", "friday", "vendredi"),
    ("samstag", "sonnabend", "saturday", "samedi"),
    ("sonntag", "sunday", "dimanche"),
)

_MONTHS: Final = (
    ("januar", "jänner", "january", "janvier"),
    ("februar", "february", "février"),
    ("märz", "march", "mars"),
    ("april", "avril"),
    ("mai", "may"),
    ("juni", "june", "juin"),
    ("juli", "july", "juillet"),
    ("august", "août"),
    ("september", "septembre"),
    ("oktober", "october", "octobre"),
    ("november", "novembre"),
    ("dezember", "december", "décembre"),
)

_DAY_OF: Final = {name: day for day, names in enumerate(_WEEKDAYS) for name in names}
_MONTH_OF: Final = {name: month for month, names in enumerate(_MONTHS, 1) for name in names}

#: `Donnerstag, 5. März 2026`, `Donnerstag, dem 05.03.`, `Thursday, 5th March`, `jeudi 5 mars`,
#: `Thursday, March 5`.
_DATE: Final = re.compile(
    rf"\b(?P<weekday>{'|'.join(_DAY_OF)}),?\s+(?:(?:den|dem|the|le)\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s*"
    rf"(?:(?:of\s+)?(?P<month>{'|'.join(_MONTH_OF)})|(?P<number>(?<=\.)\d{{1,2}})\.)"
    rf"|(?P<month_first>{'|'.join(_MONTH_OF)})\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,?\s*(?P<year>\d{4})\b)?",
    re.IGNORECASE,
)

#: A date without its year is the one that is nearest to the item's own.
_YEARS: Final = (-1, 0, 1)


def weekdays_fit_their_dates(draft: Draft) -> Iterator[Finding]:
    """A weekday in a text fits the date beside it."""
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    for item in items:
        near = item.written.published_at.date()
        for key in ("title", "summary"):
            for _, words in _wrong(str(getattr(item.written, key)), near):
                yield at(item.source, (key,), "PC316", *words)
        for file, text in _texts(item):
            for number, line in enumerate(text.splitlines(), start=1):
                for match, words in _wrong(line, near):
                    place = Place(file, number, match.start() + 1, len(match[0]))
                    yield finding("PC316", place, *words, source=line)


def _texts(item: EpisodeDraft | NewsDraft) -> Iterator[tuple[str, str]]:
    if isinstance(item, NewsDraft):
        yield item.text_file, item.text
    else:
        yield item.notes_file, item.notes
        yield f"{item.folder}/news.md", item.news or ""


def _wrong(text: str, near: date) -> Iterator[tuple[re.Match[str], tuple[Message, Message]]]:
    """Yield each date whose weekday is another, and what to say of it."""
    for match in _DATE.finditer(text):
        named = _DAY_OF[match["weekday"].lower()]
        day = _day(match, near)
        if day is not None and day.weekday() != named:
            yield match, (
                message("`{text}` is no {weekday}", text=match[0], weekday=match["weekday"]),
                message("{date} is a {right}; see which of the two is meant",
                        date=day.isoformat(), right=_say_weekday(day)),
            )  # fmt: skip


def _day(match: re.Match[str], near: date) -> date | None:
    """Return the date that is meant, or None if there is no such day."""
    name = match["month"] or match["month_first"]
    month = _MONTH_OF[name.lower()] if name else int(match["number"])
    number = int(match["day"] or match["day_after"])
    years = [int(match["year"])] if match["year"] else [near.year + step for step in _YEARS]
    days = [day for year in years if (day := _date(year, month, number))]
    return min(days, key=lambda day: abs(day - near), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _say_weekday(day: date) -> Message:
    """Return a weekday as a word that can be translated."""
    words = (
        message("Monday"), message("Tuesday"), message("Wednesday"), message("Thursday"),
        message("Friday"), message("Saturday"), message("Sunday"),
    )  # fmt: skip
    return words[day.weekday()]
