"""Slugs from German titles."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
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


def slug_of_name(name: str) -> str:
    """Return a slug for a name in any script: `王伟` and `王薇` get different ones.

    What is written in Latin letters is its slug alone, so that `Kommunen` and `kommunen` share a
    page; other scripts lose too much on the way, and some names leave nothing.
    """
    slug = slugify_german(name)
    letters = [letter for letter in name if letter.isalpha()]
    if slug and all("LATIN" in unicodedata.name(letter, "") for letter in letters):
        return slug
    return f"{slug}-{sha256(unicodedata.normalize('NFC', name).encode()).hexdigest()[:6]}".strip(
        "-"
    )
