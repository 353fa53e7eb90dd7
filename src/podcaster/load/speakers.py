"""Who speaks, told apart from words in front of a colon: `Meine Frage: Was nun?` is said by nobody.

WebVTT and JSON say who speaks in places of their own; SRT and scripts only begin with `Name:`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Beginning:
    """What looks like a name at the beginning of what is said.

    Attributes:
        name: The words before the colon.
        sure: Whether it must be a name: it opens the transcript, or is marked as one.
    """

    name: str
    sure: bool = False


def speakers(found: Sequence[Beginning], people: Iterable[str]) -> frozenset[str]:
    """Return those beginnings that are names, folded: certain, known, or used more than once.

    Args:
        found: In the order in which they stand.
        people: Who takes part; first or last name will do.
    """
    often = Counter(one.name.casefold() for one in found)
    known = {call for name in people for call in _calls(name.casefold())}
    return frozenset(
        name
        for one in found
        if (name := one.name.casefold()) in known or one.sure or often[name] > 1
    )


def _calls(name: str) -> Iterable[str]:
    """Yield how somebody may be called: by the whole name, its first or its last word."""
    words = name.split()
    return {" ".join(words), *words[:1], *words[-1:]}
