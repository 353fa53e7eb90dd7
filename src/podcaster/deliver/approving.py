"""A second pair of eyes: somebody else says that these revisions may be told."""

from __future__ import annotations

from collections.abc import Iterable

from podcaster.deliver import reasons
from podcaster.deliver.ledger.opening import ledger_of
from podcaster.errors import UsageError
from podcaster.model.delivery import Standing
from podcaster.model.message import message
from podcaster.workspace import Workspace


def approve(workspace: Workspace, planned: Iterable[Standing]) -> tuple[Standing, ...]:
    """Note that what waits for it may be told, in exactly these revisions.

    Args:
        workspace: The show's; who says so is its person.
        planned: What publish would do.

    Returns:
        What waited.

    Raises:
        UsageError: If nobody knows who says so, or nothing waits.
        FolderError: If the ledger can't be written.
    """
    waiting = tuple(row for row in planned if row.reason is reasons.UNAPPROVED)
    if not workspace.who:
        raise UsageError(
            message("nobody knows who you are"),
            hint=message("say it in the environment: `PODCASTER_PERSON`"),
        )
    if not waiting:
        raise UsageError(
            message("nothing waits for a second pair of eyes"),
            hint=message("`podcaster plan` says what would go out"),
        )
    with ledger_of(workspace) as ledger:
        ledger.approve({(row.item, row.revision) for row in waiting})
    return waiting
