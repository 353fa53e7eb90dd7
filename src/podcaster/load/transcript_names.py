"""Which files of an episode's folder are transcripts, and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from podcaster.model.values import LANGUAGE_PATTERN

#: Endings in the order of preference: what says most comes first.
SUFFIXES: Final = ("vtt", "srt", "json", "txt")

_NAME: Final = re.compile(
    rf"transcript(?:\.(?P<language>{LANGUAGE_PATTERN[1:-1]}))?\.(?P<suffix>{'|'.join(SUFFIXES)})"
)


def own_transcript(names: Iterable[str], language: str) -> str | None:
    """Return the transcript in the episode's own language, or None.

    `transcript.vtt` comes before `transcript.de.vtt`, and that before one of a related language.
    """
    ranked = [
        (_distance(match["language"], language), SUFFIXES.index(match["suffix"]), match[0])
        for name in names
        if (match := _NAME.fullmatch(name))
    ]
    fitting = [(distance, *rest) for distance, *rest in ranked if distance is not None]
    return str(min(fitting)[-1]) if fitting else None


def _distance(tag: str | None, language: str) -> int | None:
    """Return how far a file's language is from the episode's; None if it is another."""
    if tag is None:
        return 0
    if tag == language:
        return 1
    return 2 if tag.partition("-")[0] == language.partition("-")[0] else None


def other_transcripts(names: Iterable[str], language: str) -> Mapping[str, str]:
    """Return language -> file of the transcripts in other languages than the episode's."""
    found: dict[str, str] = {}
    matches = [match for name in names if (match := _NAME.fullmatch(name))]
    for match in sorted(matches, key=lambda it: SUFFIXES.index(it["suffix"])):
        if _distance(match["language"], language) is None:
            found.setdefault(match["language"], match[0])
    return dict(sorted(found.items()))
