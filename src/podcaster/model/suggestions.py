"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from podcaster.model.message import Message, message

_MOST_LISTED: Final = 8


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that looks most like `word`, or None; case does not count."""
    by_lower = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def suggestion(word: str, known: Iterable[str]) -> Message:
    """Return a hint: the nearest of `known`, or all of them."""
    known = tuple(known)
    if close := nearest(word, known):
        return message("did you mean `{close}`?", close=close)
    if not known:
        return message("remove it")
    if len(known) > _MOST_LISTED:
        return message("`podcaster schema` lists what is possible here")
    return message("possible here: {known}", known=", ".join(f"`{name}`" for name in known))
