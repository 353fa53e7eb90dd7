"""Chapters as a JSON file, and as the time stamps that apps find in a description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.chapters import Chapter, ChapterPlace
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render.characters import printable
from podcaster.render.times import full_clock
from podcaster.settings import Settings

VERSION: Final = "1.2.0"
MIME_TYPE: Final = "application/json+chapters"

#: Apps take time stamps for chapters from three on.
FEWEST_STAMPS: Final = 3

HOUR_S: Final = 3600


def render_chapters(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the chapters of every episode that has some."""
    return tuple(
        Document(
            paths.chapters_of(episode.draft.slug),
            _as_json(chapters_json(episode, settings)),
            MIME_TYPE,
            episode.draft.item,
        )
        for episode in mastered.episodes
        if episode.chapters
    )


def chapters_json(episode: MasteredEpisode, settings: Settings) -> Mapping[str, object]:
    """Return an episode's chapters as JSON-ready values.

    Source:
        podcast namespace, JSON Chapters Format 1.2.0.
    """
    return {
        "version": VERSION,
        "title": printable(episode.draft.written.title),
        "podcastName": printable(settings.show.title),
        "author": printable(settings.show.author),
        "chapters": [entry for _, entry in sorted(_entries(episode), key=lambda row: row[0])],
    }


def _entries(episode: MasteredEpisode) -> Iterator[tuple[float, Mapping[str, object]]]:
    """Yield when each chapter starts, and what is said of it; silent ones say that they are."""
    yield from ((one.start_s, _chapter(one)) for one in episode.chapters)
    yield from ((one.start_s, {**_chapter(one), "toc": False}) for one in episode.silent_chapters)


def time_stamps(episode: MasteredEpisode) -> tuple[str, ...]:
    """Return lines such as `00:00 Welcome`, or nothing where apps would not take them.

    They have to ascend from zero, and there have to be three. An intro counts to the first
    chapter if that stood at the beginning of the raw audio.

    Source:
        Apple, Spotify and YouTube on chapters in descriptions.
    """
    chapters = _from_zero(episode)
    seconds = [int(chapter.start_s) for chapter in chapters]
    rising = all(now < later for now, later in pairwise(seconds))
    if len(chapters) < FEWEST_STAMPS or seconds[0] > 0 or not rising:
        return ()
    hours = seconds[-1] >= HOUR_S
    return tuple(
        f"{full_clock(chapter.start_s, hours=hours)} {printable(chapter.title)}"
        for chapter in chapters
    )


def _from_zero(episode: MasteredEpisode) -> tuple[Chapter, ...]:
    raw, finished = episode.draft.chapters, episode.chapters
    if not raw or not finished or raw[0].start_s > 0:
        return finished
    return (replace(finished[0], start_s=0.0), *finished[1:])


def _chapter(chapter: Chapter) -> Mapping[str, object]:
    """Return one chapter, without what it does not say."""
    said = {
        "startTime": _seconds(chapter.start_s),
        "endTime": None if chapter.end_s is None else _seconds(chapter.end_s),
        "title": printable(chapter.title),
        "url": chapter.link,
        "img": chapter.picture,
        "location": chapter.place and _place(chapter.place),
    }
    return {name: value for name, value in said.items() if value is not None and value != ""}


def _seconds(at_s: float) -> int | float:
    """Return a moment to the millisecond; AntennaPod takes whole seconds only."""
    rounded = round(at_s, 3)
    return int(rounded) if rounded.is_integer() else rounded


def _place(place: ChapterPlace) -> Mapping[str, str]:
    said = {"name": printable(place.name), "geo": place.geo, "osm": place.osm}
    return {name: value for name, value in said.items() if value}


def _as_json(values: Mapping[str, object]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
