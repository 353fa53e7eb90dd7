"""Chapters as a JSON file, and as the time stamps that apps find in a description."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.chapters import Chapter
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
        "chapters": [_chapter(chapter) for chapter in episode.chapters],
    }


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
    """Return one chapter, to the millisecond; whole seconds are written as such."""
    start_s = round(chapter.start_s, 3)
    return {
        "startTime": int(start_s) if start_s.is_integer() else start_s,
        "title": printable(chapter.title),
        **({"url": chapter.link} if chapter.link else {}),
    }


def _as_json(values: Mapping[str, object]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
