"""What every channel keeps: one method, a declared class, a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from podcaster.doors.progress import Progress
from podcaster.model.delivery import State
from podcaster.model.message import Message

if TYPE_CHECKING:  # brings all that people write; who reads the log needs none of it
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
    CHANGED = "changed"
    ABSENT = "absent"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


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
    """What a host did.

    Attributes:
        written: How many files it wrote.
        unchanged: How many it left as they were.
        removed: How many it removed.
        generation: How often has been published there; 0: it does not count.
        stood: Items that stood there before, by the host's own list.
    """

    written: int
    unchanged: int
    removed: int
    generation: int = 0
    stood: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HostMemory:
    """What the ledger remembers about a host.

    Attributes:
        writer: Name of the ledger; each has another.
        generation: How often had been published there when we last did.
    """

    writer: str = ""
    generation: int = 0


class Host(Protocol):
    """A channel that stores files."""

    @property
    def guarantee(self) -> Guarantee:
        """Its class."""
        ...

    def host(self, release: Release, progress: Progress, memory: HostMemory) -> Written:
        """Take the whole release.

        Raises:
            FolderError: If it can't be written; what stood there before still stands.
            DeliveryError: If the other side did not take it.
        """
        ...


@dataclass(frozen=True)
class Found:
    """What a channel shows of an item.

    Attributes:
        remote_id: Its name over there.
        url: Where people can see it, or None if they can't yet.
        public: Whether people see it; False: it stands there as a draft.
        ours: Whether it is ours, as far as that can be told; others may tell of the item, too.
    """

    remote_id: str
    url: str | None = None
    public: bool = True
    ours: bool = True


class OnAbsent(StrEnum):
    """What to do with a sending in doubt that is not found when it should be there by now."""

    ASK = "ask"
    RESEND = "resend"


@dataclass(frozen=True)
class Patience:
    """How a channel's doubt is settled by reading back.

    Attributes:
        settle_s: So long what was sent may still appear: longest late effect and reading lag.
        on_absent: What to do when it is not there after that, twice.
    """

    settle_s: float = 300.0
    on_absent: OnAbsent = OnAbsent.ASK


class Announcer(Protocol):
    """A channel that tells people; what else it can, it says by more protocols below."""

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


@runtime_checkable
class HasOwnWords(Protocol):
    """An announcer whose post comes from a template of its own."""

    @property
    def template(self) -> str:
        """The template's name, as `model/posts.py` lists it."""
        ...


@runtime_checkable
class TellsOfFeeds(Protocol):
    """An announcer for services: it tells once that a feed has changed, whatever is in it."""

    @property
    def of_feeds(self) -> bool:
        """Always true."""
        ...


@runtime_checkable
class TellsOfPages(Protocol):
    """An announcer for services: it tells of the items that have a page here, and of that page."""

    @property
    def of_pages(self) -> bool:
        """Always true."""
        ...


@runtime_checkable
class ReadsBack(Protocol):
    """An announcer that can be asked; the class `READABLE_BACK` promises it."""

    @property
    def patience(self) -> Patience:
        """How doubt is settled here."""
        ...

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for what a try that kept `memory` may have sent; None: it certainly isn't there.

        Raises:
            DeliveryError: If it can't be asked at the moment.
        """
        ...


@runtime_checkable
class Updates(Protocol):
    """An announcer that can change what it told; repeating a change does no harm."""

    @property
    def updates(self) -> bool:
        """Whether the show wants changed items changed there, too."""
        ...

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Make what stands there what the item is now.

        Raises:
            NotSentError: If provably nothing left the house.
            RefusedError: If the other side said no.
            OutcomeUnknownError: If nobody knows whether it arrived; it is done again later.
        """
        ...


@runtime_checkable
class ChangesSome(Protocol):
    """An announcer that can change some of what it told, and nothing else."""

    @property
    def changeable(self) -> frozenset[str]:
        """Fields that can be changed there, by their names in `fields.py`."""
        ...


@runtime_checkable
class Deletes(Protocol):
    """An announcer that can take back what it told; what is gone already is well."""

    def delete(self, remote_id: str) -> None:
        """Take it back.

        Raises:
            DeliveryError: If it can't be done at the moment.
        """
        ...
