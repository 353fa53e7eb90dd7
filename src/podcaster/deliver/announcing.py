"""What is to be done, item by item and channel by channel, and why; nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from podcaster.deliver import reasons
from podcaster.deliver.announcers.audience import announcements_for, is_feed
from podcaster.deliver.channel import Announcer, ChangesSome, Guarantee, How, ReadsBack, Updates
from podcaster.deliver.drafting import draft_of, looked_at_first
from podcaster.deliver.fields import changes_between
from podcaster.deliver.ledger.records import Key, Operation, Row
from podcaster.deliver.revisions import announcement_revision
from podcaster.deliver.steps import Situation, Step, step_of
from podcaster.model.delivery import Action, Change, State
from podcaster.model.message import Message
from podcaster.model.release import Announcement

#: What waits for a person who has not looked yet; it is decided anew each time.
WAITING: Final = frozenset({(State.NEEDS_HUMAN, How.GUARDED), (State.NEEDS_HUMAN, How.DRAFTED)})

#: What came out this long before a channel began may still be announced there.
FRESH: Final = timedelta(hours=24)


def announce_steps(situation: Situation, channel: str, announcer: Announcer) -> tuple[Step, ...]:
    """Return what an announcer is to do, one step per announcement, the oldest first."""
    audience = announcements_for(announcer, situation.release)
    cases = (_Case(situation, channel, announcer, one) for one in audience)
    return tuple(_with_changes(_announce_step(case), case) for case in cases)


def _with_changes(step: Step, case: _Case) -> Step:
    """Say what people would see change, if anything is done or waits for a person's word."""
    if not step.due and step.standing.awaited is Action.NONE:
        return step
    changes = changes_between({}, case.announcement)
    if step.key.operation is Operation.UPDATE:
        changes = _changes(case)
    return replace(step, standing=replace(step.standing, changes=changes))


def _changes(case: _Case) -> tuple[Change, ...]:
    """Return what would be changed of what was told: no more than the channel can change."""
    key = case.key
    change = case.situation.row(key.channel, Operation.UPDATE, key.item, key.guid)
    told = change if change and change.state is State.DONE else case.row
    changes = changes_between(told.payload if told else {}, case.announcement)
    if not isinstance(case.announcer, ChangesSome):
        return changes
    return tuple(one for one in changes if one.field in case.announcer.changeable)


@dataclass(frozen=True)
class _Case:
    """One announcement at one channel."""

    situation: Situation
    channel: str
    announcer: Announcer
    announcement: Announcement

    @property
    def key(self) -> Key:
        return Key(
            self.channel,
            self.announcement.item,
            Operation.ANNOUNCE,
            announcement_revision(self.announcement),
            self.announcement.guid,
        )

    @property
    def row(self) -> Row | None:
        key = self.key
        return self.situation.row(key.channel, Operation.ANNOUNCE, key.item, key.guid)

    @property
    def from_before(self) -> bool:
        """Whether it was out before the ledger began or knew of it, or long before the channel.

        What is written in files knows whole seconds only.
        """
        snapshot, now = self.situation.snapshot, self.situation.now
        if self.announcement.item in snapshot.found:
            return True
        ledger = (snapshot.since or now).replace(microsecond=0)
        channel = snapshot.begun.get(self.channel, now) - FRESH
        return self.announcement.published_at < max(ledger, channel)

    def approved(self, revision: str) -> bool:
        """Tell whether a person approved it; another one, if the show wants a second."""
        said = {
            person
            for item, approved, person in self.situation.snapshot.approvals
            if (item, approved) == (self.key.item, revision)
        }
        second = self.situation.release.settings.approval
        return bool(said - {self.situation.who} if second else said)

    @property
    def draft(self) -> str:
        """Digest of what a person has to see before it is sent, or ""."""
        return draft_of(self.announcer, self.announcement)


#: What a rule says: how it stands and why nothing is done; None: nothing against it.
Verdict = tuple[State, Message] | None


