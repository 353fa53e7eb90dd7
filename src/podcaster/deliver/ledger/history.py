"""What hosts already took, for the rules that look back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from podcaster.deliver.ledger.built import read_build
from podcaster.deliver.ledger.home import hosted_guids
from podcaster.model.facts import LastBuild

EPISODE: Final = "episode/"


@dataclass(frozen=True)
class History:
    """The ledger, as rules see it.

    Attributes:
        state: The show's `.podcaster/`.
        ledger: Address of the ledger, if it is on a server.
    """

    state: Path
    ledger: str = field(default="", repr=False)

    def published_guids(self) -> Mapping[str, str]:
        """Return slug -> GUID of every episode that a host took.

        Raises:
            FolderError: If the ledger can't be read.
        """
        return {
            item.removeprefix(EPISODE): guid
            for item, guid in hosted_guids(self.state, self.ledger).items()
            if item.startswith(EPISODE)
        }

    def last_build(self) -> LastBuild:
        """Return what the last build said of the episodes."""
        return read_build(self.state)
