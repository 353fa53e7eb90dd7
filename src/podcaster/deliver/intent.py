"""From when on a post can stand somewhere: not before its sending was intended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from podcaster.deliver.channel import Memory
from podcaster.model.release import Announcement

#: Under this name the ledger keeps when an item first left the house.
LEFT_AT: Final = "left_at"

#: Nobody's clock is that wrong: what is so much older can't be the item's post.
CLOCKS: Final = timedelta(days=2)


def earliest(announcement: Announcement, memory: Memory) -> datetime:
    """Return the moment before which an item's post can't have been made.

    A ledger that was lost knows of no sending; then it is the moment the item came out.
    """
    left_at = memory.recall(LEFT_AT)
    return (datetime.fromisoformat(left_at) if left_at else announcement.published_at) - CLOCKS
