"""What every channel keeps: one method, a declared class, a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from podcaster.doors import Progress
from podcaster.model.delivery import State
from podcaster.model.message import Message
from podcaster.model.release import Announcement, Release


class Guarantee(StrEnum):
    """What happens when the same thing is delivered again; each channel declares its class.

    IDEMPOTENT: the second time changes nothing.
    READABLE_BACK: it can be asked whether it has arrived.
    AT_MOST_ONCE: nobody can tell; what is in doubt is never repeated without a person.
    HARMLESS: it arrives again, and nobody minds.
    HANDED_OVER: a person takes it from here.
    """

    IDEMPOTENT = "idempotent"
    READABLE_BACK = "readable back"
    AT_MOST_ONCE = "at most once"
    HARMLESS = "harmless"
    HANDED_OVER = "handed over"

    @property
    def repeatable(self) -> bool:
        """Whether an interrupted delivery may simply be done again."""
        return self not in {Guarantee.READABLE_BACK, Guarantee.AT_MOST_ONCE}


class How(StrEnum):
    """Which way a state came about."""

    HOSTED = "hosted"
    SENT = "sent"
    HANDED_OVER = "handed over"
    DRAFTED = "drafted"
    FOUND = "found"
    ADOPTED = "adopted"
    RESOLVED = "resolved"
    GUARDED = "guarded"
    REFUSED = "refused"


@dataclass(frozen=True)
class Receipt:
    """What a channel answered.

    Attributes:
        state: How the item stands there now.
        how: Which way that came about.
        url: Where people can see it, or None.
        remote_id: Its name over there, or None.
        why: What is wrong and what to do, or None.
        not_before: No further try before this moment, or None.
        stops: Whether the channel is to be left alone for the rest of this run.
    """

    state: State
    how: How = How.SENT
    url: str | None = None
    remote_id: str | None = None
    why: Message | None = None
    not_before: datetime | None = None
    stops: bool = False


class Memory(Protocol):
    """What the ledger keeps about one sending, on disk before the next byte leaves."""

    def recall(self, name: str) -> str:
        """Return what an earlier try kept under `name`, or ""."""
        ...

    def prepare(self, **facts: object) -> None:
        """Keep facts; what follows may be repeated after a crash."""
        ...

    def leave(self, **facts: object) -> None:
        """Keep facts; what follows must not be repeated by itself."""
        ...


@dataclass(frozen=True)
class Written:
    """What a host did: how many files it wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


class Host(Protocol):
    """A channel that stores files."""

    @property
    def guarantee(self) -> Guarantee:
        """Its class."""
        ...

    def host(self, release: Release, progress: Progress) -> Written:
        """Take the whole release.

        Raises:
            FolderError: If it can't be written; what stood there before still stands.
            DeliveryError: If the other side did not take it.
        """
        ...


class Announcer(Protocol):
    """A channel that tells people."""

    @property
    def guarantee(self) -> Guarantee:
        """Its class."""
        ...

    @property
    def topics(self) -> tuple[str, ...]:
        """Only items with one of these topics are told; empty: all."""
        ...

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Tell people about one item.

        Raises:
            NotSentError: If provably nothing left the house.
            RefusedError: If the other side said no.
            OutcomeUnknownError: If it left, and nobody knows whether it arrived.
            FolderError: If files can't be read or written.
        """
        ...
