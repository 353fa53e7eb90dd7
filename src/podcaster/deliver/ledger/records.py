"""What the ledger remembers, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from podcaster.deliver.channel import How, Receipt
from podcaster.model.delivery import State
from podcaster.model.message import Message, message
from podcaster.model.secret_names import of_channel

#: What failed so often is a dead letter: only a person has it tried again.
MOST_TRIES: Final = 12

#: A gap that wants more than a text, such as `{most:g}`: older ledgers have some.
_FORMED: Final = re.compile(r"\{(\w+)[^{}]*\}")


class Operation(StrEnum):
    """What a row is about."""

    HOST = "host"
    ANNOUNCE = "announce"
    UPDATE = "update"


@dataclass(frozen=True)
class Key:
    """What is delivered: which revision of which item to which channel.

    Attributes:
        channel: The channel's name in publish.yaml.
        item: `episode/<slug>` or `news/<slug>`.
        operation: Whether it is hosted or announced.
        revision: Digest of everything that is delivered.
        guid: The episode's GUID, or the item's name.
        seen: Fence of the row that was present when this was decided; 0: there was none.
    """

    channel: str
    item: str
    operation: Operation
    revision: str
    guid: str
    seen: int = 0


@dataclass(frozen=True)
class Row:
    """The present state of one item at one channel; see `tables.DELIVERY`."""

    channel: str
    item: str
    operation: Operation
    revision: str
    guid: str
    state: State
    how: How
    repeatable: bool
    updated_at: datetime
    fence: int
    tries: int = 0
    payload: Mapping[str, object] = field(default_factory=dict)
    problem: Message | None = None
    remote_id: str | None = None
    remote_url: str | None = None
    not_before: datetime | None = None
    owner: str | None = None
    leased: bool = False

    @property
    def given_up(self) -> bool:
        """Whether it failed so often that it is not tried again by itself."""
        return self.state is State.FAILED and self.tries >= MOST_TRIES

    def after_interruption(self) -> Row:
        """Return how this stands when nobody is sending any more.

        What had left the house is in doubt; what had not may be tried again.
        """
        if self.state is not State.SENDING:
            return self
        if self.repeatable:
            return replace(self, state=State.FAILED, problem=message("it was interrupted"))
        return replace(
            self, state=State.UNKNOWN, problem=message("it was interrupted while it was sent")
        )


@dataclass(frozen=True)
class Snapshot:
    """Everything the ledger says at one moment.

    Attributes:
        begun: Since when each channel has been the show's.
        rows: The present row of every channel, item and operation.
        hosted_guids: Item -> GUID of everything a host ever took.
        since: When the ledger itself was begun; None: there is none.
        found: Items that stood at a host already when the ledger first knew of them.
        approvals: Item, revision and person of everything that may be told.
        rests: Until when channels are left alone.
    """

    begun: Mapping[str, datetime] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    hosted_guids: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    found: frozenset[str] = frozenset()
    approvals: frozenset[tuple[str, str, str]] = frozenset()
    rests: Mapping[str, datetime] = field(default_factory=dict)

    def find(self, channel: str, operation: Operation, item: str, guid: str) -> Row | None:
        """Return the row of an item; one that was renamed is known by its GUID."""
        names = (item, f"guid:{guid}")
        found = (self._index.get((channel, operation, name)) for name in names)
        return max(filter(None, found), key=lambda row: row.fence, default=None)

    def settled(self, owner: str, *, busy: bool) -> Snapshot:
        """Return the same with everything that nobody sends any more as it stands then.

        Args:
            owner: The name of this folder on this machine.
            busy: Whether another run is at work here. Elsewhere, a lease says so.
        """

        def sent(row: Row) -> bool:
            return busy if row.owner in {owner, None} else row.leased

        rows = tuple(row if sent(row) else row.after_interruption() for row in self.rows)
        return replace(self, rows=rows)

    @cached_property
    def _index(self) -> Mapping[tuple[str, Operation, str], Row]:
        names = {(row.channel, row.operation, row.item): row for row in self.rows}
        guids = {(row.channel, row.operation, f"guid:{row.guid}"): row for row in self.rows}
        return guids | names


def row_of(key: Key, receipt: Receipt, now: datetime) -> Row:
    """Return the row that an answer makes, to be put into words."""
    return Row(
        key.channel,
        key.item,
        key.operation,
        key.revision,
        key.guid,
        receipt.state,
        receipt.how,
        repeatable=True,
        updated_at=now,
        fence=0,
        problem=receipt.why and of_channel(receipt.why, key.channel),
        remote_id=receipt.remote_id,
        remote_url=receipt.url,
        not_before=receipt.not_before,
    )


def written_message(words: Message | None) -> dict[str, Any] | None:
    """Turn a message into JSON-ready values, so that it can be said in any language later.

    Numbers become text: secrets are struck out of text only, and not every number is JSON.
    """
    if words is None:
        return None
    values = {
        name: written_message(value) if isinstance(value, Message) else str(value)
        for name, value in words.values.items()
    }
    return {"template": words.template, "values": values}


def read_message(written: Mapping[str, Any] | None, channel: str) -> Message | None:
    """Turn what `written_message` wrote of `channel` into a message again."""
    return None if written is None else of_channel(_read(written), channel)


def _read(written: Mapping[str, Any]) -> Message:
    """Return the message, whatever was kept: one that can't be filled can be read at least."""
    values = {
        name: _read(value) if isinstance(value, Mapping) else value
        for name, value in written["values"].items()
    }
    template = written["template"]
    unfilled = template.replace("{", "{{").replace("}", "}}")
    tries = (Message(each, values) for each in (template, _FORMED.sub(r"{\1}", template), unfilled))
    return next(filter(_can_be_said, tries))


def _can_be_said(words: Message) -> bool:
    try:
        str(words)
    except (ValueError, LookupError, TypeError, AttributeError):
        return False
    return True