def _announce_step(case: _Case) -> Step:
    """Return what is to be done with one announcement."""
    row = case.row
    if row and (change := _change_step(case, row)):
        return change
    return _seen_first(case, row, _first_step(case, row))


def _seen_first(case: _Case, row: Row | None, step: Step) -> Step:
    draft = case.draft
    return looked_at_first(step, row, draft, approved=bool(draft) and case.approved(draft))


def _first_step(case: _Case, row: Row | None) -> Step:
    """Ask every rule in turn; the first that has something against it decides."""
    for rule in RULES:
        if verdict := rule(case, row):
            return step_of(case.key, row, Action.NONE, verdict[1], verdict[0])
    again = row and row.state is State.UNKNOWN and case.announcer.guarantee.repeatable
    if row and (row.state is State.FAILED or again):
        return step_of(case.key, row, Action.ANNOUNCE, reasons.tried_again(row), State.FAILED)
    if row and row.state is State.UNKNOWN:  # as it was when it left
        key = replace(case.key, revision=row.revision)
        return step_of(key, row, Action.LOOK, reasons.LOOKED_FOR, State.UNKNOWN)
    reason = reasons.reason_of(row) if row and row.state is State.READY else reasons.NEW
    return step_of(case.key, row, Action.ANNOUNCE, reason, State.READY)


def _change_step(case: _Case, row: Row) -> Step | None:
    """Change what is there to what the item is now, where the channel can and the show wants."""
    channel = case.announcer
    if not (isinstance(channel, Updates) and channel.updates):
        return None
    if row.state is not State.DONE or row.how is How.ADOPTED or not _reached(case, row):
        return None
    if isinstance(channel, ChangesSome) and not _changes(case):
        return None
    key = replace(case.key, operation=Operation.UPDATE)
    change = case.situation.row(key.channel, Operation.UPDATE, key.item, key.guid)
    if row.revision == key.revision and (change is None or change.fence < row.fence):
        return None
    step = _judged_change(case, key, change)
    url = (change and change.remote_url) or row.remote_url
    return replace(step, remote_id=row.remote_id or "", standing=replace(step.standing, url=url))


def _reached(case: _Case, row: Row) -> bool:
    """Tell whether the post has a name there, or is found when it is to be changed."""
    by_address = row.how is How.RESOLVED and isinstance(case.announcer, ReadsBack)
    return bool(row.remote_id) or by_address


def _judged_change(case: _Case, key: Key, change: Row | None) -> Step:
    now, left = case.situation.now, _named(case, change)
    if change and change.state is State.SENDING:
        return step_of(key, change, Action.NONE, reasons.BUSY, State.SENDING)
    if change and change.state is State.DONE and change.revision == key.revision:
        return step_of(key, change, Action.NONE, reasons.reason_of(change), State.DONE)
    if change and change.not_before and change.not_before > now:
        return step_of(key, change, Action.NONE, reasons.reason_of(change), change.state)
    stopped = _given_up(case, change) or _not_resting(case, change)
    if waits := left or stopped or _approved(case, change):
        return step_of(key, change, Action.NONE, waits[1], waits[0])
    step = step_of(key, change, Action.UPDATE, reasons.CHANGED, State.READY)
    return _seen_first(case, change, step)


def _given_up(case: _Case, change: Row | None) -> Verdict:
    """Leave alone what only a person can mend, until it changes again or a person names it."""
    if change is None or change.revision != case.key.revision:
        return None
    since = case.row is not None and change.fence < case.row.fence  # it was said where the post is
    asked = change.state is State.NEEDS_HUMAN and (change.state, change.how) not in WAITING
    if since or case.situation.order.names_item(change.item) or not (asked or change.given_up):
        return None
    return change.state, reasons.reason_of(change)


