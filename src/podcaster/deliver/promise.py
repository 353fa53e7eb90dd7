"""A plan that was looked at: exactly that is done, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from podcaster.deliver.hosts.files import reading, write_file
from podcaster.errors import OutdatedError, UsageError
from podcaster.model.delivery import Action, Standing
from podcaster.model.findings import Place
from podcaster.model.message import message

VERSION: Final = 1

#: Item, channel, action and revision of each thing that is to be done.
Promise = frozenset[tuple[str, str, str, str]]


def promise_of(standings: Iterable[Standing]) -> Promise:
    """Return what a plan promises to do, at once or as soon as it is approved."""
    steps = (
        (row, row.awaited if row.awaited is not Action.NONE else row.action) for row in standings
    )
    return frozenset(
        (row.item, row.channel, action.value, row.revision)
        for row, action in steps
        if action is not Action.NONE
    )


def write_promise(file: Path, standings: Iterable[Standing]) -> None:
    """Write a plan to be looked at and done later.

    Raises:
        FolderError: If it can't be written.
    """
    names = ("item", "channel", "action", "revision")
    steps = [dict(zip(names, step, strict=True)) for step in sorted(promise_of(standings))]
    text = json.dumps({"version": VERSION, "steps": steps}, indent=1)
    write_file(file, [f"{text}\n".encode()])


def read_promise(file: Path) -> Promise:
    """Read such a plan.

    Raises:
        FolderError: If it can't be read.
        UsageError: If it is none.
    """
    with reading(file):
        content = file.read_bytes()
    try:
        return _parsed(json.loads(content))
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            message("is no plan"),
            place=Place(str(file)),
            hint=message("`podcaster plan --save FILE` makes one"),
        ) from None


def _parsed(value: Any) -> Promise:  # noqa: ANN401 - any JSON
    if value["version"] != VERSION:
        raise ValueError
    return frozenset(
        (str(one["item"]), str(one["channel"]), str(one["action"]), str(one["revision"]))
        for one in value["steps"]
    )


def keep_promise(promise: Promise | None, standings: Iterable[Standing]) -> None:
    """Stop before anything is done if it is not exactly what was promised, or not approved.

    Raises:
        OutdatedError: If so; it names what differs, or what waits.
    """
    rows = tuple(standings)
    refuse_another(promise, rows)
    waiting = sorted(f"`{row.item}` ({row.channel})" for row in rows if row.approval)
    if promise is not None and waiting:
        raise OutdatedError(
            message("not all of the plan is approved: {items}", items=", ".join(waiting)),
            hint=message("somebody looks at it, and says `podcaster approve --plan FILE`"),
        )


def refuse_another(promise: Promise | None, standings: Iterable[Standing]) -> None:
    """Stop if what is to be done is not what was promised.

    Raises:
        OutdatedError: If so; it names what differs.
    """
    if promise is None or promise == (now := promise_of(standings)):
        return
    differing = sorted({f"`{item}` ({channel})" for item, channel, _, _ in promise ^ now})
    raise OutdatedError(
        message("the world has moved since the plan was made: {items}", items=", ".join(differing)),
        hint=message("look at a new one: `podcaster plan --save FILE`"),
    )
