"""Languages as feeds spell them, and as standards do."""

from __future__ import annotations

import re

from podcaster.feeds.found import Repairs
from podcaster.model.message import message
from podcaster.model.values import LANGUAGE_PATTERN


def language_of(text: str, repairs: Repairs) -> str:
    """Return a language as standards spell it: `de_de` becomes `de-DE`."""
    if tag := language_tag(text):
        return tag
    repairs.note(0, message("the language `{name}` is not known; `en` stands in", name=text[:80]))
    return "en"


def language_tag(text: str) -> str:
    """Return the tag of a language, or "" if `text` is none."""
    main, *rest = re.split(r"[-_]", text.strip().lower())
    spelled = "-".join([main, *(_region(part) for part in rest)])
    return next((tag for tag in (spelled, main) if re.fullmatch(LANGUAGE_PATTERN, tag)), "")


def _region(part: str) -> str:
    return part.title() if len(part) == len("Latn") else part.upper()
