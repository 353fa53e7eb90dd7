"""WordPress: a post per news item; first a draft that nobody sees, then the same one in public."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode, urlsplit

from podcaster.deliver.channel import (
    Found,
    Guarantee,
    Memory,
    OnAbsent,
    Patience,
    Receipt,
)
from podcaster.deliver.wordpress_answers import (
    Post,
    meant,
    posts_of,
    receipt_for,
    receipt_for_change,
    receipt_unseen,
    standing,
    without_password,
)
from podcaster.deliver.wordpress_post import content_of, slug_of
from podcaster.doors import Answer, WebDoor
from podcaster.errors import NotSentError, OutcomeUnknownError, RefusedError
from podcaster.model.announcers import WordPressChannel
from podcaster.model.message import message
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace

#: Whatever became of a post, except the trash, where WordPress gives it another slug.
ANYHOW: Final = "publish,future,draft,pending,private"

#: What is certainly not there may be sent again: its draft is found under the same slug.
RESENT: Final = Patience(on_absent=OnAbsent.RESEND)


@dataclass(frozen=True)
class WordPress:
    """A website with WordPress, over its REST interface.

    WordPress knows no key that makes a request safe to repeat, but it can be asked: each item
    has a slug of its own, under which a post is found whatever became of the answer.

    Attributes:
        name: The channel's name.
        url: The website's address.
        user: Who posts.
        password: One of the user's application passwords.
        web: Door to the web.
        now: The moment of this run.
        categories: Numbers of the categories of every post.
        updates: Whether changed items are changed there.
        topics: Only these; empty: all.
    """

    name: str
    url: str
    user: str
    password: str = field(repr=False)
    web: WebDoor
    now: datetime
    categories: tuple[int, ...] = ()
    updates: bool = True
    topics: tuple[str, ...] = ()
    patience: Patience = RESENT
    guarantee: Guarantee = Guarantee.READABLE_BACK

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Put a draft there, or take the one of an earlier try, and publish it."""
        if not self.password:
            return without_password(self.name)
        memory.prepare()
        draft = self._draft(announcement)
        if isinstance(draft, Receipt):
            return draft
        memory.leave(post=draft.number)
        body = {**content_of(announcement, self.categories), "status": "publish"}
        answer = self._send("POST", f"posts/{draft.number}", body=body)
        post = next(iter(posts_of(answer)), None)
        return standing(post, self.host) if post else receipt_for(answer, self.host, self.now)

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for the item's post, also among drafts."""
        del memory
        try:
            there = self._there(announcement)
        except OutcomeUnknownError as error:  # a question changes nothing
            raise NotSentError(error.what, hint=error.hint) from None
        if isinstance(there, Receipt):
            raise RefusedError(there.why or message("`{host}` can't be asked", host=self.host))
        return Found(str(there.number), there.link, public=there.public) if there else None

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Give the post its new title and text; its slug, date and status stay as they are."""
        del memory
        if not self.password:
            return without_password(self.name)
        body = content_of(announcement, self.categories)
        answer = self._send("POST", f"posts/{int(remote_id)}", body=body)
        post = next(iter(posts_of(answer)), None)
        return (
            standing(post, self.host) if post else receipt_for_change(answer, self.host, self.now)
        )

    @property
    def host(self) -> str:
        """Name of the website's server."""
        return urlsplit(self.url).hostname or ""

    def _draft(self, announcement: Announcement) -> Post | Receipt:
        """Return a draft of the item, a new one if there is none."""
        body = {
            **content_of(announcement, self.categories),
            "slug": slug_of(announcement, self.name),
            "date_gmt": announcement.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "status": "draft",
        }
        try:
            there = self._there(announcement)
            if there is None:
                answer = self._send("POST", "posts", body=body)
                there = next(iter(posts_of(answer)), None)
        except OutcomeUnknownError as error:  # nobody sees a draft, and it is found again
            raise NotSentError(error.what, hint=error.hint) from None
        return there or receipt_unseen(answer, self.host, self.now)

    def _there(self, announcement: Announcement) -> Post | Receipt | None:
        """Return the item's post, the public one first; None: there is none."""
        query = {"slug": slug_of(announcement, self.name), "status": ANYHOW, "context": "edit"}
        answer = meant(self._send("GET", "posts", query))
        found = posts_of(answer)
        if found:
            return min(found, key=lambda post: (not post.public, post.number))
        empty = answer.status == 200 and answer.body.strip() == b"[]"  # noqa: PLR2004 - OK
        return None if empty else receipt_unseen(answer, self.host, self.now)

    def _send(
        self,
        method: str,
        route: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Answer:
        """Ask the interface; `rest_route` reaches it also where addresses are not rewritten."""
        asked = urlencode({"rest_route": f"/wp/v2/{route}", **(query or {})})
        login = b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        content = json.dumps(body, ensure_ascii=False).encode() if body else None
        url = f"{self.url.rstrip('/')}/?{asked}"
        return self.web.send(method, url, headers=headers, body=content)


def wordpress(name: str, settings: WordPressChannel, workspace: Workspace) -> WordPress:
    """Make the channel that `settings` describe."""
    return WordPress(
        name,
        settings.url,
        settings.user,
        workspace.secrets_of(name).get("PASSWORD", ""),
        workspace.web,
        workspace.now,
        settings.categories,
        settings.updates,
        settings.topics,
    )
