"""Small values that channels and items have in common."""

from __future__ import annotations

from typing import Final

from podcaster.feeds.found import Facts
from podcaster.feeds.names import Part

_YES: Final = frozenset({"yes", "true", "explicit", "1"})
_NO: Final = frozenset({"no", "false", "clean", "0"})


def one_line(text: str) -> str:
    """Return `text` with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


def yes_or_no(text: str) -> bool | None:
    """Return what an old or new `itunes:explicit` says, or None."""
    lower = text.lower()
    return True if lower in _YES else False if lower in _NO else None


def whole_number(text: str) -> int | None:
    """Return a number greater than 0, or None."""
    digits = text.strip().removesuffix(".0")
    number = int(digits) if digits.isdecimal() and len(digits) < 16 else 0  # noqa: PLR2004 - sane
    return number or None


def people(part: Part) -> tuple[Facts, ...]:
    """Return the persons of a channel or an item."""
    return tuple(
        {
            "name": one_line(person.text),
            "role": person.attribute("role").lower() or "host",
            "group": person.attribute("group").lower(),
            "link": person.attribute("href"),
            "img": person.attribute("img"),
        }
        for person in part.all("podcast:person")
        if person.text
    )


def licence(part: Part) -> Facts:
    """Return the licence of a channel or an item; empty if there is none."""
    found = part.all("podcast:license")
    return {"name": one_line(found[0].text), "url": found[0].attribute("url")} if found else {}
