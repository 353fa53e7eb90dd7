"""Slugs from German titles."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from slugify import slugify

#: How German folds its letters; other languages follow the slugifier's own tables.
_FOLDS: Final = (
    ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"),
    ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue"), ("ẞ", "ss"), ("&", " und "),
)  # fmt: skip

#: Star, colon or underscore before an ending (Mitarbeiter*innen, Bürger:in): it marks gender.
_GENDER_MARK: Final = re.compile(r"(?<=\w)[*:_·](?=innen|in\b)")

_LONGEST: Final = 80


def slugify_german(text: str) -> str:
    """Return a slug: `Bürger:innen & Plätze` becomes `buergerinnen-und-plaetze`.

    Args:
        text: A title, in any Unicode normal form.

    Returns:
        At most 80 characters of `a-z`, `0-9` and `-`; "" if nothing of `text` can stand in one.
    """
    together = _GENDER_MARK.sub("", unicodedata.normalize("NFC", text))
    return slugify(
        together,
        replacements=_FOLDS,
        max_length=_LONGEST,
        word_boundary=True,
        entities=False,
        decimal=False,
        hexadecimal=False,
    )
