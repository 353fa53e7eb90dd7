"""Who holds which row of the deliveries, and what it has kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, func, select

from podcaster.deliver.ledger.records import Key
from podcaster.deliver.ledger.tables import DELIVERY
from podcaster.model.delivery import State

#: What comes after these begins anew.
_ENDED: Final = frozenset({State.DONE, State.SKIPPED, State.HANDED_OVER})

#: What names a row.
KEY_COLUMNS: Final = ("channel", "item", "operation", "revision", "guid")


@dataclass(frozen=True)
class Claim:
    """The right to deliver one thing; whoever claims it later takes the right away.

    Attributes:
        id: The row.
        fence: Grows with every claim; only the highest may write.
        payload: What earlier tries kept.
    """

    id: str
    fence: int
    payload: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)


def held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a claim is still the highest."""
    return DELIVERY.c.id == claim.id, DELIVERY.c.fence == claim.fence


def id_of(key: Key) -> str:
    """Return the name of the row of a key."""
    names = f"{key.channel}|{key.item}|{key.operation}|{key.revision}"
    return sha256(names.encode()).hexdigest()


def highest_fence(connection: Connection) -> int:
    """Return the fence of the last claim; 0: there was none."""
    return int(connection.scalar(select(func.max(DELIVERY.c.fence))) or 0)


def kept_before(connection: Connection, key: Key, old: Row[Any] | None) -> Mapping[str, object]:
    """Return what earlier tries kept.

    Who corrects an item after a line broke sends another revision of it; what has left already,
    and what it is to be looked for by, is the same.
    """
    row = DELIVERY.c
    asked = select(row.payload, row.state).where(row.fence == present_fence(connection, key))
    present = connection.execute(asked).first()
    if present and present.state not in _ENDED:
        return dict(present.payload)
    return dict(old.payload) if old else {}


def present_fence(connection: Connection, key: Key) -> int:
    """Return the fence of the row that is present for the same item; 0: there is none."""
    row = DELIVERY.c
    same = (row.channel == key.channel) & (row.operation == key.operation)
    named = (row.item == key.item, row.guid == key.guid)  # one index each
    found = (connection.scalar(select(func.max(row.fence)).where(same, one)) for one in named)
    return max(int(fence or 0) for fence in found)
