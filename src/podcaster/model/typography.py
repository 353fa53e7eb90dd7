"""Blanks at which no line may end, as careful editors set them in German, English and French.

Only blanks that somebody has written are changed; none is added and none is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

NBSP: Final = "\u00a0"
THIN: Final = "\u202f"

#: Texts that are remembered: names and titles stand on many pages.
KEPT_TEXTS: Final = 4096

_MONTHS: Final = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)

_UNITS: Final = "%|‰|€|°C|km|m|cm|kg|kB|MB|GB"


def _rules(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), blank) for pattern, blank in rules)


#: Language -> what blank is meant, and what stands there instead.
#: Source: Imprimerie nationale, Lexique des règles typographiques; DIN 5008; New Hart's Rules.
_RULES: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "fr": _rules(
        (r" (?=[?!;](?:[\s?!»”)\]…]|$))", THIN),
        (r" (?=:(?:\s|$))", NBSP),
        (r"(?<=«) | (?=»)", NBSP),
        (rf"(?<=\d) (?=(?:{_UNITS}|h|min|s|euros?|ans?|minutes?|heures?|personnes?)(?!\w))", NBSP),
        (r"(?<=\d\sh) (?=\d\d)|(?<=\bn°) (?=\d)|(?<=\bp\.) (?=\d)|(?<=\bart\.) (?=\d)", NBSP),
        (r"(?<=\bM\.) (?=[^\W\d_])|(?<=\bMme) (?=[^\W\d_])", NBSP),
    ),
    "de": _rules(
        (r"(?<=\b[zduiosZDUIOSe]\.) (?=[BhadRoäÄV]\.)", NBSP),
        (rf"(?<=\d) (?=(?:{_UNITS}|Uhr|Minuten?|Stunden?|Euro|Prozent|Mio\.|Mrd\.)(?!\w))", NBSP),
        (rf"(?<=\d\.) (?=(?:{_MONTHS})\b)", NBSP),
        (r"(?<=§) (?=\d)|(?<=\bNr\.) (?=\d)|(?<=\bArt\.) (?=\d)|(?<=\bAbs\.) (?=\d)", NBSP),
    ),
    "en": _rules(
        (rf"(?<=\d) (?=(?:{_UNITS}|am|pm|minutes?|hours?)(?!\w))", NBSP),
        (r"(?<=\bNo\.) (?=\d)|(?<=\bMr) (?=[A-Z])|(?<=\bMs) (?=[A-Z])|(?<=\bDr) (?=[A-Z])", NBSP),
    ),
}


@lru_cache(KEPT_TEXTS)
def typeset(text: str, language: str) -> str:
    """Return `text` with blanks that hold together what belongs together.

    Args:
        text: Plain text, of any length.
        language: A tag such as `fr-CA`; of others than German, English and French nothing is known.
    """
    if " " not in text:
        return text
    for pattern, blank in _RULES.get(language.partition("-")[0], ()):
        text = pattern.sub(blank, text)
    return text
