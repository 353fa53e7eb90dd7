"""One thing that may be done at one channel, and everything that decides it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from podcaster.deliver import reasons
from podcaster.deliver.channel import Receipt
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.naming import as_named_there
from podcaster.deliver.order import Order
from podcaster.model.delivery import Action, Standing, State
from podcaster.model.message import Message
from podcaster.model.release import Release


@dataclass(frozen=True)
class Step:
    """What is to be done with one item at one channel.

    Attributes:
        key: What is delivered.
        standing: How that stands, and why.
        url: Where a host will show it, or None.
        remote_id: The name of what is to be changed over there, or "".
    """

    key: Key
    standing: Standing
    url: str | None = None
    remote_id: str = ""

    @property
    def due(self) -> bool:
        """Whether anything is to be done."""
        return self.standing.action is not Action.NONE

    def after(self, receipt: Receipt, now: datetime) -> Standing:
        """Return how it stands after a channel's answer."""
        row = row_of(self.key, receipt, now)
        well_hosted = receipt.state is State.DONE and self.key.operation is Operation.HOST
        reason = self._hosted_reason if well_hosted else reasons.reason_of(row)
        return replace(self.standing, state=receipt.state, reason=reason, url=receipt.url)

    @property
    def _hosted_reason(self) -> Message:
        first = self.standing.state is State.READY
        return self.standing.reason if first else reasons.AT_LAST

    def left(self, reason: Message) -> Step:
        """Return the same step, not done."""
        standing = replace(self.standing, action=Action.NONE, reason=reason)
        return replace(self, standing=standing)


@dataclass(frozen=True)
class Situation:
    """Everything that decides what is to be done.

    Attributes:
        release: What there is to deliver.
        snapshot: What the ledger says; what nobody sends any more is settled.
        order: What a person wants.
        hosts: Names of all hosts of the show.
        now: The moment of this run.
        who: Name of the person who publishes.
    """

    release: Release
    snapshot: Snapshot
    order: Order
    hosts: tuple[str, ...]
    now: datetime
    who: str = ""

    def row(self, channel: str, operation: Operation, item: str, guid: str) -> Row | None:
        """Return how an item stands at a channel."""
        row = self.snapshot.find(channel, operation, item, guid)
        return row and as_named_there(row)

    def rest(self, channel: str, item: str) -> Message | None:
        """Say that a channel is left alone now, unless a person names the item."""
        if self.order.names_item(item):
            return None
        return reasons.resting(channel, self.snapshot.rests.get(channel), self.now)


def step_of(key: Key, row: Row | None, action: Action, reason: Message, state: State) -> Step:
    """Return a step about the row that is present, or about none."""
    url = row.remote_url if row else None
    held = reason is reasons.GUARD
    standing = Standing(key.item, key.channel, action, reason, state, url, held, key.revision)
    if reason is reasons.UNAPPROVED:
        update = key.operation is Operation.UPDATE
        awaited = Action.UPDATE if update else Action.ANNOUNCE
        standing = replace(standing, awaited=awaited, approval=key.revision)
    return Step(replace(key, seen=row.fence if row else 0), standing)
