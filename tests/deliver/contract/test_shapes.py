"""Answers of servers are hostile: whatever shape they have, a channel says what came of it.

Each channel is heard once at its trial. Then every answer is given again with one value in it
replaced, or as something else altogether: nothing but a receipt or an error with words comes of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.contract.trials import TRIALS, an_announcer
from tests.deliver.releases import an_announcement

from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Announcer, Deletes, Found, ReadsBack, Receipt, Updates
from podcaster.deliver.naming import KnowsAddresses
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import DeliveryError, NotSentError
from podcaster.model.message import message

#: What may stand where something else was expected.
VALUES: tuple[Any, ...] = (
    None,
    True,
    -7,
    10**30,
    "",
    "x",
    "https://[",
    "https://blatt.test/\n\x1b[31m",
    "\ud800",
    [],
    [None],
    ["x"],
    {},
    {"url": []},
)

#: What may come in place of the whole answer.
BODIES = (
    b"",
    b"\xff\xfe",
    b"null",
    b"7",
    b'"x"',
    b"[]",
    b"[null]",
    b"{}",
    b"NaN",
    b"9" * 5000,
    b"[" * 100_000,
    b'{"a":' * 100_000,
)

#: So many values of one answer are replaced; a website's tell of much that nobody reads.
MOST_PLACES = 80

Way = tuple[str | int, ...]


@dataclass
class Recorded:
    """A door through which everything is heard and kept."""

    web: WebDoor
    answers: list[Answer] = field(default_factory=list)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Pass it on."""
        self.answers.append(self.web.send(method, url, headers=headers, body=body))
        return self.answers[-1]


@dataclass
class Replayed:
    """The same answers once more, in their order; then nobody is there."""

    answers: list[Answer]

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Return the next answer."""
        url.encode()
        for value in (headers or {}).values():
            value.encode("latin-1")
        del method, body
        if not self.answers:
            raise NotSentError(message("no connection to `{host}`", host="nobody.test"))
        return self.answers.pop(0)


def ways(value: object, way: Way = ()) -> Iterator[Way]:
    """Yield the way to every value within."""
    if way:
        yield way
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for name, one in inner:
            yield from ways(one, (*way, name))


def with_value(value: Any, way: Way, other: object) -> Any:  # noqa: ANN401 - any JSON
    """Return a copy with another value at the end of the way."""
    if not way:
        return other
    copy = value.copy()
    copy[way[0]] = with_value(value[way[0]], way[1:], other)
    return copy


def spoilt(answer: Answer) -> Iterator[Answer]:
    """Yield the answer in every shape."""
    for body in BODIES:
        yield replace(answer, body=body)
    try:
        told = json.loads(answer.body)
    except ValueError:
        return
    for way in list(ways(told))[:MOST_PLACES]:
        for other in VALUES:
            yield replace(answer, body=json.dumps(with_value(told, way, other)).encode())


def deeds(announcer: Announcer, folder: Path, receipt: Receipt) -> Iterator[Callable[[], object]]:
    """Yield everything that the channel can do, each with a question to the other side."""
    one = an_announcement(folder)
    name, url = receipt.remote_id or "", receipt.url or ""
    yield lambda: announcer.announce(one, FakeMemory())
    if isinstance(announcer, ReadsBack):
        yield lambda: announcer.find(one, FakeMemory())
    if isinstance(announcer, Updates):
        yield lambda: announcer.update(name, replace(one, post="Anders"), FakeMemory())
    if isinstance(announcer, KnowsAddresses):
        yield lambda: announcer.named(url)
    if isinstance(announcer, Deletes):
        yield lambda: announcer.delete(name)


def outcome(deed: Callable[[], object]) -> object:
    """Return what came of it; any other error than one with words is a mistake of the program."""
    try:
        return deed()
    except DeliveryError as error:
        return error


def is_told(came: object) -> bool:
    """Tell whether what came of it can be written down and printed."""
    if not isinstance(came, Receipt | Found):
        return bool(str(came).encode()) or not came
    why = came.why if isinstance(came, Receipt) else None
    f"{came.remote_id} {why}".encode()
    return not came.url or (came.url.isprintable() and bool(urlsplit(came.url).scheme))


@pytest.mark.parametrize("kind", ANNOUNCERS, ids=lambda kind: kind.__name__)
def test_no_shape_of_an_answer_is_more_than_an_answer(kind: type, tmp_path: Path) -> None:
    with TRIALS[kind](tmp_path) as trial:
        heard = Recorded(trial.web)
        announcer = an_announcer(kind, tmp_path, replace(trial, web=heard))
        receipt = announcer.announce(an_announcement(tmp_path), FakeMemory())
        talks = [heard.answers]
        for deed in list(deeds(announcer, tmp_path, receipt))[1:]:
            heard.answers = []
            deed()
            talks.append(heard.answers)

    for number, answers in enumerate(talks):
        for turn, answer in enumerate(answers):
            for other in spoilt(answer):
                web = Replayed([*answers[:turn], other, *answers[turn + 1 :]])
                fresh = an_announcer(kind, tmp_path, replace(trial, web=web))
                came = outcome(list(deeds(fresh, tmp_path, receipt))[number])
                assert is_told(came), (number, turn, other.body[:300])
