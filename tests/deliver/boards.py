"""A notice board in memory, and channels of every class that post there, through a bad line.

    board = Board(faults=[Fault.LOST_ANSWER])
    with_board(monkeypatch, board, Kind.READABLE)
    deliver(a_board_release("eins"), a_workspace(folder))
    assert board.count("episode/eins") == 1

The board counts what people see; the channels only know what their class lets them know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from podcaster.deliver.channel import (
    Announcer,
    Found,
    Guarantee,
    Memory,
    OnAbsent,
    Patience,
    Receipt,
)
from podcaster.errors import NotSentError, OutcomeUnknownError, RefusedError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement

SETTLE_S = 300.0

#: What was sent may come so much later, and no later: the condition under which nothing is lost.
LATE = timedelta(seconds=240)


ASKS = Patience(SETTLE_S, OnAbsent.ASK)


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    REFUSED_LINE = "no connection"
    DNS_GONE = "no such name"
    SAID_NO = "409, 422 or 425: refused"
    WAIT = "429 with Retry-After"
    NO_EFFECT = "500, 502 or 503: nothing happened, but nobody knows"
    LOST_ANSWER = "reset or cut after the effect"
    LATE_EFFECT = "504: the effect comes minutes later"
    KILLED_BEFORE = "SIGKILL before the first byte"
    KILLED_AFTER = "SIGKILL after the effect"


class Kind(StrEnum):
    """The classes of channels, the readable one with both answers to absence."""

    IDEMPOTENT = "idempotent"
    READABLE = "readable, sends again"
    ASKING = "readable, asks"
    ONCE = "at most once"


class KilledError(BaseException):
    """The process is gone: nothing after this line happens."""


@dataclass
class Board:
    """What people see, and how bad the line to it is.

    Attributes:
        now: The board's clock.
        faults: What happens to the next requests; with none left all goes well.
        seen: Item and the moment from which people see it, in order.
    """

    now: datetime
    faults: list[Fault] = field(default_factory=list)
    seen: list[tuple[str, datetime]] = field(default_factory=list)

    def count(self, item: str) -> int:
        """Return how often people see an item now."""
        return sum(name == item and at <= self.now for name, at in self.seen)

    def put(self, item: str, *, key: bool) -> None:
        """Take an item; with a key, a second one of the same name is the first."""
        fault = self.faults.pop(0) if self.faults else Fault.NONE
        _before(fault)
        known = key and any(name == item for name, _ in self.seen)
        if fault is not Fault.NO_EFFECT and not known:
            late = LATE if fault is Fault.LATE_EFFECT else timedelta()
            self.seen.append((item, self.now + late))
        _after(fault)


def _before(fault: Fault) -> None:
    """Fail as a line fails before anything has happened over there."""
    if fault is Fault.KILLED_BEFORE:
        raise KilledError
    if fault in {Fault.REFUSED_LINE, Fault.DNS_GONE}:
        raise NotSentError(message("no connection to `{host}`", host="board"))
    if fault is Fault.SAID_NO:
        raise RefusedError(
            message("`{host}` refused it with status {status}", host="board", status=409)
        )


def _after(fault: Fault) -> None:
    """Fail as a line fails after the request was over there."""
    if fault is Fault.KILLED_AFTER:
        raise KilledError
    if fault in {Fault.NO_EFFECT, Fault.LOST_ANSWER, Fault.LATE_EFFECT}:
        raise OutcomeUnknownError(
            message(
                "the connection to `{host}` broke before the whole answer was there", host="board"
            )
        )


@dataclass(frozen=True)
class Poster:
    """A channel that posts to the board and can't read there."""

    board: Board
    guarantee: Guarantee = Guarantee.AT_MOST_ONCE
    topics: tuple[str, ...] = ()

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Post."""
        memory.prepare()
        if self.board.faults[:1] == [Fault.WAIT]:
            self.board.faults.pop(0)
            at = self.board.now + timedelta(minutes=10)
            return Receipt(State.FAILED, why=message("later"), not_before=at, stops=True)
        memory.leave(item=announcement.item)
        self.board.put(announcement.item, key=self.guarantee is Guarantee.IDEMPOTENT)
        return Receipt(State.DONE, url=f"https://board.test/{announcement.item}", remote_id="id")


@dataclass(frozen=True)
class Reader(Poster):
    """A channel that can read what the board shows."""

    guarantee: Guarantee = Guarantee.READABLE_BACK
    patience: Patience = ASKS

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for an item."""
        del memory
        there = self.board.count(announcement.item)
        return Found("id", f"https://board.test/{announcement.item}") if there else None


#: Class -> the channel of that class.
CHANNELS: dict[Kind, Callable[[Board], Announcer]] = {
    Kind.IDEMPOTENT: lambda board: Poster(board, Guarantee.IDEMPOTENT),
    Kind.READABLE: lambda board: Reader(board, patience=Patience(SETTLE_S, OnAbsent.RESEND)),
    Kind.ASKING: Reader,
    Kind.ONCE: Poster,
}
