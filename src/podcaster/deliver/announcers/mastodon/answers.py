"""What Mastodon's answers mean for the ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final

from podcaster.deliver.announcers.answers import Meaning, receipt_of
from podcaster.deliver.announcers.exchanges import address_in
from podcaster.deliver.channel import Receipt
from podcaster.doors.web import Answer
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement

_TOKEN: Final = Meaning(
    State.FAILED,
    message(
        "`{host}` does not take the token: make a new one in the account's settings, with the "
        "rights `read` and `write`"
    ),
    stops=True,
    for_good=True,
)

#: Status -> meaning, where Mastodon's is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = {
    401: _TOKEN,
    403: _TOKEN,
    404: Meaning(
        State.FAILED,
        message("`{host}` has no Mastodon interface there: look at `url` in publish.yaml"),
        stops=True,
        for_good=True,
    ),
}

#: What a change means that finds no post.
GONE: Final = Meaning(
    State.NEEDS_HUMAN,
    message("the post is not at `{host}` any more: somebody deleted it there"),
)

_TAG: Final = re.compile(r"<[^>]*>")
_BLANK: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Status:
    """A post as Mastodon shows it.

    Attributes:
        name: Its name there.
        url: Its address, or None.
        at: Since when it is there.
        text: What it says, without any blanks.
    """

    name: str
    url: str | None
    at: datetime
    text: str = ""


def status_of(told: Mapping[str, Any]) -> Status | None:
    """Return the post that an object describes, or None."""
    name, url, at = told.get("id"), told.get("url"), told.get("created_at")
    if not isinstance(name, str) or not name or not isinstance(at, str):
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    content = unescape(_TAG.sub("", str(told.get("content", ""))))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Status(name, address_in(url), moment, _BLANK.sub("", content))


def shows(status: Status, announcement: Announcement, text: str) -> bool:
    """Tell whether a post is the item's: its whole text, or title and link in it.

    Several items may lead to the same page, so the link alone says nothing.
    """
    if status.text == _BLANK.sub("", text):
        return True
    parts = [announcement.title, announcement.link if announcement.link in text else ""]
    return all(_BLANK.sub("", part) in status.text for part in parts)


def most_characters(instance: Mapping[str, Any]) -> int | None:
    """Return how long a post may be there, or None if the server does not say."""
    try:
        most = instance["configuration"]["statuses"]["max_characters"]
    except (KeyError, TypeError):
        return None
    return most if isinstance(most, int) else None


def receipt_for(answer: Answer, host: str, now: datetime, *, change: bool) -> Receipt:
    """Return the receipt for an answer that shows no post."""
    own = {**MEANINGS, 404: GONE} if change else MEANINGS
    return receipt_of(_with_reset(answer, now), host, now, own)


def _with_reset(answer: Answer, now: datetime) -> Answer:
    """Return the answer with Mastodon's own header for when to ask again, as all others say it."""
    told = answer.headers.get("x-ratelimit-reset", "")
    try:
        wait = datetime.fromisoformat(told) - now
    except (ValueError, TypeError):
        return answer
    seconds = str(max(0, int(wait.total_seconds()) + 1))
    return replace(answer, headers={"retry-after": seconds, **answer.headers})
