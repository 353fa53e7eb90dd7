"""What a post shows with its text: a card, or a picture, a film, a document in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from podcaster.deliver.announcers.linkedin.assets import DOCUMENT, IMAGE, VIDEO, Kind
from podcaster.deliver.announcers.linkedin.post import Attached
from podcaster.deliver.announcers.outbox import picture_name
from podcaster.model.artefacts import Media
from podcaster.model.release import Announcement
from podcaster.workspace import Films, no_films

PDF: Final = "application/pdf"
FILM: Final = "film.mp4"


@dataclass(frozen=True)
class Shown:
    """What is shown in place of a card."""

    kind: Kind
    media: Media

    @property
    def file(self) -> str:
        """The plain name that it gets in a folder that is handed over."""
        if self.kind is IMAGE:
            return picture_name(self.media)
        return FILM if self.kind is VIDEO else PurePosixPath(self.media.path).name

    def attached(self, urn: str, announcement: Announcement) -> Attached:
        """Return the upload with its words: pictures are described, the rest has a title."""
        if self.kind is IMAGE:
            return Attached(urn, alt=announcement.picture_alt)
        return Attached(urn, title=announcement.title)


@dataclass(frozen=True)
class Showing:
    """What a page wants its posts to show.

    Attributes:
        attach: The most wanted first; each post takes the first that its item has.
        films: Makes the film of an item.
    """

    attach: tuple[str, ...] = ("card",)
    films: Films = no_films

    def of(self, announcement: Announcement) -> Shown | None:
        """Return what is shown in place of a card, or None: a card.

        Raises:
            RefusedError: If a film can't be made.
        """
        for wanted in self.attach:
            if wanted == "card":
                return None
            kind, media = self._attachable(wanted, announcement)
            if media:
                return Shown(kind, media)
        return None

    def _attachable(self, wanted: str, announcement: Announcement) -> tuple[Kind, Media | None]:
        if wanted == "video":
            return VIDEO, self.films(announcement.item)
        if wanted == "document":
            pdfs = (one for one in announcement.documents if one.mime_type == PDF)
            return DOCUMENT, next(pdfs, None)
        return IMAGE, announcement.picture


CARDS: Final = Showing()
