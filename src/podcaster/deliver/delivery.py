"""Bring a release to its channels: hosts first, announcers after, each thing once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from podcaster.deliver import reasons
from podcaster.deliver.announcing import announce_steps
from podcaster.deliver.channel import Host, How, Receipt, Written
from podcaster.deliver.channels import Channels, host_names, open_channels
from podcaster.deliver.hosting import facts_of, gone_steps, host_steps, with_changes
from podcaster.deliver.hosts.proof import prove
from podcaster.deliver.ledger.claims import Claim
from podcaster.deliver.ledger.leases import renewed
from podcaster.deliver.ledger.ledger import Ledger
from podcaster.deliver.ledger.memory import said
from podcaster.deliver.ledger.opening import home_of, ledger_of, read_ledger
from podcaster.deliver.ledger.records import Key, Snapshot
from podcaster.deliver.lock import LOCK, is_held, only_one
from podcaster.deliver.order import Order
from podcaster.deliver.persistence import patiently
from podcaster.deliver.promise import keep_promise
from podcaster.deliver.steps import Situation, Step
from podcaster.deliver.telling import Telling
from podcaster.doors.progress import Progress
from podcaster.errors import PodcasterError, UsageError, worded
from podcaster.model.delivery import Action, Delivery, Standing, State
from podcaster.model.message import Message, message
from podcaster.model.release import Release
from podcaster.workspace import Workspace

EVERYTHING: Final = Order()

NO_FILES: Final = Written(0, 0, 0)


def plan(release: Release, workspace: Workspace, order: Order = EVERYTHING) -> tuple[Standing, ...]:
    """Say what `deliver` would do, item by item and channel by channel, and why.

    Nothing is changed or made by that.

    Raises:
        UsageError: If the order names what is not there.
        FolderError: If the ledger can't be read, or a channel's folder must not be written to.
    """
    channels = open_channels(release.settings, workspace, order)
    known = read_ledger(workspace.state, workspace.ledger)
    busy = is_held(workspace.state / LOCK)
    known = known.settled(home_of(workspace).owner, busy=busy)
    return _planned(_situation(release, workspace, order, known), channels)


def _planned(situation: Situation, channels: Channels) -> tuple[Standing, ...]:
    """Return what is to be done at every channel, hosts first."""
    hosted = [
        step
        for name in channels.hosts
        for step in (
            *with_changes(situation, host_steps(situation, name)),
            *gone_steps(situation, name),
        )
    ]
    told = [
        step
        for name, announcer in channels.announcers.items()
        for step in announce_steps(situation, name, announcer)
    ]
    return tuple(step.standing for step in (*hosted, *told))


def deliver(release: Release, workspace: Workspace, order: Order = EVERYTHING) -> Delivery:
    """Bring a release to its channels.

    Announcers start when every host has answered; if one has not taken the release, nobody is
    told anything. What failed alone is tried again by the next run.

    Raises:
        UsageError: If the order names what is not there.
        FolderError: If the ledger can't be read or written, or a channel's folder must not be.
    """
    if order.dry_run:
        return Delivery(release, plan(release, workspace, order))
    channels = open_channels(release.settings, workspace, order)
    _situation(release, workspace, order, Snapshot())
    with (
        only_one(workspace.state / LOCK),
        ledger_of(workspace) as ledger,
    ):
        _put_in_order(ledger)
        now = ledger.snapshot().settled(ledger.owner, busy=True)
        keep_promise(order.promise, _planned(_situation(release, workspace, order, now), channels))
        ledger.begin(release.settings.channels)
        return _Run(release, workspace, order, ledger).all(channels)


def _situation(
    release: Release, workspace: Workspace, order: Order, snapshot: Snapshot
) -> Situation:
    """Put together what decides; refuse slugs that are not there."""
    there = {one.item for one in release.announcements}
    for slug in sorted(order.slugs or ()):
        if not {f"episode/{slug}", f"news/{slug}"} & there:
            raise UsageError(
                message("no episode or news item `{slug}` is out", slug=slug),
                hint=message("`podcaster status` lists what is out and what is due"),
            )
    hosts = host_names(release.settings)
    return Situation(release, snapshot, order, hosts, workspace.now, workspace.who)


def _put_in_order(ledger: Ledger) -> None:
    """Settle what a killed run left behind: in doubt, or to be tried again."""
    before = ledger.snapshot()
    after = before.settled(ledger.owner, busy=False)
    for row, settled in zip(before.rows, after.rows, strict=True):
        if settled is not row:
            key = Key(row.channel, row.item, row.operation, row.revision, row.guid)
            ledger.record(key, Receipt(settled.state, why=settled.problem))


@dataclass(frozen=True)
class _Run:
    """One publish."""

    release: Release
    workspace: Workspace
    order: Order
    ledger: Ledger

    def all(self, channels: Channels) -> Delivery:
        """Serve all hosts, then, if all went well, all announcers."""
        rows: list[Standing] = []
        files = NO_FILES
        for name, host in channels.hosts.items():
            written, standings = self._host(name, host)
            rows += standings
            files = Written(
                files.written + written.written,
                files.unchanged + written.unchanged,
                files.removed + written.removed,
            )
        failed = next((row.channel for row in rows if row.state is not State.DONE), None)
        told: list[Standing] = []
        for name, announcer in channels.announcers.items():
            telling = Telling(name, announcer, self.workspace, self.order, self.ledger)
            told += self._told(telling, reasons.host_failed(failed) if failed else None)
        asked = (*rows, *(row for row in told if self.order.takes_item(row.item)))
        return Delivery(
            self.release,
            (*rows, *told),
            files.written,
            files.unchanged,
            asked,
            broke_off=failed is not None,
        )

    def _told(self, telling: Telling, left: Message | None) -> Iterator[Standing]:
        """Let one announcer tell what is due; what that settles is decided anew.

        What was in doubt may have been corrected since: it is there as it was, or not at all.
        """
        standings = tuple(telling.all(self._steps(telling), self.release, left))
        settled = {one.item: one for one in standings if _is_settled(one)}
        again = [
            step
            for step in (self._steps(telling) if settled else ())
            if (before := settled.get(step.key.item)) and self._goes_on(before, step)
        ]
        anew = {one.item: one for one in telling.all(again, self.release, left)}
        return (anew.get(one.item, one) for one in standings)

    def _steps(self, telling: Telling) -> tuple[Step, ...]:
        return announce_steps(self._now(), telling.name, telling.announcer)

    def _goes_on(self, before: Standing, step: Step) -> bool:
        """Tell whether more is to be done; no more than what was promised, if anything was."""
        promised = not self.order.promise or step.key.revision == before.revision
        return promised and (step.due or step.standing.state is not State.DONE)

    def _now(self) -> Situation:
        return _situation(self.release, self.workspace, self.order, self._snapshot())

    def _snapshot(self) -> Snapshot:
        return self.ledger.snapshot().settled(self.ledger.owner, busy=True)

    def _host(self, name: str, host: Host) -> tuple[Written, tuple[Standing, ...]]:
        """Let one host take the release; its failure is every item's failure."""
        steps = host_steps(self._now(), name)
        due = [step for step in steps if step.due]
        claims = self._claim(due, host)
        if len(claims) < len(due):
            return NO_FILES, self._after(steps, Receipt(State.SENDING, why=reasons.BUSY))
        counted = Counted()
        try:
            with renewed(self.ledger, claims), self.workspace.progress(name) as progress:
                written = self._brought(name, host, counted.telling(progress))
                self._proven(name, due, written)
        except Exception as error:
            if not steps or (self.workspace.debug and not isinstance(error, PodcasterError)):
                raise
            rest = [step for step in steps if not step.due]
            receipt = Receipt(State.FAILED, How.HOSTED, why=said(worded(error)))
            self.ledger.settle((one, receipt) for one in (*claims, *self._claim(rest, host)))
            return Written(counted.files, 0, 0), self._after(steps, receipt)
        done = [_hosted_receipt(step, written) for step in due]
        self.ledger.settle(zip(claims, done, strict=True))
        for step in gone_steps(self._now(), name):
            self.ledger.record(step.key, Receipt(State.SKIPPED, How.GONE))
        if written.generation:
            self.ledger.note_channel(name, generation=written.generation)
        return written, tuple(self._hosted(step) for step in steps)

    def _brought(self, name: str, host: Host, progress: Progress) -> Written:
        """Let a host take the release; what may be repeated is, when a line broke."""
        memory = self.ledger.host_memory(name)
        return patiently(
            lambda: host.host(self.release, progress, memory),
            self.workspace.pause,
            repeatable=host.guarantee.repeatable,
        )

    def _proven(self, name: str, due: list[Step], written: Written) -> None:
        """Look at the public address, if the host wants it and anything is new there."""
        wanted = getattr(self.release.settings.channels[name], "verify", False)
        if wanted and (due or written.written):
            prove(self.release, self.workspace, {step.key.item for step in due})

    def _after(self, steps: tuple[Step, ...], receipt: Receipt) -> tuple[Standing, ...]:
        return tuple(step.after(receipt, self.workspace.now) for step in steps)

    def _hosted(self, step: Step) -> Standing:
        if not step.due:
            return step.standing
        return step.after(Receipt(State.DONE, How.HOSTED, url=step.url), self.workspace.now)

    def _claim(self, steps: list[Step], host: Host) -> tuple[Claim, ...]:
        if not steps:
            return ()
        keys = [step.key for step in steps]
        facts = facts_of(self.release)
        return self.ledger.claim(keys, repeatable=host.guarantee.repeatable, facts=facts)


@dataclass
class Counted:
    """Counts the files of a host, which may break off before it can tell."""

    files: int = 0

    def telling(self, progress: Progress) -> Progress:
        """Return a progress that tells `progress`, too."""

        def tell(done: float, total: float) -> None:
            self.files = int(done)
            progress(done, total)

        return tell


def _is_settled(standing: Standing) -> bool:
    """Tell whether doubt has become certainty."""
    return standing.action is Action.LOOK and standing.state in {State.DONE, State.READY}


def _hosted_receipt(step: Step, written: Written) -> Receipt:
    """Return what a host's work means for one item.

    One that stood there before, while the ledger knows nothing of it, was published by somebody
    else, or by this show before its ledger was lost or put back from a backup.
    """
    foreign = step.key.seen == 0 and step.key.item in written.stood
    return Receipt(State.DONE, How.FOUND if foreign else How.HOSTED, url=step.url)
