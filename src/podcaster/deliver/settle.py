"""What a person knows better than the ledger: it is there, or send it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from podcaster.deliver.channel import How, Receipt
from podcaster.deliver.ledger.memory import Recalled
from podcaster.deliver.ledger.opening import home_of, ledger_of, read_ledger
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.lock import LOCK, only_one
from podcaster.deliver.naming import TellsMany, announcer_named, name_at
from podcaster.deliver.overview import standing_of
from podcaster.errors import UsageError
from podcaster.model.delivery import Standing, State
from podcaster.model.message import message
from podcaster.settings import Settings
from podcaster.workspace import Workspace

#: What only a person can settle.
OPEN: Final = {State.UNKNOWN, State.NEEDS_HUMAN}

#: What stands as it does because a person said so, who may say otherwise.
TAKEN_FOR_IT: Final = {How.WITHDRAWN, How.ADOPTED, How.RESOLVED}


#: A list is never closed for those who do not have it.
FOR_THE_REST: Final = message(
    "those in doubt have it, says `podcaster resolve`; `podcaster publish` brings it to all others"
)


def resolve(
    workspace: Workspace,
    item: str,
    channel: str,
    url: str | None,
    settings: Settings | None = None,
) -> Standing:
    """Settle what is in doubt.

    Args:
        workspace: The show's.
        item: `episode/<slug>` or `news/<slug>`.
        channel: The channel's name.
        url: Where it can be seen, or None: it is not there and shall be sent again.
        settings: The show's: the channel may tell from `url` how the post is named there, so that
            later changes and `withdraw` reach it; None: it is not asked.

    Raises:
        UsageError: If nothing is in doubt there, or `url` is no address.
        FolderError: If the ledger can't be read or written.
    """
    if url is not None and not url.startswith(("https://", "http://")):
        raise UsageError(
            message("`{url}` is no web address", url=url),
            hint=message("copy the address from your browser: https://..."),
        )
    owner = home_of(workspace).owner
    known = read_ledger(workspace.state, workspace.ledger)
    _open_row(known.settled(owner, busy=False), item, channel)
    announcer = announcer_named(workspace, settings, channel) if settings and url else None
    named = name_at(announcer, url or "") or None
    with (
        only_one(workspace.state / LOCK),
        ledger_of(workspace) as ledger,
    ):
        row = _open_row(ledger.snapshot().settled(owner, busy=False), item, channel)
        key = Key(row.channel, row.item, row.operation, row.revision, row.guid)
        receipt, facts = _settled(announcer, row, url, named)
        ledger.record(key, receipt, facts)
    return standing_of(row_of(key, receipt, workspace.now))


def _settled(
    announcer: object, row: Row, url: str | None, named: str | None
) -> tuple[Receipt, Mapping[str, object]]:
    """Return how it stands by a person's word, and what is kept along with it."""
    if url and isinstance(announcer, TellsMany):
        facts = announcer.arrived(Recalled(row.payload))
        return Receipt(State.READY, How.RESOLVED, why=FOR_THE_REST), facts
    state = State.DONE if url else State.READY
    same = row.remote_id if url and url == row.remote_url else None
    return Receipt(state, How.RESOLVED, url=url, remote_id=named or same), {}


def _lost(snapshot: Snapshot, row: Row) -> bool:
    """Tell whether a change of what is there waits for a person."""
    change = snapshot.find(row.channel, Operation.UPDATE, row.item, row.guid)
    return change is not None and change.fence > row.fence and change.state in OPEN


def _open_row(snapshot: Snapshot, item: str, channel: str) -> Row:
    """Return the row that is in doubt: of the post itself, also where a change did not find it."""
    row = snapshot.find(channel, Operation.ANNOUNCE, item, "")
    if row is None or not (row.state in OPEN or row.how in TAKEN_FOR_IT or _lost(snapshot, row)):
        raise UsageError(
            message(
                "nothing is in doubt about `{item}` at `{channel}`", item=item, channel=channel
            ),
            hint=message("`podcaster status` lists what is"),
        )
    return row
