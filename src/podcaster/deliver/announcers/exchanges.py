"""What channels with a JSON interface do alike: unseen steps, answers, missing secrets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.channel import How, Receipt
from podcaster.doors.web import Answer
from podcaster.errors import DeliveryError, NotSentError, OutcomeUnknownError, RefusedError
from podcaster.model.delivery import State
from podcaster.model.message import Message, message
from podcaster.model.values import is_web_address


class StepFailedError(Exception):
    """A step before the visible one did not go well; the receipt says how."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


def as_error(failure: StepFailedError, host: str) -> DeliveryError:
    """Return what a question's failure means: refused for good, or not to be asked now."""
    why = failure.receipt.why or message("`{host}` can't be asked", host=host)
    refused = failure.receipt.how is How.REFUSED
    return RefusedError(why) if refused else NotSentError(why)


def leading_on(names: set[str], name: str, host: str) -> str:
    """Return the name of the next page, if the list has not been there before.

    Raises:
        NotSentError: If it leads in a circle: nobody can say then what it does not hold.
    """
    if name in names:
        raise NotSentError(message("`{host}` lists the same again and again", host=host))
    names.add(name)
    return name


@contextmanager
def unseen() -> Iterator[None]:
    """Around steps that nobody sees: what became of them does not matter, they are done again."""
    try:
        yield
    except OutcomeUnknownError as error:
        raise NotSentError(error.what, hint=error.hint) from None


def checked(
    answer: Answer, host: str, now: datetime, own: Mapping[int, Meaning] | None = None
) -> Answer:
    """Return the answer to a step that nobody sees, if it is a success.

    Raises:
        StepFailedError: If not; in doubt is nothing then.
    """
    if succeeded(answer):
        return answer
    receipt = receipt_of(answer, host, now, own)
    if receipt.state is State.UNKNOWN:
        why = message(
            "`{host}` answered with status {status}: publish again later",
            host=host,
            status=answer.status,
        )
        receipt = replace(receipt, state=State.FAILED, why=why)
    raise StepFailedError(receipt)


def fields_in(answer: Answer) -> Mapping[str, Any]:
    """Return the object that an answer holds; an empty one if it holds none."""
    value = value_in(answer)
    return value if isinstance(value, dict) else {}


def value_in(answer: Answer) -> object:
    """Return what an answer holds as JSON, or None; its texts can be written down and sent."""
    try:
        return _writable(json.loads(answer.body))
    except (ValueError, RecursionError):
        return None


def _writable(value: object) -> object:
    """Replace halves of characters, which JSON lets stand (RFC 8259, section 8.2)."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {str(_writable(name)): _writable(one) for name, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, list) else value


def within(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the object of that name; an empty one if there is none."""
    inner = told.get(name)
    return inner if isinstance(inner, dict) else {}


def address_in(value: object) -> str | None:
    """Return an address that people can be told of and open, or None if it is none."""
    told = value if isinstance(value, str) and value.isprintable() else ""
    return told if is_web_address(told) else None


def objects_in(value: object, host: str) -> list[Mapping[str, Any]]:
    """Return the objects of a list; what else stands in it is nothing of ours.

    Raises:
        NotSentError: If it is no list: nobody can say then what is not there.
    """
    if not isinstance(value, list):
        raise NotSentError(message("`{host}` did not list what is there", host=host))
    return [one for one in value if isinstance(one, dict)]


def json_body(value: object) -> bytes:
    """Return JSON to be sent."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def in_doubt(host: str) -> Receipt:
    """Return the receipt for a success that does not show what came of it."""
    why = message("`{host}` answered, but did not show the post", host=host)
    return Receipt(State.UNKNOWN, why=why, stops=True)


def without_secret(why: Message) -> Receipt:
    """Return the receipt for a channel that lacks its secret."""
    return Receipt(State.FAILED, How.REFUSED, why=why, stops=True)
