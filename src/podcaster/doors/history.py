"""The door to what the ledger remembers; `deliver/ledger/history.py` has the real one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # brings all that people write
    from podcaster.model.facts import LastBuild


class HistoryDoor(Protocol):
    """What the ledger remembers, as far as rules need it."""

    def published_guids(self) -> Mapping[str, str]:
        """Return slug -> GUID of every episode that a host took."""
        ...

    def last_build(self) -> LastBuild:
        """Return what the last build said of the episodes."""
        ...
