"""Chapters: named places in an episode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from podcaster.model.timeline import Timeline


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


def moved_chapters(chapters: Iterable[Chapter], timeline: Timeline) -> tuple[Chapter, ...]:
    """Return chapters where they stand after cuts.

    One whose whole beginning was cut away starts where the rest goes on; of several at the same
    moment the last one stays, and none that would only begin at the very end.
    """
    moved = [replace(one, start_s=timeline.moved(one.start_s)) for one in chapters]
    if not timeline.kept:
        return tuple(moved)
    last_at = {one.start_s: one for one in moved if one.start_s < timeline.length_s}
    return tuple(last_at.values())
