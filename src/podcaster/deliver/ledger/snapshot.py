"""What the ledger says at one moment, read from its tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select

from podcaster.deliver.channel import How
from podcaster.deliver.ledger.records import Operation, Row, Snapshot, read_message
from podcaster.deliver.ledger.tables import (
    APPROVAL,
    ATTEMPT,
    CHANNEL,
    DELIVERY,
    META,
    database_now,
)
from podcaster.model.delivery import State


def snapshot_of(connection: Connection) -> Snapshot:
    """Return everything the ledger says now."""
    row = DELIVERY.c
    highest = select(func.max(row.fence)).group_by(row.channel, row.item, row.operation)
    present = select(DELIVERY).where(row.fence.in_(highest)).order_by(row.fence)
    now = database_now(connection)
    taken = select(ATTEMPT.c.delivery_id).where(ATTEMPT.c.state == State.DONE)
    ever = row.state.in_((State.DONE, State.SKIPPED)) | row.id.in_(taken)
    hosted = select(row.item, row.guid).where(row.operation == Operation.HOST, ever)
    channels = connection.execute(select(CHANNEL)).all()
    return Snapshot(
        {one.name: one.begun_at for one in channels},
        tuple(_row(found, now) for found in connection.execute(present).mappings()),
        {one.item: one.guid for one in connection.execute(hosted.order_by(row.fence))},
        _begun_at(connection),
        _found(connection),
        _approvals(connection),
        {one.name: one.rests_until for one in channels if one.rests_until},
    )


def _approvals(connection: Connection) -> frozenset[tuple[str, str, str]]:
    """Return who said of which revision of which item that it may be told."""
    said = connection.execute(select(APPROVAL.c.item, APPROVAL.c.revision, APPROVAL.c.who))
    return frozenset((one.item, one.revision, one.who) for one in said)


def _found(connection: Connection) -> frozenset[str]:
    """Return the items that stood at a host before the ledger knew of them."""
    row = DELIVERY.c
    foreign = (row.operation == Operation.HOST) & (row.how == How.FOUND)
    return frozenset(connection.scalars(select(row.item).where(foreign)))


def _begun_at(connection: Connection) -> datetime | None:
    """Return when the ledger was begun."""
    told = connection.scalar(select(META.c.value).where(META.c.name == "begun_at"))
    return datetime.fromisoformat(told) if told else None


def _row(found: RowMapping, now: datetime) -> Row:
    """Turn a table's row into a value; `now` by the database's clock."""
    taken = {
        name: found[name]
        for name in Row.__dataclass_fields__
        if name not in {"operation", "state", "how", "problem", "owner", "leased"}
    }
    return Row(
        **taken,
        operation=Operation(found["operation"]),
        state=State(found["state"]),
        how=How(found["how"]),
        problem=read_message(found["problem"], found["channel"]),
        owner=found["lease_owner"],
        leased=found["lease_until"] is not None and found["lease_until"] > now,
    )
