"""An item's picture in WordPress's media library: uploaded once, found again, described.

Nobody sees a picture before a post shows it, so all of this may be repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from podcaster.deliver.announcers.answers import Meaning
from podcaster.deliver.announcers.exchanges import value_in
from podcaster.deliver.announcers.outbox import ENDINGS
from podcaster.deliver.announcers.wordpress.answers import receipt_unseen
from podcaster.deliver.announcers.wordpress.interface import Interface
from podcaster.deliver.channel import Receipt
from podcaster.deliver.hosts.files import read_blocks
from podcaster.doors.web import Answer
from podcaster.errors import NotSentError, OutcomeUnknownError
from podcaster.model.artefacts import Media
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement

_NOT_TAKEN: Final = Meaning(
    State.FAILED,
    message(
        "`{host}` does not take the picture (status {status}): save it anew as JPEG or PNG, or "
        "write `picture: false`"
    ),
    for_good=True,
)
_TOO_LARGE: Final = Meaning(
    State.FAILED,
    message(
        "the picture is too large for `{host}`: have its limit for uploads raised, or write "
        "`picture: false`"
    ),
    for_good=True,
)
#: Status of an upload -> meaning, where it is not the one of all requests.
MEANINGS: Final[Mapping[int, Meaning]] = {
    400: _NOT_TAKEN,
    413: _TOO_LARGE,
    415: _NOT_TAKEN,
}


@dataclass(frozen=True)
class Picture:
    """A picture in the media library: its number, and what is said of it."""

    number: int
    alt: str


def picture_of(interface: Interface, announcement: Announcement, now: datetime) -> int | Receipt:
    """Return the number of the item's picture over there; 0: it has none.

    Raises:
        NotSentError: If it was not brought there; it may be tried again.
        FolderError: If the picture can't be read.
    """
    picture = announcement.picture
    if picture is None:
        return 0
    try:
        there = _there(interface, _name_of(picture, announcement.picture_alt))
        if isinstance(there, Answer):
            return receipt_unseen(there, interface.host, now)
        if there is None:
            answer = _uploaded(interface, announcement, picture)
            there = next(iter(_pictures_of(answer)), None)
            if there is None:
                return receipt_unseen(answer, interface.host, now, MEANINGS)
        return _described(interface, there, announcement.picture_alt, now)
    except OutcomeUnknownError as error:
        raise NotSentError(error.what, hint=error.hint) from None


def _there(interface: Interface, name: str) -> Picture | Answer | None:
    """Return the picture of an earlier try; None: there is none; an answer: it can't be asked."""
    answer = interface.ask("GET", "media", {"slug": name.rpartition(".")[0]})
    found = _pictures_of(answer)
    empty = answer.status == 200 and answer.body.strip() == b"[]"  # noqa: PLR2004 - OK
    return found[0] if found else None if empty else answer


def _uploaded(interface: Interface, announcement: Announcement, picture: Media) -> Answer:
    name = _name_of(picture, announcement.picture_alt)
    content = b"".join(read_blocks(picture.source))
    return interface.upload(name, picture.mime_type, content, announcement.title)


def _described(interface: Interface, there: Picture, alt: str, now: datetime) -> int | Receipt:
    """Say what it shows, if nobody has yet; what editors wrote stays."""
    if there.alt or not alt:
        return there.number
    answer = interface.ask("POST", f"media/{there.number}", body={"alt_text": alt})
    if _pictures_of(answer):
        return there.number
    return receipt_unseen(answer, interface.host, now, MEANINGS)


def _name_of(picture: Media, alt: str) -> str:
    """Return the file's name: the same picture with other words is another entry."""
    key = f"{picture.sha256} {alt}"
    ending = ENDINGS.get(picture.mime_type) or PurePosixPath(picture.path).suffix
    return f"podcaster-{sha256(key.encode()).hexdigest()[:16]}{ending}"


def _pictures_of(answer: Answer) -> tuple[Picture, ...]:
    """Return the pictures that an answer holds, one or a list of them; none if it failed."""
    told = value_in(answer) if answer.status in {200, 201} else []
    found = told if isinstance(told, list) else [told]
    return tuple(
        Picture(one["id"], str(one.get("alt_text", "")))
        for one in found
        if isinstance(one, dict) and type(one.get("id")) is int and one["id"] > 0
    )
