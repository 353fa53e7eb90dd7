"""When LinkedIn switches off which version of its interface.

Source:
    LinkedIn's documentation, "Versioning" and "Migrations", as of August 2026: a version lives for
    a year at least, and is switched off about the middle of the same month.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

#: What is spoken if publish.yaml does not say.
DEFAULT: Final = "202609"

#: From so long before on people are told.
WARNED: Final = timedelta(days=60)

#: As LinkedIn announced it.
SUNSETS: Final[Mapping[str, date]] = {
    "202511": date(2026, 11, 16),
    "202601": date(2027, 1, 15),
    "202602": date(2027, 2, 15),
    "202603": date(2027, 3, 16),
    "202604": date(2027, 4, 15),
    "202605": date(2027, 5, 15),
    "202606": date(2027, 6, 15),
    "202607": date(2027, 7, 15),
    "202609": date(2027, 9, 15),
}

_USUAL_DAY: Final = 15


def sunset_of(version: str) -> date:
    """Return from which day on a version is not spoken any more; announced, or as usual.

    Args:
        version: Year and month, such as 202609.
    """
    usual = date(int(version[:4]) + 1, int(version[4:]), _USUAL_DAY)
    return SUNSETS.get(version, usual)
