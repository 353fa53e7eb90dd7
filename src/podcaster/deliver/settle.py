"""What a person knows better than the ledger: it is there, send it again, it was told before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from podcaster.deliver.channel import How, Receipt
from podcaster.deliver.channels import is_host, open_channels
from podcaster.deliver.delivery import LOCK
from podcaster.deliver.hosts.stored import StoredHost
from podcaster.deliver.ledger.opening import home_of, ledger_of, read_ledger
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.lock import only_one
from podcaster.deliver.order import Order
from podcaster.deliver.revisions import announcement_revision
from podcaster.deliver.standings import standing_of
from podcaster.errors import UsageError
from podcaster.model.checked import Checked
from podcaster.model.delivery import Standing, State
from podcaster.model.message import message
from podcaster.model.release import Release
from podcaster.workspace import Workspace

#: What only a person can settle.
OPEN: Final = {State.UNKNOWN, State.NEEDS_HUMAN}

#: What stays as it is when a person says that everything was announced before.
SETTLED: Final = {State.DONE, State.HANDED_OVER}


def resolve(workspace: Workspace, item: str, channel: str, url: str | None) -> Standing:
    """Settle what is in doubt.

    Args:
        workspace: The show's.
        item: `episode/<slug>` or `news/<slug>`.
        channel: The channel's name.
        url: Where it can be seen, or None: it is not there and shall be sent again.

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
    state = State.READY if url is None else State.DONE
    receipt = Receipt(state, How.RESOLVED, url=url)
    with (
        only_one(workspace.state / LOCK),
        ledger_of(workspace) as ledger,
    ):
        row = _open_row(ledger.snapshot().settled(owner, busy=False), item, channel)
        key = Key(row.channel, row.item, row.operation, row.revision, row.guid)
        ledger.record(key, receipt)
    return standing_of(row_of(key, receipt, workspace.now))


def _open_row(snapshot: Snapshot, item: str, channel: str) -> Row:
    """Return the row that is in doubt."""
    row = snapshot.find(channel, Operation.ANNOUNCE, item, "")
    if row is None or (row.state not in OPEN and row.how is not How.WITHDRAWN):
        raise UsageError(
            message(
                "nothing is in doubt about `{item}` at `{channel}`", item=item, channel=channel
            ),
            hint=message("`podcaster status` lists what is"),
        )
    return row


def adopt(
    workspace: Workspace, what: Release | Checked, channels: Iterable[str] | None = None
) -> tuple[Standing, ...]:
    """Mark everything that is out now as announced before, by whatever way.

    Args:
        workspace: The show's.
        what: The show after check or after render; what is out is the same.
        channels: Names of announcers; None: all of the show. A host that is named is taken as it
            stands: what another machine published there is in this folder, too.

    Raises:
        UsageError: If a name is not one of the show's announcers, or of its hosts elsewhere.
        DeliveryError: If a host can't be asked.
        FolderError: If the ledger can't be read or written.
    """
    named = frozenset(channels) if channels is not None else None
    hosts = _stored_hosts(workspace, what, named or frozenset())
    if hosts:
        named = (named or frozenset()) - hosts.keys()
    announcers = tuple(_announcers(what, Order(named)))
    receipt = Receipt(State.DONE, How.ADOPTED)
    with (
        only_one(workspace.state / LOCK),
        ledger_of(workspace) as ledger,
    ):
        ledger.begin(what.settings.channels)
        for name, generation in hosts.items():
            ledger.note_channel(name, generation=generation)
        keys = tuple(_unsettled(ledger.snapshot(), announcers, _items(what)))
        for key in keys:
            ledger.record(key, receipt)
    return tuple(standing_of(row_of(key, receipt, workspace.now)) for key in keys)


def _stored_hosts(
    workspace: Workspace, what: Release | Checked, named: frozenset[str]
) -> Mapping[str, int]:
    """Return how often has been published at each named host that is elsewhere."""
    there = {name for name, one in what.settings.channels.items() if is_host(one)}
    if not named & there:
        return {}
    opened = open_channels(what.settings, workspace, Order(named & there)).hosts
    stored = {name: host for name, host in opened.items() if isinstance(host, StoredHost)}
    return {name: host.generation() for name, host in stored.items()}


def _announcers(what: Release | Checked, order: Order) -> Iterator[str]:
    """Return the names of the wanted announcers."""
    known = [name for name, one in what.settings.channels.items() if not is_host(one)]
    for name in sorted((order.channels or frozenset()) - set(known)):
        raise UsageError(
            message("`{name}` is no channel that announces", name=name),
            hint=message("these are: {known}", known=", ".join(f"`{one}`" for one in known)),
        )
    yield from (name for name in known if order.takes_channel(name))


def _items(what: Release | Checked) -> Mapping[str, tuple[str, str]]:
    """Return item -> GUID and revision of everything that is out."""
    if isinstance(what, Release):
        return {one.item: (one.guid, announcement_revision(one)) for one in what.announcements}
    episodes = {one.item: (one.written.guid, "") for one in what.episodes}
    return {**episodes, **{one.item: (one.item, "") for one in what.news}}


def _unsettled(
    snapshot: Snapshot, channels: Iterable[str], items: Mapping[str, tuple[str, str]]
) -> Iterator[Key]:
    """Return what nobody knows to be out; a row that is there keeps its revision."""
    for channel in channels:
        for item, (guid, revision) in items.items():
            row = snapshot.find(channel, Operation.ANNOUNCE, item, guid)
            if row is None or row.state not in SETTLED:
                known = row.revision if row else revision
                yield Key(channel, item, Operation.ANNOUNCE, known, guid)
