"""Bluesky: a post with a card, under a name of our choice, so that sending again adds nothing.

Source:
    AT Protocol's documentation: `com.atproto.repo.putRecord`, `app.bsky.feed.post`, "TID".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of
from podcaster.deliver.announcers.bluesky.post import (
    COLLECTION,
    LARGEST_THUMB_BYTES,
    record_of,
    tid_of,
)
from podcaster.deliver.announcers.exchanges import (
    StepFailedError,
    as_error,
    checked,
    fields_in,
    in_doubt,
    json_body,
    unseen,
    without_secret,
)
from podcaster.deliver.channel import Guarantee, Memory, Receipt
from podcaster.deliver.hosts.files import read_blocks
from podcaster.doors.web import Answer, WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.networks import BlueskyChannel
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.workspace import Workspace

_PASSWORD: Final = Meaning(
    State.FAILED,
    message(
        "`{host}` does not let the account in: make an app password in its settings under Privacy "
        "and security, and compare `handle`"
    ),
    stops=True,
    for_good=True,
)

#: Status -> meaning, where Bluesky's is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = {401: _PASSWORD, 403: _PASSWORD}

_AT_ADDRESS: Final = re.compile(r"https://bsky\.app/profile/([\w.:-]+)/post/(\w{1,30})/?")

#: What the server calls a session that lasted too long (status 400).
EXPIRED: Final = "ExpiredToken"

#: Where people see a post.
PAGE: Final = "https://bsky.app/profile/{account}/post/{name}"


@dataclass(frozen=True)
class Session:
    """A login: the account's lasting name, and proof for the next requests."""

    account: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class Bluesky:
    """An account on Bluesky.

    A post's name is made from its item: the same one again takes the place of itself.

    Attributes:
        name: The channel's name.
        url: Address of the account's server.
        handle: The account.
        password: One of its app passwords.
        web: Door to the web.
        now: The moment of this run.
        topics: Only these; empty: all.
    """

    name: str
    url: str
    handle: str
    password: str = field(repr=False)
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.IDEMPOTENT
    template: str = BlueskyChannel.template
    _sessions: list[Session] = field(default_factory=list, repr=False, compare=False)

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Upload the card's picture, then post."""
        if not self.password:
            return self._without_password()
        name = memory.recall("rkey") or tid_of(announcement, self.name)
        created = memory.recall("created") or self.now.astimezone(UTC).isoformat()
        try:
            with unseen():
                session = self._session()
                thumb = self._thumb(session, announcement)
        except StepFailedError as error:
            return error.receipt
        memory.leave(rkey=name, created=created)
        record = {
            "collection": COLLECTION,
            "rkey": name,
            "record": record_of(announcement, created, thumb),
        }
        try:
            answer = self._as_us("com.atproto.repo.putRecord", record)
        except StepFailedError as error:
            return error.receipt
        if answer.status != 200:  # noqa: PLR2004 - OK
            return receipt_of(_with_reset(answer, self.now), self.host, self.now, MEANINGS)
        uri = fields_in(answer).get("uri")
        if not isinstance(uri, str):
            return in_doubt(self.host)
        return Receipt(State.DONE, url=PAGE.format(account=self.handle, name=name), remote_id=uri)

    def delete(self, remote_id: str) -> None:
        """Take the post back; what is gone already is well."""
        body = {"collection": COLLECTION, "rkey": remote_id.rpartition("/")[2]}
        try:
            answer = self._as_us("com.atproto.repo.deleteRecord", body)
            checked(answer, self.host, self.now, MEANINGS)
        except StepFailedError as error:
            raise as_error(error, self.host) from None

    def named(self, url: str) -> str:
        """Return the name of the post at `url`, or ""."""
        found = _AT_ADDRESS.fullmatch(url)
        return f"at://{found[1]}/{COLLECTION}/{found[2]}" if found else ""

    @property
    def host(self) -> str:
        """Name of the server."""
        return urlsplit(self.url).hostname or ""

    def _as_us(self, method: str, body: Mapping[str, object]) -> Answer:
        """Call with the account's session; one that has expired is begun anew, once.

        What an expired session asked for was refused, so it had no effect.
        """
        session = self._session()
        answer = self._call(method, {"repo": session.account, **body}, session)
        if fields_in(answer).get("error") != EXPIRED:
            return answer
        self._sessions.clear()
        with unseen():
            session = self._session()
        return self._call(method, {"repo": session.account, **body}, session)

    def _session(self) -> Session:
        """Log in, once in a run: the server counts logins."""
        if not self._sessions:
            body = {"identifier": self.handle, "password": self.password}
            told = self._checked(self._call("com.atproto.server.createSession", body))
            account, token = told.get("did"), told.get("accessJwt")
            if not isinstance(account, str) or not isinstance(token, str):
                raise StepFailedError(in_doubt(self.host))
            self._sessions.append(Session(account, token))
        return self._sessions[-1]

    def _thumb(self, session: Session, announcement: Announcement) -> object:
        """Upload the card's picture; None if there is none, or it is too large for a card."""
        picture = announcement.picture
        if picture is None or picture.size_bytes > LARGEST_THUMB_BYTES:
            return None
        content = b"".join(read_blocks(picture.source))
        answer = self._send("com.atproto.repo.uploadBlob", content, picture.mime_type, session)
        return self._checked(answer).get("blob")

    def _checked(self, answer: Answer) -> Mapping[str, Any]:
        return fields_in(checked(_with_reset(answer, self.now), self.host, self.now, MEANINGS))

    def _call(self, method: str, body: object, session: Session | None = None) -> Answer:
        return self._send(method, json_body(body), "application/json", session)

    def _send(self, method: str, body: bytes, kind: str, session: Session | None) -> Answer:
        headers = {"Content-Type": kind}
        if session:
            headers["Authorization"] = f"Bearer {session.token}"
        return self.web.send("POST", f"{self.url}/xrpc/{method}", headers=headers, body=body)

    def _without_password(self) -> Receipt:
        name = secret_name(self.name, "PASSWORD")
        return without_secret(
            message(
                "there is no password: make an app password in the account's settings, and put it "
                "into `{name}`",
                name=name,
            )
        )


def _with_reset(answer: Answer, now: datetime) -> Answer:
    """Return the answer with Bluesky's own header for when to ask again, as all others say it."""
    told = answer.headers.get("ratelimit-reset", "")
    if not (told.isascii() and told.isdigit()):
        return answer
    seconds = max(0, int(told[:12]) - int(now.timestamp()))
    return Answer(answer.status, {"retry-after": str(seconds), **answer.headers}, answer.body)


def bluesky(name: str, settings: BlueskyChannel, workspace: Workspace) -> Bluesky:
    """Make the channel that `settings` describe."""
    return Bluesky(
        name,
        settings.url,
        settings.handle,
        workspace.secrets_of(name).get("PASSWORD", ""),
        workspace.web,
        workspace.now,
        settings.topics,
    )
