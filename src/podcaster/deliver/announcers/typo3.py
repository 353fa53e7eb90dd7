"""TYPO3: a reaction of the website creates a record per news item; nobody can ask it back.

Source:
    TYPO3 12 to 13, system extension "Reactions" ("Create database record": `x-api-key`, `success`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import fields_in, json_body, without_secret
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.doors.web import WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.model.websites import Typo3Channel
from podcaster.workspace import Workspace

_NO_RIGHT: Final = Meaning(
    State.FAILED,
    message("`{host}` does not take the secret: compare it with the one of the reaction in TYPO3"),
    stops=True,
    for_good=True,
)
#: Status -> meaning, where TYPO3's is narrower than the one that all have.
MEANINGS: Final[Mapping[int, Meaning]] = {
    400: Meaning(
        State.FAILED,
        message(
            "`{host}` could not create the record: look at the reaction's fields in TYPO3, and at "
            "what its user may do"
        ),
        for_good=True,
    ),
    401: _NO_RIGHT,
    403: _NO_RIGHT,
    404: Meaning(
        State.FAILED,
        message("`{host}` has no such reaction: copy its address from TYPO3, and enable it"),
        stops=True,
        for_good=True,
    ),
}


@dataclass(frozen=True)
class Typo3:
    """A reaction "Create database record".

    It gives no name back and can't be asked, so what is in doubt is for a person.

    Attributes:
        name: The channel's name.
        url: The reaction's address.
        secret: The reaction's.
        web: Door to the web.
        now: The moment of this run.
        topics: Only these; empty: all.
    """

    name: str
    url: str
    secret: str = field(repr=False)
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.AT_MOST_ONCE

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Let the website create a record."""
        if not self.secret:
            name = secret_name(self.name, "SECRET")
            why = message(
                "there is no secret: put the one of the reaction into `{name}`", name=name
            )
            return without_secret(why)
        body = json_body(values_of(announcement))
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "x-api-key": self.secret,
        }
        memory.leave()
        answer = self.web.send("POST", self.url, headers=headers, body=body)
        host = urlsplit(self.url).hostname or ""
        if not succeeded(answer):
            return receipt_of(answer, host, self.now, MEANINGS)
        if fields_in(answer).get("success") is True:
            return Receipt(State.DONE, How.SENT)
        why = message("`{host}` answered, but did not say that the record was created", host=host)
        return Receipt(State.UNKNOWN, why=why, stops=True)


def values_of(announcement: Announcement) -> dict[str, object]:
    """Return what a reaction's fields can name, such as `${title}`; its values are all flat."""
    picture = announcement.data.get("picture")
    return {
        "item": announcement.item,
        "title": announcement.title,
        "summary": announcement.summary,
        "html": announcement.html,
        "text": announcement.text,
        "link": announcement.link,
        "language": announcement.language,
        "topics": ", ".join(announcement.topics),
        "slug": announcement.item.partition("/")[2],
        "date": announcement.published_at.isoformat(),
        "timestamp": int(announcement.published_at.timestamp()),
        "picture": str(picture["url"]) if isinstance(picture, Mapping) else "",
        "picture_alt": announcement.picture_alt,
    }


def typo3(name: str, settings: Typo3Channel, workspace: Workspace) -> Typo3:
    """Make the channel that `settings` describe."""
    secret = workspace.secrets_of(name).get("SECRET", "")
    return Typo3(name, settings.url, secret, workspace.web, workspace.now, settings.topics)
