"""What was, or would be, done at each channel for each item."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from podcaster.model.message import Message
from podcaster.model.release import Release


class State(StrEnum):
    """How an item stands at a channel."""

    READY = "ready"
    SENDING = "sending"
    DONE = "done"
    UNKNOWN = "unknown"
    FAILED = "failed"
    NEEDS_HUMAN = "needs_human"
    HANDED_OVER = "handed_over"
    SKIPPED = "skipped"


class Action(StrEnum):
    """What publish does, or would do."""

    HOST = "host"
    ANNOUNCE = "announce"
    UPDATE = "update"
    NONE = "none"


@dataclass(frozen=True)
class Standing:
    """One item at one channel.

    Attributes:
        item: `episode/<slug>` or `news/<slug>`.
        channel: The channel's name in publish.yaml.
        action: What is done.
        reason: Why, and what a person should do if anything.
        state: How it stands (after a publish) or stood (in a plan).
        url: Where it can be seen, or None.
    """

    item: str
    channel: str
    action: Action
    reason: Message
    state: State
    url: str | None = None


@dataclass(frozen=True)
class Delivery:
    """What publish did."""

    release: Release
    standings: tuple[Standing, ...]
    files_written: int = 0
    files_unchanged: int = 0

    @property
    def failed(self) -> bool:
        """Whether a channel did not take something."""
        return any(row.state in {State.FAILED, State.UNKNOWN} for row in self.standings)
