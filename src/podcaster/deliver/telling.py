"""One announcer's part of a publish: what is due, oldest first, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from podcaster.deliver import reasons
from podcaster.deliver.announcers.audience import announcements_for
from podcaster.deliver.channel import Announcer, Guarantee, How, ReadsBack, Receipt, Updates
from podcaster.deliver.drafting import DRAFT, DraftsFirst, draft_of
from podcaster.deliver.fields import TOLD, fields_of
from podcaster.deliver.ledger.claims import Claim
from podcaster.deliver.ledger.departures import Departure, note_departure
from podcaster.deliver.ledger.leases import renewed
from podcaster.deliver.ledger.ledger import Ledger
from podcaster.deliver.ledger.memory import LedgerMemory, Recalled, nothing_noted, said
from podcaster.deliver.looking import look, looked_before
from podcaster.deliver.order import Order
from podcaster.deliver.persistence import patiently
from podcaster.deliver.steps import Step
from podcaster.errors import (
    DeliveryError,
    FolderError,
    NotSentError,
    OutcomeUnknownError,
    worded,
)
from podcaster.model.delivery import Action, Standing, State
from podcaster.model.message import Message
from podcaster.model.release import Announcement, Release
from podcaster.workspace import Workspace

#: After so many failures in a row a channel is left alone for a while.
MOST_FAILURES: Final = 5
REST: Final = timedelta(minutes=30)

#: What may be done again whatever became of it.
HARMLESS: Final = frozenset({Action.UPDATE, Action.DRAFT})

#: What a channel wants to be left alone for is waited for up to this.
SHORT: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class Telling:
    """One announcer at work.

    Attributes:
        name: The channel's name.
        announcer: The channel.
        workspace: The show's.
        order: What a person wants.
        ledger: What is remembered.
    """

    name: str
    announcer: Announcer
    workspace: Workspace
    order: Order
    ledger: Ledger

    def all(
        self, steps: Sequence[Step], release: Release, left: Message | None
    ) -> Iterator[Standing]:
        """Do every step that is due; yield how each stands then.

        Args:
            steps: What is to be done.
            release: What it is done with.
            left: Why nothing is to be done after all, or None.
        """
        announcements = {one.item: one for one in announcements_for(self.announcer, release)}
        for step in steps:
            if not step.due:
                self._note_guarded(step)
                yield step.standing
            elif resting := left or self._resting(step):
                yield step.left(resting).standing
            else:
                receipt = self._done(step, announcements[step.key.item])
                if receipt.stops:
                    left = reasons.channel_stopped(step.key.item)
                yield step.after(receipt, self.workspace.now)

    def _resting(self, step: Step) -> Message | None:
        """Say that the channel is left alone since this run, unless a person insists."""
        if self.order.names_item(step.key.item):
            return None
        _, until = self.ledger.health(self.name)
        return reasons.resting(self.name, until, self.workspace.now)

    def _done(self, step: Step, announcement: Announcement) -> Receipt:
        """Do one step: the intent first, then the sending, then what came of it."""
        claims = self.ledger.claim(
            [step.key],
            repeatable=self._repeatable(step),
            facts={step.key.item: self._facts(step, announcement)},
        )
        if not claims:
            return Receipt(State.SENDING, why=reasons.BUSY)
        repeatable = self._repeatable(step)
        memory = LedgerMemory(self.ledger, claims[0], repeatable, self._note(step, claims[0]))
        with renewed(self.ledger, claims):
            receipt = self._answered(step, announcement, memory)
        self.ledger.settle([(claims[0], receipt)])
        self._count(receipt)
        return receipt

    def _note(self, step: Step, claim: Claim) -> Callable[[], None]:
        """Return what notes beside the ledger that this leaves, where nobody can be asked."""
        key, now = step.key, self.workspace.now
        left = Departure(key.channel, key.item, key.revision, key.guid, now, claim.fence)
        if self.announcer.guarantee is not Guarantee.AT_MOST_ONCE:
            return nothing_noted
        return partial(note_departure, self.workspace.state, left)

    def _facts(self, step: Step, announcement: Announcement) -> dict[str, object]:
        """Return what is remembered of a sending: what people see of it, or have to look at."""
        if step.standing.action is Action.LOOK:  # of what was sent before
            return {}
        if step.standing.action is Action.DRAFT:
            return {DRAFT: draft_of(self.announcer, announcement)}
        return {TOLD: fields_of(announcement)}

    def _repeatable(self, step: Step) -> bool:
        return step.standing.action in HARMLESS or self.announcer.guarantee.repeatable

    def _answered(self, step: Step, announcement: Announcement, memory: LedgerMemory) -> Receipt:
        """Turn a channel's errors into receipts."""
        try:
            receipt = self._tried(step, announcement, memory)
            for _ in range(2):
                if not self._soon(receipt):
                    break
                self.workspace.pause((receipt.not_before - self.workspace.now).total_seconds())  # type: ignore[operator]  # `_soon` says so
                receipt = self._tried(step, announcement, memory)
        except OutcomeUnknownError as error:
            state = State.FAILED if self._repeatable(step) else State.UNKNOWN
            return Receipt(state, why=said(error), stops=True)
        except (DeliveryError, FolderError) as error:
            stops = isinstance(error, NotSentError)
            return Receipt(State.FAILED, why=said(error), stops=stops)
        except Exception as error:
            if self.workspace.debug:
                raise
            return self._unforeseen(step, memory, error)
        return receipt

    def _unforeseen(self, step: Step, memory: LedgerMemory, error: Exception) -> Receipt:
        """Return what a mistake in the program means here; other channels get their turn."""
        doubtful = memory.has_left and not self._repeatable(step)
        state = State.UNKNOWN if doubtful else State.FAILED
        return Receipt(state, why=said(worded(error)), stops=True)

    def _soon(self, receipt: Receipt) -> bool:
        """Tell whether it did not arrive, and the channel wants it again in a moment."""
        at = receipt.not_before
        refused = receipt.state is not State.FAILED or receipt.how is How.REFUSED
        return not refused and at is not None and at - self.workspace.now <= SHORT

    def _tried(self, step: Step, announcement: Announcement, memory: LedgerMemory) -> Receipt:
        def send() -> Receipt:
            return self._sent(step, announcement, memory)

        return patiently(send, self.workspace.pause, repeatable=self._repeatable(step))

    def _sent(self, step: Step, announcement: Announcement, memory: LedgerMemory) -> Receipt:
        if step.standing.action is Action.DRAFT and isinstance(self.announcer, DraftsFirst):
            return self.announcer.draft(announcement)
        if step.standing.action is Action.UPDATE and isinstance(self.announcer, Updates):
            return self._changed(self.announcer, step, announcement, memory)
        if step.standing.action is Action.LOOK:
            return look(self.announcer, announcement, memory, self.workspace.now)
        there = self._there_already(announcement, memory)
        return there or self.announcer.announce(announcement, memory)

    def _changed(
        self, announcer: Updates, step: Step, announcement: Announcement, memory: LedgerMemory
    ) -> Receipt:
        """Change what is there; what is known by its address only is looked for first."""
        name = step.remote_id
        if not name and isinstance(announcer, ReadsBack):
            found = announcer.find(announcement, Recalled({}))
            name = found.remote_id if found else ""
        if not name:
            return Receipt(State.NEEDS_HUMAN, url=step.standing.url, why=reasons.NAMELESS)
        receipt = announcer.update(name, announcement, memory)
        done = receipt.state is State.DONE
        url, remote_id = receipt.url or step.standing.url, receipt.remote_id or name
        named = replace(receipt, url=url, remote_id=remote_id)
        return replace(named, how=How.CHANGED) if done else named

    def _there_already(self, announcement: Announcement, memory: LedgerMemory) -> Receipt | None:
        """Look before anything is sent; whoever is killed meanwhile has sent nothing."""
        if isinstance(self.announcer, ReadsBack):
            memory.prepare()
        return looked_before(self.announcer, announcement, memory)

    def _count(self, receipt: Receipt) -> None:
        """Note failures in a row, and when the channel may be asked again."""
        known, _ = self.ledger.health(self.name)
        failures = known + 1 if _disturbed(receipt) else 0
        until = self._rests_until(receipt, failures)
        if failures != known or until:
            self.ledger.note_channel(self.name, failures=failures, rests_until=until)

    def _rests_until(self, receipt: Receipt, failures: int) -> datetime | None:
        if receipt.stops and receipt.not_before:
            return receipt.not_before
        return self.workspace.now + REST if failures >= MOST_FAILURES else None

    def _note_guarded(self, step: Step) -> None:
        """Note that a person has to decide, so that `status` can tell."""
        new = step.key.seen == 0 and step.standing.held
        if new:
            receipt = Receipt(State.NEEDS_HUMAN, How.GUARDED, why=reasons.GUARD)
            self.ledger.record(step.key, receipt)


def _disturbed(receipt: Receipt) -> bool:
    """Tell whether the channel is ill; one that refuses something is well."""
    return receipt.state is State.UNKNOWN or (
        receipt.state is State.FAILED and receipt.how is not How.REFUSED
    )