def _not_settled(case: _Case, row: Row | None) -> Verdict:
    """Leave alone what is there, was handed over, or only a person can tell."""
    if row is None or row.state in {State.READY, State.FAILED} or (row.state, row.how) in WAITING:
        return None
    if row.state is State.UNKNOWN and case.announcer.guarantee.repeatable:
        return None
    if row.state is State.UNKNOWN and isinstance(case.announcer, ReadsBack):
        settle = timedelta(seconds=case.announcer.patience.settle_s)
        at = row.not_before or row.updated_at + settle
        return None if at <= case.situation.now else (row.state, reasons.looked_for_at(row, at))
    there = row.state in {State.DONE, State.HANDED_OVER}
    changed = there and row.how is not How.ADOPTED and row.revision != case.key.revision
    return row.state, reasons.changed_since(row) if changed else reasons.reason_of(row)


def _of_its_topics(case: _Case, row: Row | None) -> Verdict:
    """Tell a channel only about the topics it takes."""
    del row
    wanted = {topic.casefold() for topic in case.announcer.topics}
    has = {topic.casefold() for topic in case.announcement.topics}
    return (
        (State.SKIPPED, reasons.other_topics(case.announcer.topics))
        if wanted and not wanted & has
        else None
    )


def _named(case: _Case, row: Row | None) -> Verdict:
    """Announce only what the command line names, if it names any."""
    del row
    item = case.announcement.item
    named = is_feed(item) or case.situation.order.takes_item(item)
    return None if named else (State.SKIPPED, reasons.NOT_NAMED)


def _not_put_off(case: _Case, row: Row | None) -> Verdict:
    """Wait until a channel may be asked again."""
    if row is None or row.not_before is None or row.not_before <= case.situation.now:
        return None
    return row.state, reasons.reason_of(row)


def _not_resting(case: _Case, row: Row | None) -> Verdict:
    """Leave a channel alone after it failed too often, or when it said so."""
    rest = case.situation.rest(case.channel, case.announcement.item)
    return (row.state if row else State.READY, rest) if rest else None


def _not_given_up(case: _Case, row: Row | None) -> Verdict:
    """Stop trying what failed again and again, unless a person names it."""
    if row is None or not row.given_up or case.situation.order.names_item(row.item):
        return None
    return State.FAILED, reasons.reason_of(row)


def _reachable(case: _Case, row: Row | None) -> Verdict:
    """Announce nothing that a host has not taken, in this run or an earlier one."""
    del row
    if is_feed(case.announcement.item):
        return None  # who tells of a feed looks itself whether people get it
    missing = next(_missing_hosts(case), None)
    return (State.READY, reasons.not_reachable(missing)) if missing else None


def _missing_hosts(case: _Case) -> Iterator[str]:
    item, guid = case.announcement.item, case.announcement.guid
    for host in case.situation.hosts:
        row = case.situation.row(host, Operation.HOST, item, guid)
        taken = row is not None and row.state is State.DONE
        if not taken and not case.situation.order.takes_channel(host):
            yield host


def _not_from_before(case: _Case, row: Row | None) -> Verdict:
    """Send nobody what came out before anything was remembered, unless a person names it.

    A fresh clone or a lost disk has no memory; without this rule it would repeat everything.
    """
    if row and row.how is not How.GUARDED:
        return None
    harmless = case.announcer.guarantee in {Guarantee.HANDED_OVER, Guarantee.HARMLESS}
    named = case.situation.order.names_item(case.announcement.item)
    held = case.from_before and not harmless and not named
    return (State.NEEDS_HUMAN, reasons.GUARD) if held else None


def _approved(case: _Case, row: Row | None) -> Verdict:
    """Wait for another person's word, if the show wants it; pings tell nobody anything.

    What is shown first waits later: for a word about what was shown.
    """
    del row
    wanted = case.situation.release.settings.approval
    if not wanted or case.announcer.guarantee is Guarantee.HARMLESS or case.draft:
        return None
    return None if case.approved(case.key.revision) else (State.NEEDS_HUMAN, reasons.UNAPPROVED)


RULES: Final[tuple[Callable[[_Case, Row | None], Verdict], ...]] = (
    _not_settled,
    _of_its_topics,
    _named,
    _not_put_off,
    _not_given_up,
    _not_resting,
    _reachable,
    _not_from_before,
    _approved,
)
