"""Posts that stand on a page already: found among its latest, recognised as ours.

Source:
    LinkedIn's documentation, "Posts API", "Find posts by authors", checked November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final, Protocol
from urllib.parse import quote

from podcaster.deliver.announcers.answers import succeeded
from podcaster.deliver.announcers.exchanges import fields_in, leading_on, within
from podcaster.deliver.announcers.linkedin.answers import post_named, receipt_before_post
from podcaster.deliver.announcers.linkedin.little import plain
from podcaster.doors.web import Answer
from podcaster.errors import DeliveryError, NotSentError, RefusedError
from podcaster.model.message import message
from podcaster.model.release import Announcement

PAGE: Final = 100

#: What LinkedIn's statuses mean for a question: these may pass, so it is asked again later.
_PASSING: Final = frozenset({401, 408, 409, 425, 426, 429})

#: How LinkedIn calls a post that people see, or will in a moment.
_PUBLIC: Final = frozenset({"PUBLISHED", "PUBLISH_REQUESTED"})


class Asker(Protocol):
    """Asks LinkedIn; see `linkedin_interface.Interface`."""

    @property
    def version(self) -> str:
        """Which version of the interface is spoken."""
        ...

    @property
    def now(self) -> datetime:
        """The moment of this run."""
        ...

    def send(self, method: str, path: str, body: object = None, asked: str = "") -> Answer:
        """Send a request and return the answer, whatever it is."""
        ...


@dataclass(frozen=True)
class Post:
    """A post as LinkedIn shows it.

    Attributes:
        urn: Its name, or "" if LinkedIn did not say.
        author: Whose it is.
        text: What people read.
        link: Where its card leads, or "".
        title: What stands on its card, or "".
        created_at: When it was made, or None if LinkedIn did not say.
        public: Whether people see it.
    """

    urn: str
    author: str
    text: str
    link: str
    title: str
    created_at: datetime | None
    public: bool

    def is_about(self, announcement: Announcement, text: str) -> bool:
        """Tell whether it announces this item: its text, or the link to its page.

        The link of a news item may lead elsewhere, where others lead, too; then its title counts.
        """
        if self.text == text:
            return True
        if not announcement.link or announcement.link not in {self.link, *self.text.split()}:
            return False
        own_page = announcement.item.startswith("episode/")
        return own_page or announcement.title in {self.title, *self.text.splitlines()}

    def is_ours(self, announcement: Announcement, text: str) -> bool:
        """Tell whether the program may have written it: its text, or a line that is the title."""
        return self.text == text or announcement.title in self.text.splitlines()


def find_post(
    asker: Asker, author: str, announcement: Announcement, text: str, since: datetime, *, sent: bool
) -> Post | None:
    """Return the item's post among those of `author`, or None: it certainly isn't there now.

    One that somebody else wrote about the item counts if there is no other.

    Args:
        asker: Asks LinkedIn.
        author: The organisation's name at LinkedIn.
        announcement: The item.
        text: What an earlier try sent, or what would be sent now.
        since: Older posts can't be the item's.
        sent: Whether anything was sent before.

    Raises:
        RefusedError: If we may not read, or, before anything was sent, need not insist.
        NotSentError: If it can't be asked at the moment.
    """
    found: list[Post] = []
    for posts in _pages(asker, author, sent=sent):
        theirs = (post for post in posts if post.author == author and post.public)
        found += [post for post in theirs if post.is_about(announcement, text)]
        if ours := next((post for post in found if post.is_ours(announcement, text)), None):
            return ours
        if any(post.created_at and post.created_at < since for post in posts):
            break
    return next(iter(found), None)


def post_of(told: Mapping[str, Any]) -> Post:
    """Return a post as an answer shows it; what is missing is empty."""
    article = within(within(told, "content"), "article")
    created = told.get("createdAt") or told.get("publishedAt")
    return Post(
        urn=post_named(told.get("id")),
        author=str(told.get("author", "")),
        text=plain(str(told.get("commentary", ""))),
        link=str(article.get("source", "")),
        title=str(article.get("title", "")),
        created_at=_moment(created),
        public=str(told.get("lifecycleState", "PUBLISHED")) in _PUBLIC,
    )


def _pages(asker: Asker, author: str, *, sent: bool) -> Iterator[list[Post]]:
    """Yield the page's posts, the latest first, as many as one answer holds at a time."""
    known: set[str] = set()
    for start in count(0, PAGE):
        asked = f"author={quote(author, safe='')}&q=author&count={PAGE}&start={start}"
        path = f"/rest/posts?{asked}&sortBy=CREATED"
        try:
            answer = asker.send("GET", path, asked="FINDER")
        except DeliveryError as error:  # a question changes nothing
            raise NotSentError(error.what, hint=error.hint) from None
        elements = _elements(asker, answer, sent=sent)
        posts = [post_of(one) for one in elements if isinstance(one, dict)]
        yield posts
        if len(elements) < PAGE:
            return
        leading_on(known, posts[-1].urn if posts else "", "linkedin.com")


def _elements(asker: Asker, answer: Answer, *, sent: bool) -> list[Any]:
    """Return what an answer lists.

    What is refused before anything was sent is refused again when it is sent, in better words.
    """
    if succeeded(answer):
        told = fields_in(answer).get("elements")
        if isinstance(told, list):
            return told
        raise NotSentError(message("LinkedIn did not say which posts there are"))
    why = receipt_before_post(answer, asker.version, asker.now).why or message("it was refused")
    refused = 300 <= answer.status < 500  # noqa: PLR2004 - the classes of HTTP
    if refused and not (sent and answer.status in _PASSING):
        raise RefusedError(why)
    raise NotSentError(why)


def _moment(told: object) -> datetime | None:
    """Return a moment that LinkedIn tells in milliseconds since 1970, or None."""
    if not isinstance(told, int | float) or isinstance(told, bool):
        return None
    try:
        return datetime.fromtimestamp(told / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
