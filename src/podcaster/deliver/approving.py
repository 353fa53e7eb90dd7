"""A second pair of eyes: somebody else says that these revisions may be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from podcaster.deliver.ledger.opening import ledger_of
from podcaster.deliver.promise import Promise, refuse_another
from podcaster.errors import UsageError
from podcaster.model.delivery import Action, Standing, State
from podcaster.model.message import message
from podcaster.workspace import Workspace

PLAN: Final = message("`podcaster plan` says what would go out")
APPROVED: Final = message("somebody looked at it, and it may go out")
LOOK_FIRST: Final = message("`podcaster publish` puts there what is to be looked at")


def approve(
    workspace: Workspace, planned: Iterable[Standing], promise: Promise | None = None
) -> tuple[Standing, ...]:
    """Note that what waits for it may be told, in exactly these revisions.

    Args:
        workspace: The show's; who says so is its person.
        planned: What publish would do.
        promise: The plan that was looked at: it has to be exactly that; None: any.

    Returns:
        What waited, as it stands now.

    Raises:
        UsageError: If nobody knows who says so, or nothing waits.
        OutdatedError: If it is not the plan that was looked at.
        FolderError: If the ledger can't be written.
    """
    rows = tuple(planned)
    refuse_another(promise, rows)
    waiting = tuple(row for row in rows if row.approval)
    if not workspace.who:
        raise UsageError(
            message("nobody knows who you are"),
            hint=message("say it in the environment: `PODCASTER_PERSON`"),
        )
    if not waiting:
        raise UsageError(
            message("nothing waits for a second pair of eyes"),
            hint=LOOK_FIRST if any(map(_unseen, rows)) else PLAN,
        )
    with ledger_of(workspace) as ledger:
        ledger.approve({(row.item, row.approval) for row in waiting})
    return tuple(
        replace(row, action=row.awaited, state=State.READY, reason=APPROVED) for row in waiting
    )


def _unseen(row: Standing) -> bool:
    return row.action is Action.DRAFT
