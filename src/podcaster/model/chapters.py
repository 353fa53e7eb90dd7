"""Chapters: named places in an episode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from podcaster.model.geography import GEO_PATTERN, OSM_PATTERN
from podcaster.model.timeline import Timeline


@dataclass(frozen=True)
class ChapterPlace:
    """Where on earth a chapter plays.

    Attributes:
        name: As people say it.
        geo: RFC 5870, or None.
        osm: A node, way or relation of OpenStreetMap, or None.
    """

    name: str
    geo: str | None = None
    osm: str | None = None

    @property
    def on_maps(self) -> bool:
        """Whether maps can find it."""
        forms = ((self.geo, GEO_PATTERN), (self.osm, OSM_PATTERN))
        return all(text is None or re.search(form, text) for text, form in forms)


@dataclass(frozen=True)
class Chapter:
    """A named place.

    Attributes:
        start_s: Where it starts: in the raw audio after load, in the finished file after master.
        title: What it is called.
        link: A page that belongs to it, or None.
        picture: Address of what is shown meanwhile, or None.
        end_s: Where it ends, if that is not where the next one starts.
        place: What place it is about, or None.
    """

    start_s: float
    title: str
    link: str | None = None
    picture: str | None = None
    end_s: float | None = None
    place: ChapterPlace | None = None

    def shifted(self, by_s: float) -> Chapter:
        """Return it `by_s` later."""
        return self._mapped(lambda at_s: at_s + by_s)

    def moved(self, timeline: Timeline) -> Chapter:
        """Return it where it stands after cuts."""
        return self._mapped(timeline.moved)

    def _mapped(self, moment: Callable[[float], float]) -> Chapter:
        end_s = None if self.end_s is None else moment(self.end_s)
        return replace(self, start_s=moment(self.start_s), end_s=end_s)


def moved_chapters(chapters: Iterable[Chapter], timeline: Timeline) -> tuple[Chapter, ...]:
    """Return chapters where they stand after cuts.

    One whose whole beginning was cut away starts where the rest goes on; of several at the same
    moment the last one stays, and none that would only begin at the very end.
    """
    moved = [one.moved(timeline) for one in chapters]
    if not timeline.kept:
        return tuple(moved)
    last_at = {one.start_s: one for one in moved if one.start_s < timeline.length_s}
    return tuple(last_at.values())
