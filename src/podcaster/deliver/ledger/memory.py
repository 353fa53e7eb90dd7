"""What the ledger keeps about one sending, and an error's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from podcaster.deliver.intent import LEFT_AT
from podcaster.deliver.ledger.claims import Claim
from podcaster.deliver.ledger.ledger import Ledger
from podcaster.errors import PodcasterError
from podcaster.model.message import Message, message


def nothing_noted() -> None:
    """Note nothing: the channel can be asked, or minds nothing."""


@dataclass(frozen=True)
class LedgerMemory:
    """What the ledger keeps about one sending.

    Attributes:
        ledger: Where it is kept.
        claim: The sending.
        repeatable: Whether the channel takes the same thing twice without harm.
        note: Notes beside the ledger that it leaves.
        kept: What this run has kept so far.
    """

    ledger: Ledger
    claim: Claim
    repeatable: bool = False
    note: Callable[[], None] = nothing_noted
    kept: dict[str, object] = field(default_factory=dict)

    @property
    def has_left(self) -> bool:
        """Whether something left in this run."""
        return LEFT_AT in self.kept

    def recall(self, name: str) -> str:
        """Return what an earlier try kept under `name`, or ""."""
        return str({**self.claim.payload, **self.kept}.get(name, ""))

    def prepare(self, **facts: object) -> None:
        """Keep facts; what follows may be repeated after a crash."""
        self.ledger.keep(self.claim, facts, repeatable=True)
        self.kept.update(facts)

    def leave(self, **facts: object) -> None:
        """Keep facts; what follows must not be repeated by itself, unless the channel minds not."""
        first = self.recall(LEFT_AT) or self.ledger.now.isoformat()
        kept = {**facts, LEFT_AT: first}
        self.ledger.keep(self.claim, kept, repeatable=self.repeatable)
        self.note()
        self.kept.update(kept)


@dataclass(frozen=True)
class Recalled:
    """What an earlier sending kept, to be read only."""

    payload: Mapping[str, object]

    def recall(self, name: str) -> str:
        """Return what was kept under `name`, or ""."""
        return str(self.payload.get(name, ""))

    def prepare(self, **facts: object) -> None:
        """Keep nothing."""

    def leave(self, **facts: object) -> None:
        """Keep nothing."""


def said(error: PodcasterError) -> Message:
    """Return what an error says, with its place and its hint, as one sentence."""
    what: Message = error.what
    if error.place:
        what = message("`{place}`: {what}", place=str(error.place), what=what)
    return message("{what}: {hint}", what=what, hint=error.hint) if error.hint else what
