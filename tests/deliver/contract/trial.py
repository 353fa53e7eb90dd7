"""One kind of channel, set up on loopback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from podcaster.doors.web import WebDoor
from podcaster.outside.web import RealWeb

#: The channel's name in every trial; its secrets are `PODCASTER_CHANNEL_...`.
NAME = "channel"


def nothing_seen() -> int:
    """Say that people see nothing there by themselves."""
    return 0


@dataclass(frozen=True)
class Trial:
    """One kind of channel, set up.

    Attributes:
        settings: What publish.yaml says about it.
        secrets: Its secrets by the names they have in the environment.
        seen: Counts what people see there now.
        break_down: From now on nothing answers there any more.
        web: The way there, if it is not the real one.
    """

    settings: Mapping[str, object]
    secrets: Mapping[str, str] = field(default_factory=dict)
    seen: Callable[[], int] = nothing_seen
    break_down: Callable[[], None] | None = None
    web: WebDoor = field(default_factory=RealWeb)


Setting = Callable[[Path], AbstractContextManager[Trial]]
