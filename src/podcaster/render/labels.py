"""What an episode is called beside its title: season, number, kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from podcaster.words import spoken

#: Kind -> what it is called alone, and after its season; in the words of the pages' catalogues.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "full": ("Episode {number}", "Season {season}, episode {number}"),
    "trailer": ("Trailer", "Season {season}, trailer"),
    "bonus": ("Bonus episode", "Season {season}, bonus episode"),
}


class Numbered(Protocol):
    """Something with a place among episodes."""

    @property
    def kind(self) -> str:
        """`full`, `trailer` or `bonus`."""

    @property
    def season(self) -> int | None:
        """Which season it belongs to."""

    @property
    def number(self) -> int | None:
        """Which one it is."""


def label(episode: Numbered, language: str) -> str:
    """Return number and kind in words, such as `Staffel 2, Folge 12`; "" where there is neither."""
    if episode.kind == "full" and not episode.number:
        return ""
    alone, after = _WORDS[episode.kind]
    values = {"season": episode.season, "number": episode.number}
    return spoken(language, after if episode.season else alone, **values)
