"""How everything stands, from the ledger alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from podcaster.deliver import reasons
from podcaster.deliver.ledger.opening import home_of, read_ledger
from podcaster.deliver.ledger.records import Row
from podcaster.deliver.lock import LOCK, is_held
from podcaster.model.delivery import Action, Standing, State
from podcaster.model.message import Message
from podcaster.settings import Settings
from podcaster.workspace import Workspace


def standings(workspace: Workspace, settings: Settings) -> tuple[Standing, ...]:
    """Return every item at every channel: by item, and there by the order of publish.yaml.

    What failed at a channel that the show no longer has is left out: nobody tries it again.

    Raises:
        FolderError: If the ledger can't be read.
    """
    snapshot = read_ledger(workspace.state, workspace.ledger)
    busy = is_held(workspace.state / LOCK)
    rows = snapshot.settled(home_of(workspace).owner, busy=busy).rows
    turns = {name: turn for turn, name in enumerate(settings.channels)}
    newest: dict[tuple[str, str], Row] = {}
    for row in rows:  # by fence: what was changed later stands for the item
        newest[row.item, row.channel] = row
    told = (row for row in newest.values() if row.channel in turns or row.state is not State.FAILED)
    ordered = sorted(told, key=lambda row: (row.item, turns.get(row.channel, len(turns))))
    rests = resting(workspace)
    return tuple(_left_alone(row, rests.get(row.channel)) for row in ordered)


def resting(workspace: Workspace) -> Mapping[str, Message]:
    """Return which channels are left alone for a while, by name, and until when.

    Raises:
        FolderError: If the ledger can't be read.
    """
    snapshot = read_ledger(workspace.state, workspace.ledger)
    said = {
        name: reasons.resting(name, until, workspace.now) for name, until in snapshot.rests.items()
    }
    return {name: words for name, words in said.items() if words}


def at_work(workspace: Workspace) -> bool:
    """Tell whether another run is publishing this show on this machine now."""
    return is_held(workspace.state / LOCK)


def _left_alone(row: Row, rest: Message | None) -> Standing:
    """Return a row as people see it; what would be tried again waits while its channel rests."""
    standing = standing_of(row)
    if rest is None or row.given_up or row.state not in {State.FAILED, State.READY}:
        return standing
    return replace(standing, reason=reasons.while_resting(row, rest))


def standing_of(row: Row) -> Standing:
    """Return a row as people see it."""
    return Standing(
        row.item, row.channel, Action.NONE, reasons.reason_of(row), row.state, row.remote_url
    )
