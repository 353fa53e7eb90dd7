"""Files of the built folder as templates see them: audio, documents, pictures, emblems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from podcaster.model.artefacts import Media
from podcaster.model.mastered import Card, Cover, Mastered
from podcaster.model.show import Grant
from podcaster.settings import Settings


@dataclass(frozen=True)
class FileView:
    """A file that a page links to.

    Attributes:
        path: Where it stands in the built folder; "" if it stands elsewhere.
        url: Its absolute address.
        mime_type: Its media type.
        size_bytes: Its length; 0 if that is not told.
        label: What it is called: `MP3`, or a document's title.
        size_px: Width and height of a picture, where they are known.
    """

    path: str
    url: str
    mime_type: str
    size_bytes: int = 0
    label: str = ""
    size_px: tuple[int, int] | None = None


@dataclass(frozen=True)
class PictureView:
    """A picture: `small` for pages, `full` for those who fetch it, and what it shows."""

    small: FileView
    full: FileView
    alt: str


@dataclass(frozen=True)
class GrantView:
    """Money that must be acknowledged."""

    statement: str
    link: str | None
    emblem: FileView | None
    emblem_alt: str


def file_view(media: Media, settings: Settings, label: str = "") -> FileView:
    """Return a file of the built folder as templates see it."""
    url = settings.site.address(media.path)
    return FileView(media.path, url, media.mime_type, media.size_bytes, label, media.size_px)


def card_view(card: Card | None, settings: Settings) -> PictureView | None:
    """Return a card as templates see it, or None where there is none."""
    if not card:
        return None
    file = file_view(card.media, settings)
    return PictureView(file, file, card.alt)


def cover_view(cover: Cover, settings: Settings) -> PictureView:
    """Return artwork as templates see it."""
    return PictureView(file_view(cover.small, settings), file_view(cover.full, settings), cover.alt)


def grants_view(mastered: Mastered, names: tuple[str, ...] | None = None) -> tuple[GrantView, ...]:
    """Return the grants called `names`, in the show's order; None is all of them."""
    chosen = (one for one in mastered.settings.show.grants if names is None or one.name in names)
    return tuple(_grant(one, mastered.emblems, mastered.settings) for one in chosen)


def _grant(grant: Grant, emblems: Mapping[str, Media], settings: Settings) -> GrantView:
    emblem = emblems.get(grant.name)
    return GrantView(
        grant.statement,
        grant.link,
        file_view(emblem, settings) if emblem else None,
        grant.emblem.alt if grant.emblem else "",
    )
