"""What LinkedIn's answers mean for the ledger, in one table.

Source:
    LinkedIn's documentation, "Error handling" and "Rate limits", checked November 2026. Messages
    are not parsed, with one exception: the name of the post that a duplicate repeats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from podcaster.deliver.announcers.answers import again_at
from podcaster.deliver.announcers.exchanges import fields_in
from podcaster.deliver.channel import How, Receipt
from podcaster.doors.web import Answer
from podcaster.errors import RefusedError
from podcaster.model.delivery import State
from podcaster.model.message import Message, message

#: So much is shown of what LinkedIn says in its own words.
LONGEST_WORDS: Final = 200
REDACTED: Final = "***"

_CODE: Final = re.compile(r"[A-Z][A-Z_]{2,60}")
_DUPLICATE: Final = re.compile(r"duplicate of (urn:li:(?:share|ugcPost):\d+)")
_AT_ADDRESS: Final = re.compile(r"urn:li:(?:share|ugcPost):\d{1,20}(?!\d)")
_POST: Final = re.compile(r"urn:li:(?:share|ugcPost|activity):[\w-]{1,80}")


@dataclass(frozen=True)
class Meaning:
    """What an answer means.

    Attributes:
        state: How the post stands then.
        why: What is wrong and what to do.
        stops: Whether the rest of this run would be answered alike.
        tomorrow: Whether LinkedIn wants to be left alone until midnight UTC.
        for_good: Whether the same post would be refused again, until something is changed.
        wait_s: How long to wait before the next try, if that is worth waiting for.
    """

    state: State
    why: Message
    stops: bool = False
    tomorrow: bool = False
    for_good: bool = False
    wait_s: float = 0.0


class BadAnswerError(RefusedError):
    """LinkedIn refused a step before the post; nobody saw anything.

    Args:
        receipt: How the post stands now.
        status: What it answered.
    """

    def __init__(self, receipt: Receipt, status: int = 0) -> None:
        super().__init__(receipt.why or _IN_DOUBT.why)
        self.receipt = receipt
        self.status = status


_REFUSED: Final = Meaning(
    State.FAILED, message("LinkedIn refused it with status {status} `{code}`"), for_good=True
)
_REFUSED_NAMELESS: Final = Meaning(
    State.FAILED, message("LinkedIn refused it with status {status}"), for_good=True
)
_IN_DOUBT: Final = Meaning(
    State.UNKNOWN,
    message("LinkedIn answered with status {status}, and it may be there all the same"),
    stops=True,
)

_LED_ON: Final = Meaning(
    State.FAILED,
    message("LinkedIn leads on to another address, where the token does not go: look at `api`"),
    stops=True,
    for_good=True,
)
_NEW_UPLOAD: Final = Meaning(
    State.FAILED, message("LinkedIn can't use the upload (`{code}`), so it is uploaded anew")
)

#: What a change means that finds no post: others deleted it, and it is theirs to say so.
GONE: Final = message("the post is not on LinkedIn any more: post it anew by hand, or leave it")

#: LinkedIn's name for an error -> meaning, where it says more than the status.
BY_CODE: Final[Mapping[str, Meaning]] = {
    "MEDIA_ASSET_WAITING_UPLOAD": Meaning(
        State.FAILED, message("LinkedIn is still waiting for the upload (`{code}`)"), wait_s=5.0
    ),
    "MEDIA_ASSET_PROCESSING_FAILED": _NEW_UPLOAD,
    "EXPIRED_UPLOAD_URL": _NEW_UPLOAD,
    "UPDATING_ASSET_FAILED": _NEW_UPLOAD,
}

#: With these names the upload of an earlier try is worth nothing.
UPLOAD_LOST: Final = frozenset(name for name, one in BY_CODE.items() if one is _NEW_UPLOAD)

#: Status -> meaning; what is not here was refused (4xx) or is in doubt (everything else).
MEANINGS: Final[Mapping[int, Meaning]] = {
    **dict.fromkeys((301, 302, 307, 308), _LED_ON),
    401: Meaning(
        State.FAILED,
        message(
            "LinkedIn does not know the token (any more): say `podcaster auth linkedin`, or put a "
            "new one into `PODCASTER_LINKEDIN_TOKEN`"
        ),
        stops=True,
    ),
    403: Meaning(
        State.FAILED,
        message(
            "LinkedIn does not let this token post for the page: it needs the right "
            "`w_organization_social`, and its owner must be an administrator of the page"
        ),
        stops=True,
        for_good=True,
    ),
    404: Meaning(
        State.FAILED,
        message("LinkedIn does not know the page: look at `organization` in publish.yaml"),
        for_good=True,
    ),
    408: _IN_DOUBT,
    409: Meaning(State.FAILED, message("LinkedIn was busy with another change")),
    425: Meaning(State.FAILED, message("LinkedIn was not ready yet")),
    426: Meaning(
        State.FAILED,
        message(
            "LinkedIn has switched off version `{version}` of its interface: "
            "bring `podcaster` up to date, or set `version` in publish.yaml"
        ),
        stops=True,
        for_good=True,
    ),
    429: Meaning(
        State.FAILED,
        message("LinkedIn's daily quota is used up: again after 00:00 UTC"),
        stops=True,
        tomorrow=True,
    ),
}


def meaning_of(answer: Answer) -> Meaning:
    """Return what an answer that is no success means."""
    if not 400 <= answer.status < 500:  # noqa: PLR2004 - the classes of HTTP
        return MEANINGS.get(answer.status, _IN_DOUBT)
    if known := BY_CODE.get(code_of(answer)):
        return known
    return MEANINGS.get(answer.status, _REFUSED if code_of(answer) else _REFUSED_NAMELESS)


def receipt_for(answer: Answer, version: str, now: datetime, secret: str = "") -> Receipt:
    """Return the receipt for an answer that is no success; it never holds `secret`."""
    meaning = meaning_of(answer)
    values = {"status": answer.status, "code": code_of(answer), "version": version}
    why = Message(meaning.why.template, values)
    said = words_of(answer, secret) if meaning.state is State.FAILED else ""
    return Receipt(
        meaning.state,
        How.REFUSED if meaning.for_good else How.SENT,
        why=message("{what} (LinkedIn says: “{said}”)", what=why, said=said) if said else why,
        not_before=_again_at(meaning, answer, now),
        stops=meaning.stops,
    )


def receipt_before_post(answer: Answer, version: str, now: datetime, secret: str = "") -> Receipt:
    """Return the receipt for such an answer to a step that nobody sees, such as a picture."""
    receipt = receipt_for(answer, version, now, secret)
    if receipt.state is not State.UNKNOWN:
        return receipt
    why = message("LinkedIn answered with status {status} before the post", status=answer.status)
    return replace(receipt, state=State.FAILED, why=why)


def _again_at(meaning: Meaning, answer: Answer, now: datetime) -> datetime | None:
    """Return when the next try is worth it, or None; what LinkedIn says itself goes first."""
    if meaning.tomorrow:
        return again_at(answer, now) or next_midnight(now)
    if told := again_at(answer, now) if meaning.state is State.FAILED else None:
        return told
    return now + timedelta(seconds=meaning.wait_s) if meaning.wait_s else None


def next_midnight(now: datetime) -> datetime:
    """Return when LinkedIn counts anew."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)


