"""Mastodon: a post with a picture, once; what is there is found again among the account's posts.

Source:
    Mastodon's documentation, API methods "statuses", "media", "accounts", "instance".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

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
    value_in,
    without_secret,
)
from podcaster.deliver.announcers.mastodon.answers import (
    MEANINGS,
    Status,
    most_characters,
    receipt_for,
    shows,
    status_of,
)
from podcaster.deliver.announcers.mastodon.media import uploaded
from podcaster.deliver.channel import (
    Found,
    Guarantee,
    Memory,
    OnAbsent,
    Patience,
    Receipt,
)
from podcaster.deliver.intent import earliest
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import RefusedError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.networks import MastodonChannel
from podcaster.model.posts import mastodon_length
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.workspace import Workspace

#: What is not there after that certainly never arrived.
RESENT: Final = Patience(on_absent=OnAbsent.RESEND)

#: `/@name/ID`, or `/users/name/statuses/ID`.
_AT_ADDRESS: Final = re.compile(r"/(?:@[^/]+|users/[^/]+/statuses)/(\d{1,20})/?")

#: So many posts come at a time.
PAGE: Final = 40


@dataclass(frozen=True)
class Mastodon:
    """An account on a server with Mastodon.

    The server knows a key that makes a post safe to repeat for one hour; after that the account's
    own posts tell whether it is there.

    Attributes:
        name: The channel's name.
        url: Address of the server.
        token: Proof that we may post.
        web: Door to the web.
        now: The moment of this run.
        visibility: Who sees the posts.
        updates: Whether changed items are changed there.
        topics: Only these; empty: all.
        pause: Waits for some seconds.
    """

    name: str
    url: str
    token: str = field(repr=False)
    web: WebDoor
    now: datetime
    visibility: str = "public"
    updates: bool = True
    topics: tuple[str, ...] = ()
    pause: Callable[[float], None] = lambda _: None
    patience: Patience = RESENT
    guarantee: Guarantee = Guarantee.READABLE_BACK
    template: str = MastodonChannel.template

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Upload the picture, then post."""
        if not self.token:
            return self._without_token()
        memory.prepare()
        try:
            with unseen():
                self._measure(announcement)
                media = uploaded(self, announcement, memory)
        except StepFailedError as error:
            return error.receipt
        body = {
            "status": announcement.post,
            "media_ids": [media] if media else [],
            "visibility": self.visibility,
            "language": announcement.language.split("-")[0],
        }
        memory.leave(text=announcement.post)
        return self._receipt(self.ask("POST", "/api/v1/statuses", body, self._key(announcement)))

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for it among the account's posts, back to the day it came out."""
        text = memory.recall("text") or announcement.post
        try:
            with unseen():
                posts = self._posts(earliest(announcement, memory))
                found = next((one for one in posts if shows(one, announcement, text)), None)
        except StepFailedError as error:
            raise as_error(error, self.host) from None
        return Found(found.name, found.url) if found else None

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Give the post its new text; its picture stays."""
        del memory
        if not self.token:
            return self._without_token()
        path = f"/api/v1/statuses/{_plain(remote_id)}"
        there = self.ask("GET", path)
        told = fields_in(there)
        shown = told.get("media_attachments") or []  # others of its kind say `null`
        status = status_of(told)
        body = {
            "status": announcement.post,
            "media_ids": [one.get("id") for one in objects_in(shown, self.host)],
            "language": announcement.language.split("-")[0],
        }
        return self._receipt(self.ask("PUT", path, body) if status else there, change=True)

    def delete(self, remote_id: str) -> None:
        """Take the post back."""
        answer = self.ask("DELETE", f"/api/v1/statuses/{_plain(remote_id)}")
        if answer.status not in {200, 404}:
            raise RefusedError(
                message(
                    "`{host}` refused it with status {status}",
                    host=self.host,
                    status=answer.status,
                )
            )

    def named(self, url: str) -> str:
        """Return the name of the post at `url`, or ""."""
        place = urlsplit(url)
        found = _AT_ADDRESS.fullmatch(place.path)
        return found[1] if found and place.hostname == self.host else ""

    @property
    def host(self) -> str:
        """Name of the server."""
        return urlsplit(self.url).hostname or ""

    def ask(self, method: str, path: str, body: object = None, key: str = "") -> Answer:
        """Send one request with the token."""
        headers = {"Idempotency-Key": key} if key else {}
        if body is None:
            return self._send(method, path, headers, None)
        return self._send(
            method, path, {**headers, "Content-Type": "application/json"}, json_body(body)
        )

    def upload(self, path: str, kind: str, content: bytes) -> Answer:
        """Send content of some media type with the token."""
        return self._send("POST", path, {"Content-Type": kind}, content)

    def _send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        proof = {"Authorization": f"Bearer {self.token}"}
        return self.web.send(method, f"{self.url}{path}", headers={**proof, **headers}, body=body)

    def checked(self, answer: Answer) -> Answer:
        """Return the answer to a step that nobody sees, if it is a success."""
        return checked(answer, self.host, self.now, MEANINGS)

    def _measure(self, announcement: Announcement) -> None:
        """Ask the server how long a post may be."""
        answer = self.checked(self.ask("GET", "/api/v2/instance"))
        most, length = most_characters(fields_in(answer)), mastodon_length(announcement.post)
        if most is not None and length > most:
            raise RefusedError(
                message(
                    "the post has {length} characters, and `{host}` takes {most}",
                    length=length,
                    host=self.host,
                    most=most,
                ),
                hint=message("say less in the template `{name}`", name=self.template),
            )

    def _posts(self, since: datetime) -> Iterator[Status]:
        """Yield the account's own posts, the newest first, as far back as the item may stand."""
        account = fields_in(self.checked(self.ask("GET", "/api/v1/accounts/verify_credentials")))
        path = f"/api/v1/accounts/{_plain(str(account.get('id', '')))}/statuses"
        before, known = "", set[str]()
        while True:
            query = f"?limit={PAGE}&exclude_reblogs=true{before}"
            listed = value_in(self.checked(self.ask("GET", path + query)))
            told = (status_of(one) for one in objects_in(listed, self.host))
            page = [one for one in told if one]
            yield from page
            if not page or page[-1].at < since:
                return
            before = f"&max_id={leading_on(known, _plain(page[-1].name), self.host)}"

    def _key(self, announcement: Announcement) -> str:
        key = f"{self.name}\0{self.url}\0{announcement.item}\0{announcement.guid}"
        return sha256(key.encode()).hexdigest()

    def _receipt(self, answer: Answer, *, change: bool = False) -> Receipt:
        status = status_of(fields_in(answer))
        if answer.status == 200:  # noqa: PLR2004 - OK
            return (
                Receipt(State.DONE, url=status.url, remote_id=status.name)
                if status
                else in_doubt(self.host)
            )
        return receipt_for(answer, self.host, self.now, change=change)

    def _without_token(self) -> Receipt:
        name = secret_name(self.name, "TOKEN")
        return without_secret(
            message(
                "there is no token: make an application in the account's settings under "
                "Development, and put its access token into `{name}`",
                name=name,
            )
        )


def _plain(name: str) -> str:
    """Return a name as far as it may stand in a path."""
    return "".join(sign for sign in name if sign.isascii() and sign.isalnum())


def mastodon(name: str, settings: MastodonChannel, workspace: Workspace) -> Mastodon:
    """Make the channel that `settings` describe."""
    return Mastodon(
        name,
        settings.url,
        workspace.secrets_of(name).get("TOKEN", ""),
        workspace.web,
        workspace.now,
        settings.visibility,
        settings.updates,
        settings.topics,
        workspace.pause,
    )
