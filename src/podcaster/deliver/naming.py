"""What a person knows by its address has a name over there, by which it is changed or deleted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Protocol, runtime_checkable

from podcaster.deliver.channel import How, Memory
from podcaster.deliver.channels import open_channels
from podcaster.deliver.ledger.records import Row
from podcaster.deliver.order import Order
from podcaster.errors import DeliveryError
from podcaster.model.hosts import is_host
from podcaster.settings import Settings
from podcaster.workspace import Workspace

#: How folders are named that are handed over to people: by a day and a slug.
_HANDED_OVER: Final = re.compile(r"(?:.*/)?\d{4}-\d{2}-\d{2}-[^/]*", re.DOTALL)


@runtime_checkable
class KnowsAddresses(Protocol):
    """An announcer that can tell from an address how something is named there."""

    def named(self, url: str) -> str:
        """Return the name of what stands at `url`, or "" if that can't be told.

        Raises:
            DeliveryError: If it has to be asked for, and can't be at the moment.
        """
        ...


def name_at(announcer: object, url: str) -> str:
    """Return the name of what stands at `url`, or "" if nobody can tell now."""
    if not isinstance(announcer, KnowsAddresses):
        return ""
    try:
        return announcer.named(url)
    except DeliveryError:
        return ""


@runtime_checkable
class TellsMany(Protocol):
    """An announcer that tells one after the other: some may have it, and others not."""

    def arrived(self, memory: Memory) -> Mapping[str, object]:
        """Return what is kept when a person says that what was in doubt arrived.

        Args:
            memory: What was kept so far.
        """
        ...


def announcer_named(workspace: Workspace, settings: Settings, channel: str) -> object:
    """Return an announcer of the show, or None if none has that name."""
    known = settings.channels.get(channel)
    if known is None or is_host(known):
        return None
    opened = open_channels(settings, workspace, Order(frozenset({channel})))
    return opened.announcers[channel]


def as_named_there(row: Row) -> Row:
    """Return a row whose `remote_id`, if it has one, is the name over there.

    Once `podcaster confirm` kept the folder that was handed over in its place; such ledgers exist.
    """
    folder = row.how is How.CONFIRMED and _HANDED_OVER.fullmatch(row.remote_id or "")
    return replace(row, remote_id=None) if folder else row
