"""What was, or would be, done at each channel for each item."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from podcaster.model.message import Message

if TYPE_CHECKING:  # brings all that people write; who reads the log needs none of it
    from podcaster.model.release import Release


class State(StrEnum):
    """How an item stands at a channel."""

    READY = "ready"
    SENDING = "sending"
    DONE = "done"
    UNKNOWN = "unknown"
    FAILED = "failed"
    NEEDS_HUMAN = "needs_human"
    HANDED_OVER = "handed_over"
    SKIPPED = "skipped"


class Action(StrEnum):
    """What publish does, or would do."""

    HOST = "host"
    ANNOUNCE = "announce"
    UPDATE = "update"
    DRAFT = "draft"
    LOOK = "look"
    NONE = "none"


@dataclass(frozen=True)
class Change:
    """One thing that people would see change.

    Attributes:
        field: Its name, such as `title`, `post`, `enclosure`, `page`.
        before: What they see now, or "" if nothing.
        after: What they would see.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Standing:
    """One item at one channel.

    Attributes:
        item: `episode/<slug>` or `news/<slug>`.
        channel: The channel's name in publish.yaml.
        action: What is done.
        reason: Why, and what a person should do if anything.
        state: How it stands (after a publish) or stood (in a plan).
        url: Where it can be seen, or None.
        held: Whether it is old, and held back until a person says what is to be done.
        revision: Digest of what would be delivered.
        changes: What people would see change, field by field.
        awaited: What is done as soon as a person has approved it.
        approval: Digest that such a person approves, or "".
    """

    item: str
    channel: str
    action: Action
    reason: Message
    state: State
    url: str | None = None
    held: bool = False
    revision: str = ""
    changes: tuple[Change, ...] = ()
    awaited: Action = Action.NONE
    approval: str = ""


#: What did not arrive, as far as anybody knows.
MISSED: Final = frozenset({State.FAILED, State.UNKNOWN, State.NEEDS_HUMAN, State.SENDING})


@dataclass(frozen=True)
class Delivery:
    """What publish did.

    Attributes:
        release: What was delivered.
        standings: How every item stands at every channel.
        files_written: How many files hosts wrote, also those that broke off later.
        files_unchanged: How many files hosts left as they were.
        asked: Those of `standings` that the order was about.
        broke_off: Whether a host did not get to its end.
    """

    release: Release
    standings: tuple[Standing, ...]
    files_written: int = 0
    files_unchanged: int = 0
    asked: tuple[Standing, ...] = ()
    broke_off: bool = False

    @property
    def failed(self) -> bool:
        """Whether something that was asked for did not arrive; what is held was not."""
        return any(row.state in MISSED and not row.held for row in self.asked)
