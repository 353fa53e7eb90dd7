"""Times as people write them: `1:02:03.5`, `02:03`, `00:02:03,500`."""

from __future__ import annotations

import re
from typing import Final

_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?", re.ASCII)

#: What stands between a time and its title: blanks, and perhaps a dash, a bar or a colon.
BEFORE_TITLE: Final = r"(?:\s*[-–—|:]\s+|\s+)"


def parse_clock(text: str) -> float | None:
    """Return the seconds of `[HH:]MM:SS[.mmm]`, or None if `text` is no such time.

    With hours, minutes end at 59; without them they may go on, as in `90:00`.
    """
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours and int(minutes) > 59):  # noqa: PLR2004 - a clock's limits
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60
    # Adding would leave 286.16700000000003 of 04:46.167.
    return round(whole + float(f"{seconds}.{fraction or 0}"), 9)
