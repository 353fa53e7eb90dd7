"""A feed's bytes, from a file or from an address."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final, Protocol

from PIL import Image

from podcaster.errors import FolderError, PodcasterError, system_reason
from podcaster.feeds import FoundFeed, parse_feed
from podcaster.feeds.read import LARGEST_FEED_BYTES, too_large
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Apple takes no more.
LARGEST_PICTURE_BYTES: Final = 10_000_000

#: Pillow's name of a format -> ending of a file.
_ENDINGS: Final = {"JPEG": "jpg", "PNG": "png"}


class PublicWebDoor(Protocol):
    """Fetches what stands at public addresses."""

    def fetch(self, url: str, most_bytes: int) -> bytes:
        """Return what stands at `url`.

        Raises:
            PodcasterError: If it is not public, not there, too long, or too slow.
        """
        ...


def is_address(source: str) -> bool:
    """Tell whether a person named an address, not a file."""
    return source.lower().startswith(("http://", "https://"))


def read_source(source: str, web: PublicWebDoor) -> FoundFeed:
    """Read a feed from a file (without any network) or an address.

    Raises:
        PodcasterError: If it can't be read, or is no feed.
    """
    if not is_address(source):
        return parse_feed(_file(source), source)
    try:
        return parse_feed(web.fetch(source, LARGEST_FEED_BYTES), source)
    except PodcasterError as error:
        raise PodcasterError(
            error.what, place=error.place or Place(source), hint=error.hint
        ) from error


def _file(source: str) -> bytes:
    try:
        with Path(source).open("rb") as opened:
            content = opened.read(LARGEST_FEED_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else str(error)
        raise FolderError(
            message("can't be read: {reason}", reason=reason),
            place=Place(source),
            hint=message("name a file, or an address that begins with `https://`"),
        ) from error
    if len(content) > LARGEST_FEED_BYTES:
        raise too_large(source)
    return content


def fetch_artwork(url: str, web: PublicWebDoor) -> tuple[str, bytes] | None:
    """Return name and content of a picture, or None if it can't be had or is none."""
    try:
        content = web.fetch(url, LARGEST_PICTURE_BYTES)
        with Image.open(io.BytesIO(content)) as picture:
            ending = _ENDINGS.get(picture.format or "")
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever broken bytes lead to
        return None
    return (f"artwork.{ending}", content) if ending else None
