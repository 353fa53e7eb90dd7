"""Drafts first: a person looks at the very post before it is sent, where the show wants that."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Protocol, runtime_checkable

from podcaster.deliver import reasons
from podcaster.deliver.channel import How, Receipt
from podcaster.deliver.ledger.records import Row
from podcaster.deliver.steps import Step
from podcaster.model.delivery import Action, State
from podcaster.model.release import Announcement

#: Under this name the ledger keeps the digest of what lies there to be looked at.
DRAFT: Final = "draft"

#: What a person looks at before it happens.
SENDING: Final = frozenset({Action.ANNOUNCE, Action.UPDATE})


@runtime_checkable
class DraftsFirst(Protocol):
    """An announcer that can show a post before it sends it."""

    @property
    def drafts_first(self) -> bool:
        """Whether the show wants that."""
        ...

    def draft_revision(self, announcement: Announcement) -> str:
        """Return the digest of what would be sent: another post, another digest."""
        ...

    def draft(self, announcement: Announcement) -> Receipt:
        """Put what would be sent where a person can look at it; nothing leaves the house.

        Raises:
            RefusedError: If it could not be sent.
            FolderError: If it can't be written.
        """
        ...


def draft_of(announcer: object, announcement: Announcement) -> str:
    """Return the digest of what a person has to see before it is sent, or "": of nothing."""
    if isinstance(announcer, DraftsFirst) and announcer.drafts_first:
        return announcer.draft_revision(announcement)
    return ""


def looked_at_first(step: Step, row: Row | None, draft: str, *, approved: bool) -> Step:
    """Return what is done instead of a sending that nobody has seen.

    Args:
        step: What would be done.
        row: How it stands, or None.
        draft: Digest of what would be sent, or "": it may go unseen.
        approved: Whether somebody approved exactly that.
    """
    if not draft or approved or step.standing.action not in SENDING:
        return step
    lies_there = row is not None and row.how is How.DRAFTED and row.payload.get(DRAFT) == draft
    if row is None or not lies_there:
        drafted = replace(step.standing, action=Action.DRAFT, reason=reasons.DRAFTED_FIRST)
        return replace(step, standing=drafted)
    waiting = replace(
        step.standing,
        action=Action.NONE,
        state=State.NEEDS_HUMAN,
        reason=reasons.reason_of(row),
        awaited=step.standing.action,
        approval=draft,
    )
    return replace(step, standing=waiting)
