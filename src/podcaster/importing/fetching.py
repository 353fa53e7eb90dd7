"""A feed's bytes, from a file or from an address."""

from __future__ import annotations

from pathlib import Path

from podcaster.doors.web import PublicWebDoor
from podcaster.errors import FolderError, PodcasterError, system_reason
from podcaster.feeds import FoundFeed, parse_feed
from podcaster.feeds.read import LARGEST_FEED_BYTES, too_large
from podcaster.importing.pages import with_older_pages
from podcaster.model.findings import Place
from podcaster.model.message import message


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
        return with_older_pages(parse_feed(web.fetch(source, LARGEST_FEED_BYTES), source), web)
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
