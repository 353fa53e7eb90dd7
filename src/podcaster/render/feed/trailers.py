"""Trailers as the channel announces them."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.show import Trailer
from podcaster.render.feed.dates import rfc_2822
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings

#: Longest text of most tags; apps may cut longer ones.
LONGEST = 128


def trailers(mastered: Mastered, settings: Settings) -> Iterator[Tag]:
    """Yield every trailer: those that are episodes, newest first, then those that are none."""
    for episode in mastered.episodes:
        if episode.draft.written.kind == "trailer" or episode.draft.slug == settings.show.trailer:
            yield _episode(episode, settings)
    yield from (_linked(trailer) for trailer in settings.show.trailers)


def _episode(episode: MasteredEpisode, settings: Settings) -> Tag:
    written, enclosure = episode.draft.written, episode.enclosure
    return tag(
        "podcast:trailer",
        _cut(written.title),
        pubdate=rfc_2822(written.published_at),
        url=enclosure.address(settings),
        length=enclosure.size_bytes or None,
        type=enclosure.mime_type,
        season=written.season,
    )


def _linked(trailer: Trailer) -> Tag:
    return tag(
        "podcast:trailer",
        trailer.title,
        pubdate=rfc_2822(trailer.published_at),
        url=trailer.url,
        length=trailer.bytes,
        type=trailer.type,
        season=trailer.season,
    )


def _cut(text: str) -> str:
    """Return `text` within the length that apps show."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