def code_of(answer: Answer) -> str:
    """Return LinkedIn's name for the error, or ""; only what looks like one is let through."""
    inner = _inner_errors(answer)
    found = [fields_in(answer).get("code"), *(error.get("code") for error in inner)]
    names = [code for code in found if isinstance(code, str) and _CODE.fullmatch(code)]
    return names[-1] if names else ""


def words_of(answer: Answer, secret: str) -> str:
    """Return LinkedIn's own words about an error, or ""; without `secret`, tame and short."""
    told = fields_in(answer).get("message")
    if not isinstance(told, str):
        return ""
    hidden = told.replace(secret, REDACTED) if secret else told
    tame = " ".join("".join(sign if sign.isprintable() else " " for sign in hidden).split())
    return tame if len(tame) <= LONGEST_WORDS else f"{tame[: LONGEST_WORDS - 1]}…"


def duplicate_of(answer: Answer) -> str:
    """Return the name of the post that this one repeats, or ""."""
    found = _DUPLICATE.search(str(fields_in(answer).get("message", "")))
    return found.group(1) if found and code_of(answer) == "DUPLICATE_POST" else ""


def name_of_post(answer: Answer) -> str:
    """Return the new post's name, or "" if the answer does not tell it."""
    places = [answer.headers.get(name, "") for name in ("x-restli-id", "x-linkedin-id")]
    places += [
        answer.headers.get("location", "").rpartition("/")[2],
        str(fields_in(answer).get("id")),
    ]
    return next(filter(None, (post_named(unquote(place.strip())) for place in places)), "")


def post_named(told: object) -> str:
    """Return the name of a post if it is one, else ""."""
    return told if isinstance(told, str) and _POST.fullmatch(told) else ""


def post_at(url: str) -> str:
    """Return the name of the post at an address, or "": of those with `activity` it is another."""
    found = _AT_ADDRESS.search(unquote(url))
    own = (urlsplit(url).hostname or "").endswith("linkedin.com")
    return found[0] if found and own else ""


def address_of(post: str) -> str:
    """Return where people see a post."""
    return f"https://www.linkedin.com/feed/update/{post}/"


def _inner_errors(answer: Answer) -> list[Mapping[str, Any]]:
    details = fields_in(answer).get("errorDetails")
    errors = details.get("inputErrors") if isinstance(details, dict) else None
    return (
        [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    )
