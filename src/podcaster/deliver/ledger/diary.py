"""Who delivered what, when, under which address: the ledger's attempts, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from podcaster.deliver.channel import How
from podcaster.deliver.ledger.file import writing_to
from podcaster.deliver.ledger.opening import home_of
from podcaster.deliver.ledger.records import read_message
from podcaster.deliver.ledger.schema import has_tables, migrate
from podcaster.deliver.ledger.tables import ATTEMPT, DELIVERY
from podcaster.model.delivery import State
from podcaster.model.message import Message
from podcaster.workspace import Workspace

#: What a reader of the log wants to know first: it went out.
OUT: Final = frozenset({State.DONE, State.HANDED_OVER})


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        at: When the run began that did it.
        who: Name of the person, or "" if it was not kept.
        item: `episode/<slug>` or `news/<slug>`.
        channel: The channel's name.
        state: How it stood then.
        how: Which way that came about.
        url: Where it could be seen, or None.
        problem: What was wrong, or None.
    """

    at: datetime
    who: str
    item: str
    channel: str
    state: State
    how: How
    url: str | None = None
    problem: Message | None = None


def diary(workspace: Workspace, item: str | None = None, *, all_tries: bool = False) -> list[Entry]:
    """Return what the ledger noted, the oldest first.

    Args:
        workspace: The show's.
        item: Only this one; None: all.
        all_tries: Also what failed, was begun, or waits.

    Raises:
        FolderError: If the ledger can't be read.
    """
    with _reading(workspace) as connection:
        if connection is None:
            return []
        entries = (_entry(row) for row in connection.execute(_asked(item)).mappings())
        return [one for one in entries if all_tries or one.state in OUT]


@contextmanager
def _reading(workspace: Workspace) -> Iterator[Connection | None]:
    """Open the ledger as it is; None: there is none."""
    home = home_of(workspace)
    with home.errors():
        if not home.exists:
            yield None
            return
        with writing_to(home.engine("rw")) as connection:
            begun = has_tables(connection)
            if begun:
                migrate(connection, home.place)
            yield connection if begun else None


def _asked(item: str | None) -> Any:  # noqa: ANN401 - SQLAlchemy's own, with many parameters
    columns = (
        ATTEMPT.c.at,
        ATTEMPT.c.who,
        ATTEMPT.c.state,
        ATTEMPT.c.how,
        ATTEMPT.c.detail,
        ATTEMPT.c.remote_url,
        DELIVERY.c.item,
        DELIVERY.c.channel,
    )
    joined = ATTEMPT.join(DELIVERY, ATTEMPT.c.delivery_id == DELIVERY.c.id)
    asked = select(*columns).select_from(joined).order_by(ATTEMPT.c.id)
    return asked if item is None else asked.where(DELIVERY.c.item == item)


def _entry(row: Mapping[Any, Any]) -> Entry:
    return Entry(
        row["at"],
        row["who"] or "",
        row["item"],
        row["channel"],
        State(row["state"]),
        How(row["how"]),
        row["remote_url"],
        read_message(row["detail"], row["channel"]),
    )
