"""What was told is taken back, where a channel can do that; only ever because a person says so."""

from __future__ import annotations

from podcaster.deliver.channel import Deletes, How, Receipt
from podcaster.deliver.channels import open_channels
from podcaster.deliver.ledger.opening import ledger_of
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.lock import LOCK, only_one
from podcaster.deliver.naming import as_named_there, name_at
from podcaster.deliver.order import Order
from podcaster.deliver.overview import standing_of
from podcaster.errors import UsageError
from podcaster.model.delivery import Standing, State
from podcaster.model.message import message
from podcaster.settings import Settings
from podcaster.workspace import Workspace


def withdraw(workspace: Workspace, settings: Settings, item: str, channel: str) -> Standing:
    """Take back what a channel told about an item, and never send it again by itself.

    Args:
        workspace: The show's.
        settings: The show's.
        item: `episode/<slug>` or `news/<slug>`.
        channel: The channel's name.

    Raises:
        UsageError: If nothing is there to be taken back, or the channel can't do it.
        DeliveryError: If the channel did not do it; it may be said again.
        FolderError: If the ledger can't be read or written.
    """
    announcer = _announcer(workspace, settings, channel)
    with (
        only_one(workspace.state / LOCK),
        ledger_of(workspace) as ledger,
    ):
        row = _told_row(ledger.snapshot().settled(ledger.owner, busy=False), item, channel)
        name = row.remote_id or name_at(announcer, row.remote_url or "")
        if not name:
            raise UsageError(
                message(
                    "`{channel}` can't tell which post that is: `{url}`",
                    channel=channel,
                    url=row.remote_url or "",
                ),
                hint=message("take it back there by hand"),
            )
        announcer.delete(name)
        key = Key(channel, row.item, Operation.ANNOUNCE, row.revision, row.guid)
        receipt = Receipt(State.SKIPPED, How.WITHDRAWN, remote_id=name)
        ledger.record(key, receipt)
    return standing_of(row_of(key, receipt, workspace.now))


def _announcer(workspace: Workspace, settings: Settings, channel: str) -> Deletes:
    """Return the channel, if it is one that can take back."""
    opened = open_channels(settings, workspace, Order(frozenset({channel})))
    announcer: object = opened.announcers.get(channel)
    if isinstance(announcer, Deletes):
        return announcer
    hint = message("take it back there by hand")
    if channel in opened.hosts:
        hint = message("write `status: draft` into its file, then `podcaster publish`")
    raise UsageError(
        message("`{channel}` can't take back what it told", channel=channel), hint=hint
    )


def _told_row(snapshot: Snapshot, item: str, channel: str) -> Row:
    """Return the row of what was told and can be named over there."""
    row = snapshot.find(channel, Operation.ANNOUNCE, item, "")
    named = row is not None and (row.remote_id or row.remote_url)
    if row is None or not named or row.state is not State.DONE:
        raise UsageError(
            message(
                "nothing of `{item}` is known to stand at `{channel}`", item=item, channel=channel
            ),
            hint=message("`podcaster status` lists what is"),
        )
    return as_named_there(row)
