"""What WordPress's answers mean for the ledger.

Source:
    WordPress REST API Handbook, "Authentication" and "Posts"; tried with WordPress 6.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from podcaster.deliver.announcers.answers import Meaning, led_on, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import (
    address_in,
    fields_in,
    value_in,
    within,
    without_secret,
)
from podcaster.deliver.channel import How, Receipt
from podcaster.doors.web import Answer
from podcaster.model.delivery import State
from podcaster.model.message import Message, message
from podcaster.model.secret_names import ANY_CHANNEL, secret_name

PUBLIC: Final = "publish"

_NO_INTERFACE: Final = Meaning(
    State.FAILED,
    message(
        "`{host}` has no WordPress interface there: look at `url` in publish.yaml, "
        "and whether a plugin switches the REST API off"
    ),
    stops=True,
    for_good=True,
)

#: Status -> meaning, where WordPress's is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = {
    **dict.fromkeys((302, 303), led_on("url")),  # what stands before it; itself it never does that
    401: Meaning(
        State.FAILED,
        message(
            "`{host}` does not know the user with this password: make an application password in "
            "the user's profile, and put it into `PODCASTER_{CHANNEL}_PASSWORD`",
            CHANNEL=ANY_CHANNEL,
        ),
        stops=True,
        for_good=True,
    ),
    403: Meaning(
        State.FAILED,
        message("`{host}` does not let the user publish: give them the role Author or Editor"),
        stops=True,
        for_good=True,
    ),
    404: _NO_INTERFACE,
}

#: What a change means that finds no post: others deleted it, and it is theirs to say so.
GONE: Final = Meaning(
    State.NEEDS_HUMAN,
    message("the post is not at `{host}` any more: restore it there, or leave it at that"),
)


@dataclass(frozen=True)
class Post:
    """A post as WordPress shows it.

    Attributes:
        number: Its number there.
        status: What became of it; `publish`: people see it.
        link: Its address, or None.
    """

    number: int
    status: str
    link: str | None

    @property
    def public(self) -> bool:
        """Whether people see it."""
        return self.status == PUBLIC


def posts_of(answer: Answer) -> tuple[Post, ...]:
    """Return the posts that an answer holds, one or a list of them; none if it failed."""
    told = value_in(answer) if succeeded(answer) else None
    found = (_post_of(one) for one in (told if isinstance(told, list) else [told]))
    return tuple(post for post in found if post)


def _post_of(told: object) -> Post | None:
    if not isinstance(told, dict):
        return None
    number, status, link = told.get("id"), told.get("status"), told.get("link")
    if not isinstance(number, int) or number < 1 or not isinstance(status, str):
        return None
    return Post(number, status, address_in(link))


def meant(answer: Answer) -> Answer:
    """Return an answer to a question with the status that WordPress means.

    It answers 400 if somebody may not see drafts, and says within that it means 401 or 403.
    """
    details = within(within(fields_in(answer), "data"), "details")
    told = within(within(details, "status"), "data").get("status")
    means = next((status for status in (401, 403) if told == status), answer.status)
    return replace(answer, status=means)


def standing(post: Post, host: str) -> Receipt:
    """Return the receipt for a post that WordPress took: people see it, or somebody holds it."""
    if post.public:
        return Receipt(State.DONE, How.SENT, post.link, str(post.number))
    why = message(
        "`{host}` keeps the post as `{status}`: publish it there, then tell "
        "`podcaster resolve` its address",
        host=host,
        status=post.status[:20],
    )
    return Receipt(State.NEEDS_HUMAN, why=why, remote_id=str(post.number))


def receipt_for(answer: Answer, host: str, now: datetime) -> Receipt:
    """Return the receipt for an answer to the publishing that shows no post."""
    if succeeded(answer):
        why = message("`{host}` answered, but did not show the post", host=host)
        return Receipt(State.UNKNOWN, why=why, stops=True)
    return receipt_of(answer, host, now, MEANINGS)


def receipt_for_change(answer: Answer, host: str, now: datetime) -> Receipt:
    """Return the receipt for such an answer to a change; it may be sent again."""
    if is_gone(answer):
        return gone(host)
    return receipt_unseen(answer, host, now)


def gone(host: str) -> Receipt:
    """Return the receipt for a change of what is not there."""
    return Receipt(GONE.state, why=Message(GONE.why.template, {"host": host}))


def is_number(name: str) -> bool:
    """Tell whether a name can be a post's: a channel of another kind may have left others."""
    return name.isascii() and name.isdigit()


def is_gone(answer: Answer) -> bool:
    """Tell whether WordPress says that a post is not there, or that it lies in the trash."""
    return answer.status in {404, 410} and _is_json(answer)


def receipt_unseen(
    answer: Answer, host: str, now: datetime, own: Mapping[int, Meaning] | None = None
) -> Receipt:
    """Return the receipt for such an answer to a step that nobody sees, such as a draft."""
    if succeeded(answer):
        return receipt_of(replace(answer, status=404), host, now, MEANINGS)
    receipt = receipt_of(answer, host, now, {**MEANINGS, **(own or {})})
    if receipt.state is not State.UNKNOWN:
        return receipt
    why = message(
        "`{host}` answered with status {status}: publish again later",
        host=host,
        status=answer.status,
    )
    return replace(receipt, state=State.FAILED, why=why)


def without_password(channel: str) -> Receipt:
    """Return the receipt for a channel that nobody gave a password."""
    name = secret_name(channel, "PASSWORD")
    why = message("there is no password: put an application password into `{name}`", name=name)
    return without_secret(why)


def _is_json(answer: Answer) -> bool:
    return "json" in answer.headers.get("content-type", "")
