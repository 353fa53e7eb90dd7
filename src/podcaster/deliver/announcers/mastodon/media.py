"""Pictures for Mastodon: uploaded once, with a description, and waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from podcaster.deliver.announcers.exchanges import StepFailedError, fields_in
from podcaster.deliver.announcers.multipart import form_with_file
from podcaster.deliver.announcers.outbox import picture_name
from podcaster.deliver.channel import Memory, Receipt
from podcaster.deliver.hosts.files import read_blocks
from podcaster.doors.web import Answer
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement

#: What Mastodon takes as a description.
LONGEST_ALT: Final = 1500

#: How often is looked whether it is ready, and how many seconds are between.
LOOKS: Final = 30
PAUSE_S: Final = 1.0

#: A status of HTTP: it is still being worked on.
IN_WORK: Final = 206


class Account(Protocol):
    """As much of the channel as a picture needs."""

    @property
    def host(self) -> str:
        """Name of the server."""
        ...

    @property
    def pause(self) -> Callable[[float], None]:
        """Waits for some seconds."""
        ...

    def ask(self, method: str, path: str) -> Answer:
        """Send one request with the token."""
        ...

    def upload(self, path: str, kind: str, content: bytes) -> Answer:
        """Send content of some media type with the token."""
        ...

    def checked(self, answer: Answer) -> Answer:
        """Return the answer if it is a success."""
        ...


def uploaded(account: Account, announcement: Announcement, memory: Memory) -> str:
    """Return the name of the item's picture over there, or "" if it has none.

    One that an earlier try brought is taken, if it is still there: Mastodon throws away after a
    day what no post shows.

    Raises:
        StepFailedError: If the server says no.
        FolderError: If the picture can't be read.
    """
    if announcement.picture is None:
        return ""
    kept = f"media {announcement.picture.sha256}"
    known = memory.recall(kept)
    if known and account.ask("GET", f"/api/v1/media/{known}").status in {200, IN_WORK}:
        return _ready(account, known)
    kind, body = form_with_file(
        {"description": announcement.picture_alt[:LONGEST_ALT]},
        picture_name(announcement.picture),
        b"".join(read_blocks(announcement.picture.source)),
        announcement.picture.mime_type,
    )
    answer = account.checked(account.upload("/api/v2/media", kind, body))
    name = str(fields_in(answer).get("id", ""))
    if not name.isalnum():
        raise StepFailedError(_not_ready(account))
    memory.prepare(**{kept: name})
    return _ready(account, name)


def _ready(account: Account, name: str) -> str:
    """Wait until the server has worked on it."""
    for _ in range(LOOKS):
        answer = account.checked(account.ask("GET", f"/api/v1/media/{name}"))
        if answer.status != IN_WORK:
            return name
        account.pause(PAUSE_S)
    raise StepFailedError(_not_ready(account))


def _not_ready(account: Account) -> Receipt:
    why = message("`{host}` is not ready with the picture: publish again later", host=account.host)
    return Receipt(State.FAILED, why=why)
