"""How often new episodes come.

Source:
    podcast namespace, `podcast:updateFrequency`; RFC 5545, section 3.3.10.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from podcaster.model.values import IsoMoment, Line, Written

_DAY: Final = "(?:MO|TU|WE|TH|FR|SA|SU)"


def _numbers(most: int, *, signed: bool) -> str:
    """Return a pattern of numbers from 1 (or 0 where nothing is counted back) to `most`."""
    inside = "|".join(str(number) for number in range(0 if not signed else 1, most + 1))
    one = f"{'[+-]?' if signed else ''}(?:{inside})"
    return f"{one}(?:,{one})*"


#: Part of a rule -> what may stand behind its `=`.
_PARTS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "FREQ": "SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
        # The namespace writes ISO 8601 where RFC 5545 has no hyphens and colons.
        "UNTIL": r"\d{8}(T\d{6}Z?)?|\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?",
        "COUNT": r"[1-9]\d*",
        "INTERVAL": r"[1-9]\d*",
        "BYSECOND": _numbers(60, signed=False),
        "BYMINUTE": _numbers(59, signed=False),
        "BYHOUR": _numbers(23, signed=False),
        "BYDAY": rf"(?:[+-]?[1-9]\d?)?{_DAY}(?:,(?:[+-]?[1-9]\d?)?{_DAY})*",
        "BYMONTHDAY": _numbers(31, signed=True),
        "BYYEARDAY": _numbers(366, signed=True),
        "BYWEEKNO": _numbers(53, signed=True),
        "BYMONTH": r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*",
        "BYSETPOS": _numbers(366, signed=True),
        "WKST": _DAY,
    }.items()
}


def parts_of_rule(rule: str) -> dict[str, str]:
    """Return the parts of a recurrence rule by their names; what has no `=` gets an empty value."""
    return {name: value for name, _, value in (part.partition("=") for part in rule.split(";"))}


def _is_moment(text: str) -> bool:
    """Tell whether `text` is a day, or a day and time, that can be."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _rule(rule: str) -> str:
    """Accept recurrence rules of RFC 5545."""
    parts = parts_of_rule(rule)
    known = all(name in _PARTS and _PARTS[name].fullmatch(it) for name, it in parts.items())
    once = len(parts) == rule.count(";") + 1
    ends = "UNTIL" not in parts or _is_moment(parts["UNTIL"])
    if not (known and once and ends) or "FREQ" not in parts or {"COUNT", "UNTIL"} <= set(parts):
        raise PydanticCustomError("rrule", "should be a rule such as FREQ=WEEKLY;BYDAY=TU")
    return rule


class UpdateFrequency(Written):
    """How often new episodes come."""

    text: Annotated[Line, Field(max_length=128, description="In words, such as: every two weeks")]
    rrule: Annotated[
        str | None,
        Field(max_length=1000, description="For programs, such as FREQ=WEEKLY;INTERVAL=2"),
        AfterValidator(_rule),
    ] = None
    dtstart: Annotated[
        IsoMoment | None, Field(description="From when on; needed where the rule has a COUNT")
    ] = None
    complete: Annotated[bool, Field(description="No further episodes will come")] = False
