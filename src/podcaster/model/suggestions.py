"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from podcaster.model.message import Message, message

_MOST_LISTED: Final = 8
#: What others call it -> what it is called here; no likeness of letters leads there.
_MEANT: Final = {
    "host": ("server", "url"),
    "hostname": ("server", "url"),
    "address": ("server", "url"),
    "uri": ("url",),
    "link": ("url",),
    "path": ("folder",),
    "username": ("user",),
    "login": ("user",),
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that looks most like `word`, or None; case does not count."""
    by_lower = {name.casefold(): name for name in known}
    word = word.casefold()
    meant = next((name for name in (word, *_MEANT.get(word, ())) if name in by_lower), None)
    if meant:
        return by_lower[meant]
    close = get_close_matches(word, by_lower, n=1, cutoff=0.6)
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
