"""The pictures that were made here, in every size, as `podcast:image` tells of them.

Each size is an element of its own; `podcast:images` with its `srcset` is what this replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.model.artefacts import Media
from podcaster.model.facts import PictureFile, Unreadable
from podcaster.model.mastered import (
    CARD_SIZE,
    LARGEST_COVER_PX,
    SMALL_COVER_PX,
    Cover,
    MasteredEpisode,
)
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings

#: What the namespace calls the square picture, and the wide one that goes with links.
_ARTWORK: Final = "artwork"
_SOCIAL: Final = "social"


def artwork_images(cover: Cover, picture: PictureFile | None, settings: Settings) -> Iterator[Tag]:
    """Yield artwork in both sizes."""
    width = _width(picture)
    yield _image(cover.full, cover.alt, settings, (width, width), _ARTWORK)
    yield _image(cover.small, cover.alt, settings, (SMALL_COVER_PX, SMALL_COVER_PX), _ARTWORK)


def own_images(episode: MasteredEpisode, settings: Settings) -> Iterator[Tag]:
    """Yield an episode's own artwork and the card for links to it."""
    if episode.cover:
        yield from artwork_images(episode.cover, episode.draft.artwork, settings)
    if episode.card:
        yield _image(episode.card.media, episode.card.alt, settings, CARD_SIZE, _SOCIAL)


def _image(
    media: Media, alt: str, settings: Settings, size: tuple[int | None, int | None], purpose: str
) -> Tag:
    width, height = size
    return tag(
        "podcast:image",
        href=settings.site.address(media.path),
        alt=alt,
        **{"aspect-ratio": "1/1" if width == height else f"{width}/{height}"},
        width=width,
        height=height,
        type=media.mime_type,
        purpose=purpose,
    )


def _width(picture: PictureFile | None) -> int | None:
    """Return how wide artwork came out: as it was, unless it was too large."""
    if picture is None or isinstance(picture.facts, Unreadable):
        return None
    return min(picture.facts.width, LARGEST_COVER_PX)
