"""What is out already, after a move or a lost ledger: asked where a channel can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from podcaster.deliver import reasons
from podcaster.deliver.announcers.audience import announcements_for
from podcaster.deliver.channel import Announcer, Guarantee, How, ReadsBack, Receipt
from podcaster.deliver.channels import open_channels
from podcaster.deliver.hosts.stored import StoredHost
from podcaster.deliver.ledger.memory import Recalled, said
from podcaster.deliver.ledger.opening import ledger_of
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.lock import LOCK, only_one
from podcaster.deliver.naming import as_named_there
from podcaster.deliver.order import Order
from podcaster.deliver.overview import standing_of
from podcaster.deliver.revisions import announcement_revision
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import DeliveryError, UsageError
from podcaster.model.checked import Checked
from podcaster.model.delivery import Standing, State
from podcaster.model.hosts import is_host
from podcaster.model.message import Message, message
from podcaster.model.release import Announcement, Release
from podcaster.model.secret_names import of_channel
from podcaster.settings import Settings
from podcaster.workspace import Workspace

#: What stays as it is when a person says that everything was announced before.
SETTLED: Final = {State.DONE, State.HANDED_OVER}


def adopt(
    workspace: Workspace, what: Release | Checked, channels: Iterable[str] | None = None
) -> tuple[Standing, ...]:
    """Mark everything that is out now as announced before, by whatever way.

    Channels that can be read are asked: what is found there has its address and its name again,
    so later changes reach it. For what is not found, and where nobody can be asked, the person's
    word counts. Nothing of it is sent by itself.

    Args:
        workspace: The show's.
        what: The show after check or after render; only after render channels can be asked.
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
    order = Order(frozenset(_announcers(what, Order(named))))
    asked = replace(workspace, web=AskedOnce(workspace.web))
    announcers = open_channels(what.settings, asked, order).announcers
    with (
        only_one(workspace.state / LOCK),
        ledger_of(workspace) as ledger,
    ):
        ledger.begin(what.settings.channels)
        for name, generation in hosts.items():
            ledger.note_channel(name, generation=generation)
        snapshot = ledger.snapshot()
        taken = [one for pair in announcers.items() for one in _taken(*pair, what, snapshot)]
        for key, receipt in taken:
            ledger.record(key, receipt)
    return tuple(standing_of(row_of(key, receipt, workspace.now)) for key, receipt in taken)


def can_be_asked(settings: Settings, workspace: Workspace, channels: Iterable[str] | None) -> bool:
    """Tell whether any of these channels can be read."""
    known = {name for name, one in settings.channels.items() if not is_host(one)}
    wanted = known & frozenset(channels) if channels is not None else known
    opened = open_channels(settings, workspace, Order(frozenset(wanted))).announcers
    return any(isinstance(one, ReadsBack) for one in opened.values())


def _taken(
    name: str, announcer: Announcer, what: Release | Checked, snapshot: Snapshot
) -> Iterator[tuple[Key, Receipt]]:
    """Yield what is to be remembered about each item at one channel."""
    if announcer.guarantee is Guarantee.HARMLESS:
        return  # services are told again, and nobody minds
    asking = _Asking(name, announcer)
    known = announcements_for(announcer, what) if isinstance(what, Release) else ()
    announcements = {one.item: one for one in known}
    for item, (guid, revision) in _items(what).items():
        row = snapshot.find(name, Operation.ANNOUNCE, item, guid)
        if row and row.state in SETTLED and not _nameless(row):
            continue
        receipt = asking.about(announcements.get(item), item, row)
        if row and row.state in SETTLED and receipt.how is How.ADOPTED:
            continue  # it is no wiser than before
        known_revision = (row.revision if row else "") or revision
        yield Key(name, item, Operation.ANNOUNCE, known_revision, guid), receipt


def _nameless(row: Row) -> bool:
    """Tell whether a person's word stands for something that could be found by now."""
    return row.how in {How.ADOPTED, How.CONFIRMED} and not as_named_there(row).remote_id


@dataclass
class _Asking:
    """One channel that is asked what is there.

    Attributes:
        name: The channel's name.
        announcer: The channel.
        silent: Why it can't be asked any more, or None.
    """

    name: str
    announcer: Announcer
    silent: Message | None = None

    def about(self, announcement: Announcement | None, item: str, row: Row | None) -> Receipt:
        """Return how an item stands: as it was found, or as the person says."""
        told = Receipt(State.DONE, How.ADOPTED)
        if announcement is None or not isinstance(self.announcer, ReadsBack):
            return told
        if self.silent is None:
            try:
                found = self.announcer.find(announcement, Recalled(row.payload if row else {}))
            except DeliveryError as error:
                self.silent = reasons.not_asked(of_channel(said(error), self.name))
            else:
                if found and found.public:
                    return Receipt(State.DONE, How.FOUND, found.url, found.remote_id)
        return replace(told, why=self.silent or reasons.not_found(item, self.name))


@dataclass(frozen=True)
class AskedOnce:
    """A door to the web through which the same question is asked only once.

    Every item looks through the same list of posts, and services count requests. Who asks is part
    of the question: two accounts on one server have posts of their own.
    """

    web: WebDoor
    known: dict[tuple[str, frozenset[tuple[str, str]]], Answer] = field(
        default_factory=dict, repr=False
    )

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Return the answer, the one of before if it is known."""
        if method != "GET":
            return self.web.send(method, url, headers=headers, body=body)
        question = url, frozenset((headers or {}).items())
        if question not in self.known:
            self.known[question] = self.web.send(method, url, headers=headers, body=body)
        return self.known[question]


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
