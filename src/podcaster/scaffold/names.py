"""What a new episode is called when nobody says: from its slug, and from those before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from podcaster.errors import UsageError
from podcaster.model.message import message
from podcaster.model.slugs import slugify_german
from podcaster.model.values import SLUG_PATTERN

#: Longest title that feeds and players take (see `Episode.title`).
TITLE_LENGTH: Final = 255

#: Words that stay small inside a title.
_SMALL: Final = frozenset(
    {
        *("am", "an", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "eine"),
        *("im", "in", "mit", "nach", "um", "und", "von", "vom", "vor", "zu", "zum", "zur"),
        *("and", "for", "of", "on", "the", "to"),
    }
)

#: A number that leads a slug: `012-plaetze`, but not the year of `2026-plaetze`.
_LEADING_NUMBER: Final = re.compile(r"^0*([1-9]\d{0,2})-")


def checked_slug(slug: str) -> str:
    """Return `slug` if it can name a folder and an address.

    Raises:
        UsageError: If not; it suggests one that can.
    """
    if re.fullmatch(SLUG_PATTERN, slug):
        return slug
    suggested = slugify_german(slug)
    raise UsageError(
        message("`{slug}` can't be a slug", slug=slug),
        hint=message("did you mean `{suggestion}`?", suggestion=suggested)
        if suggested
        else message("use lower-case letters, digits and hyphens, such as `erste-folge`"),
    )


def checked_title(title: str) -> str:
    """Return `title` without blanks around it.

    Raises:
        UsageError: If it is empty, too long, or more than one line.
    """
    stripped = title.strip()
    if stripped.isprintable() and 0 < len(stripped) <= TITLE_LENGTH:
        return stripped
    raise UsageError(
        message("a title is one line of 1 to {count} characters", count=TITLE_LENGTH),
        hint=message('such as `--title "Sicherheit: Was nun?"`'),
    )


def readable(slug: str) -> str:
    """Return a slug as a title: `012-sicherheit-im-viertel` becomes `Sicherheit im Viertel`."""
    words = _LEADING_NUMBER.sub("", slug, count=1).split("-")
    shown = (word if word in _SMALL and index else word.capitalize()
             for index, word in enumerate(words))  # fmt: skip
    return " ".join(shown)


def next_number(
    slug: str, known: Iterable[tuple[int | None, int | None]], *, numbered: bool
) -> tuple[int | None, int | None]:
    """Return season and number of a new episode.

    Args:
        slug: A number that leads it is taken.
        known: Season and number of every episode there is.
        numbered: Whether the show wants numbers even if no episode has one yet.
    """
    pairs = [(season or 0, number) for season, number in known if number]
    if not pairs and not numbered:
        return None, _leading_number(slug)
    season, highest = max(pairs, default=(0, 0))
    return season or None, _leading_number(slug) or highest + 1


def _leading_number(slug: str) -> int | None:
    """Return the number that leads a slug, if there is one."""
    found = _LEADING_NUMBER.match(slug)
    return int(found[1]) if found else None
