"""What is to be done at a host, item by item, and why; nothing is changed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from podcaster.deliver import reasons
from podcaster.deliver.fields import TOLD
from podcaster.deliver.hosted_fields import PAGE, hosted_changes, hosted_fields
from podcaster.deliver.ledger.records import Key, Operation, Row
from podcaster.deliver.revisions import item_revisions
from podcaster.deliver.steps import Situation, Step, step_of
from podcaster.model.delivery import Action, State
from podcaster.model.hosts import FolderChannel
from podcaster.model.release import Release


def host_steps(situation: Situation, channel: str) -> tuple[Step, ...]:
    """Return what a host is to do, one step per item of the release."""
    return tuple(
        _host_step(situation, Key(channel, item, Operation.HOST, revision, guid), url)
        for item, (revision, guid, url) in item_revisions(situation.release).items()
    )


def with_changes(situation: Situation, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the same, saying field by field what listeners and readers will see change."""
    if not any(step.due for step in steps):
        return steps
    fields = hosted_fields(situation.release)
    return tuple(_changed(situation, step, fields) if step.due else step for step in steps)


def gone_steps(situation: Situation, channel: str) -> tuple[Step, ...]:
    """Return what a host has and the release has not any more, one step per item."""
    there = item_revisions(situation.release)
    guids = {guid for _, guid, _ in there.values()}
    return tuple(
        _gone_step(situation.release, row)
        for row in situation.snapshot.rows
        if (row.channel, row.operation, row.state) == (channel, Operation.HOST, State.DONE)
        and row.item not in there
        and row.guid not in guids
    )


def facts_of(release: Release) -> Mapping[str, Mapping[str, object]]:
    """Return item -> what the ledger keeps about its hosting."""
    return {item: {TOLD: fields} for item, fields in hosted_fields(release).items()}


def _changed(situation: Situation, step: Step, fields: Mapping[str, Mapping[str, str]]) -> Step:
    key = step.key
    row = situation.row(key.channel, Operation.HOST, key.item, key.guid)
    now = fields.get(key.item, {})
    changes = hosted_changes(row.payload if row else {}, now, first=row is None)
    return replace(step, standing=replace(step.standing, changes=changes))


def _gone_step(release: Release, row: Row) -> Step:
    """Say that an item leaves the feed; pages go where documents are cleared away at once."""
    key = Key(row.channel, row.item, Operation.HOST, row.revision, row.guid)
    clears = isinstance(release.settings.channels.get(row.channel), FolderChannel)
    told = row.payload.get(TOLD)
    before = told if isinstance(told, Mapping) else {}
    stays = {name: str(text) for name, text in before.items() if name.startswith(PAGE)}
    step = step_of(key, row, Action.HOST, reasons.GONE, State.READY)
    changes = hosted_changes(row.payload, {} if clears else stays)
    return replace(step, standing=replace(step.standing, changes=changes))


def _host_step(situation: Situation, key: Key, url: str | None) -> Step:
    row = situation.row(key.channel, Operation.HOST, key.item, key.guid)
    step = _judged_host_step(key, row)
    return replace(step, url=url)


def _judged_host_step(key: Key, row: Row | None) -> Step:
    if row is None or row.state is State.SKIPPED:
        return step_of(key, row, Action.HOST, reasons.NEW, State.READY)
    if row.state is State.SENDING:
        return step_of(key, row, Action.NONE, reasons.BUSY, State.SENDING)
    if row.state is not State.DONE:
        return step_of(key, row, Action.HOST, reasons.tried_again(row), row.state)
    if row.revision != key.revision:
        return step_of(key, row, Action.HOST, reasons.hosted_again(row), State.READY)
    return step_of(key, row, Action.NONE, reasons.reason_of(row), State.DONE)
