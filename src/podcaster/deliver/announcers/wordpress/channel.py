"""WordPress: a post per news item; first a draft that nobody sees, then the same one in public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

from podcaster.deliver.announcers.answers import succeeded
from podcaster.deliver.announcers.wordpress.answers import (
    Post,
    gone,
    is_gone,
    is_number,
    meant,
    posts_of,
    receipt_for,
    receipt_for_change,
    receipt_unseen,
    standing,
    without_password,
)
from podcaster.deliver.announcers.wordpress.interface import Interface
from podcaster.deliver.announcers.wordpress.pictures import picture_of
from podcaster.deliver.announcers.wordpress.post import content_of, slug_of
from podcaster.deliver.channel import (
    Found,
    Guarantee,
    Memory,
    OnAbsent,
    Patience,
    Receipt,
)
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
        interface: The website's interface, as the user has it.
        now: The moment of this run.
        categories: Numbers of the categories of every post.
        picture: Whether the item's picture becomes the post's featured image.
        updates: Whether changed items are changed there.
        topics: Only these; empty: all.
    """

    name: str
    interface: Interface
    now: datetime
    categories: tuple[int, ...] = ()
    picture: bool = True
    updates: bool = True
    topics: tuple[str, ...] = ()
    patience: Patience = RESENT
    guarantee: Guarantee = Guarantee.READABLE_BACK

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Put a draft there, or take the one of an earlier try, and publish it."""
        if not self.interface.password:
            return without_password(self.name)
        memory.prepare()
        content = self._content(announcement)
        if isinstance(content, Receipt):
            return content
        draft = self._draft(announcement, content)
        if isinstance(draft, Receipt):
            return draft
        memory.leave(post=draft.number)
        body = {**content, "status": "publish"}
        answer = self.interface.ask("POST", f"posts/{draft.number}", body=body)
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
        """Give the post its new title, text and picture; slug, date and status stay as they are."""
        del memory
        if not self.interface.password:
            return without_password(self.name)
        if not is_number(remote_id):
            return gone(self.host)
        content = self._content(announcement)
        if isinstance(content, Receipt):
            return content
        answer = self.interface.ask("POST", f"posts/{remote_id}", body=content)
        post = next(iter(posts_of(answer)), None)
        return (
            standing(post, self.host) if post else receipt_for_change(answer, self.host, self.now)
        )

    def delete(self, remote_id: str) -> None:
        """Put the post into WordPress's trash, where people can get it back from.

        Raises:
            RefusedError: If the user may not, the website can't do it at the moment, or the name
                is none of WordPress's.
        """
        if not is_number(remote_id):
            raise RefusedError(
                message("`{name}` is no post of `{host}`", name=remote_id, host=self.host),
                hint=message("take it back there by hand"),
            )
        answer = self.interface.ask("DELETE", f"posts/{remote_id}")
        if not (succeeded(answer) or is_gone(answer)):
            told = receipt_unseen(answer, self.host, self.now)
            raise RefusedError(told.why or message("`{host}` can't be asked", host=self.host))

    def named(self, url: str) -> str:
        """Return the number of the post at `url`, or ""; WordPress finds it by its last word.

        Raises:
            NotSentError: If it can't be asked at the moment.
        """
        place = urlsplit(url)
        if place.hostname != self.host:
            return ""
        if number := parse_qs(place.query).get("p", [""])[0]:
            return number if is_number(number) else ""
        query = {"slug": place.path.rstrip("/").rpartition("/")[2], "context": "edit"}
        try:
            found = posts_of(self.interface.ask("GET", "posts", query))
        except OutcomeUnknownError as error:  # a question changes nothing
            raise NotSentError(error.what, hint=error.hint) from None
        return next((str(post.number) for post in found if _same(post.link, url)), "")

    @property
    def host(self) -> str:
        """Name of the website's server."""
        return self.interface.host

    def _content(self, announcement: Announcement) -> dict[str, object] | Receipt:
        """Return what readers see, with the number of its picture, which is there then."""
        content = content_of(announcement, self.categories)
        picture = picture_of(self.interface, announcement, self.now) if self.picture else 0
        if isinstance(picture, Receipt):
            return picture
        return {**content, "featured_media": picture} if picture else content

    def _draft(self, announcement: Announcement, content: dict[str, object]) -> Post | Receipt:
        """Return a draft of the item, a new one if there is none."""
        body = {
            **content,
            "slug": slug_of(announcement, self.name),
            "date_gmt": announcement.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "status": "draft",
        }
        try:
            there = self._there(announcement)
            if there is None:
                answer = self.interface.ask("POST", "posts", body=body)
                there = next(iter(posts_of(answer)), None)
        except OutcomeUnknownError as error:  # nobody sees a draft, and it is found again
            raise NotSentError(error.what, hint=error.hint) from None
        return there or receipt_unseen(answer, self.host, self.now)

    def _there(self, announcement: Announcement) -> Post | Receipt | None:
        """Return the item's post, the public one first; None: there is none."""
        query = {"slug": slug_of(announcement, self.name), "status": ANYHOW, "context": "edit"}
        answer = meant(self.interface.ask("GET", "posts", query))
        found = posts_of(answer)
        if found:
            return min(found, key=lambda post: (not post.public, post.number))
        empty = answer.status == 200 and answer.body.strip() == b"[]"  # noqa: PLR2004 - OK
        return None if empty else receipt_unseen(answer, self.host, self.now)


def _same(link: str | None, url: str) -> bool:
    """Tell whether two addresses lead to the same page."""
    one, other = urlsplit(link or ""), urlsplit(url)
    return (one.netloc, one.path.rstrip("/")) == (other.netloc, other.path.rstrip("/"))


def wordpress(name: str, settings: WordPressChannel, workspace: Workspace) -> WordPress:
    """Make the channel that `settings` describe."""
    password = workspace.secrets_of(name).get("PASSWORD", "")
    return WordPress(
        name,
        Interface(settings.url, settings.user, password, workspace.web),
        workspace.now,
        settings.categories,
        settings.picture,
        settings.updates,
        settings.topics,
    )
