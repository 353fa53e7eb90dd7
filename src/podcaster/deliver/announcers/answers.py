"""What a web server's answer to a sending means for the ledger, where a channel knows no better.

Source:
    RFC 9110 (status codes, Retry-After; 15.4 on redirection), RFC 6585 (429), RFC 8470 (425).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from podcaster.deliver.channel import How, Receipt
from podcaster.doors.web import Answer
from podcaster.model.delivery import State
from podcaster.model.message import Message, message

#: Nobody is waited for longer than this.
LONGEST_WAIT: Final = timedelta(days=2)


@dataclass(frozen=True)
class Meaning:
    """What an answer that is no success means.

    Attributes:
        state: How the item stands then.
        why: What is wrong and what to do; `host` and `status` are filled in.
        stops: Whether the rest of this run would be answered alike.
        for_good: Whether the same would be refused again, until something is changed.
        wait_s: How long to wait if the answer does not say.
    """

    state: State
    why: Message
    stops: bool = False
    for_good: bool = False
    wait_s: float = 0.0


_REFUSED: Final = Meaning(
    State.FAILED, message("`{host}` refused it with status {status}"), for_good=True
)
_IN_DOUBT: Final = Meaning(
    State.UNKNOWN,
    message("`{host}` answered with status {status}, and it may be there all the same"),
    stops=True,
)
_RIGHTS: Final = Meaning(
    State.FAILED,
    message("`{host}` does not let us in: look at the user's name, the password and the rights"),
    stops=True,
    for_good=True,
)

#: Moved, with the same request to be sent elsewhere: the one that was sent has done nothing.
#: 302 and 303 say that, too, or that it was done and something else is to be looked at now.
LED_ON: Final = (301, 307, 308)


def led_on(setting: str) -> Meaning:
    """Return what it means that something stands elsewhere; `setting` of publish.yaml says where.

    Nobody follows: what is signed or secret goes only where somebody has written it down.
    """
    why = message(
        "`{host}` leads on to another address: correct `{setting}` in publish.yaml; often `www.`, "
        "`https://` or a slash at the end is missing",
        setting=setting,
    )
    return Meaning(State.FAILED, why, stops=True, for_good=True)


#: Status -> meaning; other 4xx were refused, everything else is in doubt.
MEANINGS: Final[Mapping[int, Meaning]] = {
    **dict.fromkeys(LED_ON, led_on("url")),
    401: _RIGHTS,
    403: _RIGHTS,
    404: Meaning(
        State.FAILED,
        message("`{host}` does not know that address: look at the channel's settings"),
        stops=True,
        for_good=True,
    ),
    408: _IN_DOUBT,
    409: Meaning(State.FAILED, message("`{host}` was busy with another change"), wait_s=5.0),
    410: Meaning(
        State.FAILED,
        message("`{host}` takes nothing any more: take the channel out of publish.yaml"),
        stops=True,
        for_good=True,
    ),
    425: Meaning(State.FAILED, message("`{host}` was not ready yet"), wait_s=5.0),
    429: Meaning(
        State.FAILED, message("`{host}` wants to be asked less often"), stops=True, wait_s=60.0
    ),
}


def meaning_of(status: int) -> Meaning:
    """Return what a status that is no success means."""
    refused = 400 <= status < 500  # noqa: PLR2004 - the classes of HTTP
    return MEANINGS.get(status, _REFUSED if refused else _IN_DOUBT)


def succeeded(answer: Answer) -> bool:
    """Tell whether an answer is a success."""
    return 200 <= answer.status < 300  # noqa: PLR2004 - the classes of HTTP


def receipt_of(
    answer: Answer, host: str, now: datetime, own: Mapping[int, Meaning] | None = None
) -> Receipt:
    """Return the receipt for an answer that is no success; `own` goes before what all mean."""
    meaning = (own or {}).get(answer.status) or meaning_of(answer.status)
    told = {**meaning.why.values, "host": host, "status": answer.status}
    return Receipt(
        meaning.state,
        How.REFUSED if meaning.for_good else How.SENT,
        why=Message(meaning.why.template, told),
        not_before=again_at(answer, now) or (now + timedelta(seconds=meaning.wait_s))
        if meaning.wait_s
        else None,
        stops=meaning.stops,
    )


def again_at(answer: Answer, now: datetime) -> datetime | None:
    """Return when the server wants to be asked again (`Retry-After`), or None if it does not say.

    Seconds and dates are understood; more than two days are cut, the past is now.
    """
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        wanted = now + min(timedelta(seconds=int(told[:9])), LONGEST_WAIT)
    else:
        try:
            date = parsedate_to_datetime(told)
        except ValueError:
            return None
        wanted = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max(wanted, now), now + LONGEST_WAIT)
