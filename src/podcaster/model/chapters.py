"""Chapters: named places in an episode."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Chapter:
    """A named place.

    Attributes:
        start_s: Where it starts: in the raw audio after load, in the finished file after master.
        title: What it is called.
        link: A page that belongs to it, or None.
    """

    start_s: float
    title: str
    link: str | None = None

    def shifted(self, by_s: float) -> Chapter:
        """Return it `by_s` later."""
        return replace(self, start_s=self.start_s + by_s)
