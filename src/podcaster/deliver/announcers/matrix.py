"""Matrix: a notice per item in a room, under a name that makes sending again harmless.

Source:
    Matrix specification, Client-Server API: `PUT .../send/{eventType}/{txnId}`, `GET .../messages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import (
    StepFailedError,
    as_error,
    checked,
    fields_in,
    in_doubt,
    json_body,
    leading_on,
    objects_in,
    unseen,
    without_secret,
)
from podcaster.deliver.channel import Found, Guarantee, Memory, OnAbsent, Patience, Receipt
from podcaster.deliver.intent import earliest
from podcaster.doors.web import Answer, WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.notices import MatrixChannel
from podcaster.model.posts import ADDRESS
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.workspace import Workspace

#: Servers forget names of messages after a day; this stands in the message itself.
MARK: Final = "podcaster.item"

#: So many messages come at a time.
PAGE: Final = 100

#: What is not there after that certainly never arrived.
RESENT: Final = Patience(on_absent=OnAbsent.RESEND)

MEANINGS: Final[Mapping[int, Meaning]] = {
    401: Meaning(
        State.FAILED,
        message("`{host}` does not take the token: log the account in anew, and copy its token"),
        stops=True,
        for_good=True,
    ),
    403: Meaning(
        State.FAILED,
        message("`{host}` does not let the account write in the room: invite it, and let it join"),
        stops=True,
        for_good=True,
    ),
}


@dataclass(frozen=True)
class Matrix:
    """A room.

    Attributes:
        name: The channel's name.
        url: Address of the homeserver.
        room: The room's ID.
        token: Proof that we may write there.
        web: Door to the web.
        now: The moment of this run.
        topics: Only these; empty: all.
    """

    name: str
    url: str
    room: str
    token: str = field(repr=False)
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    patience: Patience = RESENT
    guarantee: Guarantee = Guarantee.READABLE_BACK
    template: str = MatrixChannel.template

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Write a notice."""
        if not self.token:
            return self._without_token()
        mark = self._mark(announcement)
        memory.leave(mark=mark)
        answer = self._ask("PUT", f"send/m.room.message/{mark}", _content(announcement, mark))
        if not succeeded(answer):
            return receipt_of(_with_reset(answer), self.host, self.now, MEANINGS)
        event = fields_in(answer).get("event_id")
        if not isinstance(event, str) or not event:
            return in_doubt(self.host)
        return Receipt(State.DONE, url=self._address(event), remote_id=event)

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for it in the room, the newest messages first."""
        mark = memory.recall("mark") or self._mark(announcement)
        try:
            with unseen():
                for event in self._events(earliest(announcement, memory)):
                    content = event.get("content")
                    if isinstance(content, dict) and content.get(MARK) == mark:
                        name = str(event.get("event_id", ""))
                        return Found(name, self._address(name))
        except StepFailedError as error:
            raise as_error(error, self.host) from None
        return None

    @property
    def host(self) -> str:
        """Name of the homeserver."""
        return urlsplit(self.url).hostname or ""

    def _events(self, since: datetime) -> Iterator[Mapping[str, Any]]:
        """Yield the room's messages, the newest first, as far back as the item may stand."""
        start, known, since_ms = "", set[str](), since.timestamp() * 1000
        while True:
            query = f"messages?dir=b&limit={PAGE}{start}"
            told = fields_in(checked(self._ask("GET", query), self.host, self.now, MEANINGS))
            events = objects_in(told.get("chunk"), self.host)
            yield from events
            oldest = events[-1].get("origin_server_ts") if events else None
            end = told.get("end")
            if end is None or (isinstance(oldest, int) and oldest < since_ms):
                return
            start = f"&from={quote(leading_on(known, str(end), self.host), safe='')}"

    def _ask(self, method: str, path: str, body: object = None) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        room = quote(self.room, safe="")
        url = f"{self.url}/_matrix/client/v3/rooms/{room}/{path}"
        content = None if body is None else json_body(body)
        return self.web.send(method, url, headers=headers, body=content)

    def _mark(self, announcement: Announcement) -> str:
        key = f"{self.name}\0{announcement.item}\0{announcement.guid}"
        return sha256(key.encode()).hexdigest()[:32]

    def _address(self, event: str) -> str:
        return f"https://matrix.to/#/{quote(self.room, safe='')}/{quote(event, safe='')}"

    def _without_token(self) -> Receipt:
        name = secret_name(self.name, "TOKEN")
        return without_secret(
            message(
                "there is no token: copy the account's access token from its app into `{name}`",
                name=name,
            )
        )


def _content(announcement: Announcement, mark: str) -> dict[str, Any]:
    """Return the notice in both forms that apps show."""
    html = escape(announcement.post, quote=False).replace("\n", "<br>")
    linked = re.sub(ADDRESS, lambda found: f'<a href="{found[0]}">{found[0]}</a>', html)
    return {
        "msgtype": "m.notice",
        "body": announcement.post,
        "format": "org.matrix.custom.html",
        "formatted_body": linked,
        MARK: mark,
    }


def _with_reset(answer: Answer) -> Answer:
    """Return the answer with Matrix's own figure for when to ask again, as all others say it."""
    wait_ms = fields_in(answer).get("retry_after_ms")
    if not isinstance(wait_ms, int):
        return answer
    seconds = str(max(0, wait_ms) // 1000 + 1)
    return Answer(answer.status, {"retry-after": seconds, **answer.headers}, answer.body)


def matrix(name: str, settings: MatrixChannel, workspace: Workspace) -> Matrix:
    """Make the channel that `settings` describe."""
    return Matrix(
        name,
        settings.url,
        settings.room,
        workspace.secrets_of(name).get("TOKEN", ""),
        workspace.web,
        workspace.now,
        settings.topics,
    )
