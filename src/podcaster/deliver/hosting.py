"""What is to be done at a host, item by item, and why; nothing is changed here."""

from __future__ import annotations

from dataclasses import replace

from podcaster.deliver import reasons
from podcaster.deliver.ledger.records import Key, Operation, Row
from podcaster.deliver.revisions import item_revisions
from podcaster.deliver.steps import Situation, Step, step_of
from podcaster.model.delivery import Action, State


def host_steps(situation: Situation, channel: str) -> tuple[Step, ...]:
    """Return what a host is to do, one step per item of the release."""
    return tuple(
        _host_step(situation, Key(channel, item, Operation.HOST, revision, guid), url)
        for item, (revision, guid, url) in item_revisions(situation.release).items()
    )


def _host_step(situation: Situation, key: Key, url: str | None) -> Step:
    row = situation.row(key.channel, Operation.HOST, key.item, key.guid)
    step = _judged_host_step(key, row)
    return replace(step, url=url)


def _judged_host_step(key: Key, row: Row | None) -> Step:
    if row is None:
        return step_of(key, None, Action.HOST, reasons.NEW, State.READY)
    if row.state is State.SENDING:
        return step_of(key, row, Action.NONE, reasons.BUSY, State.SENDING)
    if row.state is not State.DONE:
        return step_of(key, row, Action.HOST, reasons.tried_again(row), row.state)
    if row.revision != key.revision:
        return step_of(key, row, Action.HOST, reasons.hosted_again(row), State.READY)
    return step_of(key, row, Action.NONE, reasons.reason_of(row), State.DONE)
