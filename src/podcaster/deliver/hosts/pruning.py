"""What no feed names any more: shown first, then removed, and nothing else.

Only what our own list names can go; what the feed that stands there names, and what any feed of
the last ninety days named, stays: apps hold old feeds for long. Files of others are not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Final

from podcaster.deliver.channels import open_channels
from podcaster.deliver.hosts.inventory import (
    INVENTORY,
    Inventory,
    Kept,
    read_inventory,
    write_inventory,
)
from podcaster.deliver.hosts.stored import StoredHost
from podcaster.deliver.lock import LOCK, only_one
from podcaster.deliver.order import Order
from podcaster.doors.stores import Store
from podcaster.model.paths import FEED
from podcaster.settings import Settings
from podcaster.workspace import Workspace

KEPT_DAYS: Final = 90


@dataclass(frozen=True)
class Prunable:
    """What may go at one host.

    Attributes:
        channel: The host's name.
        files: Path -> what our list says about it.
    """

    channel: str
    files: Mapping[str, Kept]


def prunable(settings: Settings, workspace: Workspace, order: Order) -> tuple[Prunable, ...]:
    """Say what may go, host by host; nothing is changed by that.

    Raises:
        UsageError: If the order names a channel that is not there.
        DeliveryError: If a host can't be asked.
    """
    found = []
    for host in _stored(settings, workspace, order):
        with host.open_store(host.settings, host.secrets) as store:
            files = _may_go(store, read_inventory(store), workspace.now.date())
        found.append(Prunable(host.name, files))
    return tuple(found)


def prune(settings: Settings, workspace: Workspace, shown: tuple[Prunable, ...]) -> int:
    """Remove what was shown, as far as it still may go; return how many files went.

    Raises:
        OutdatedError: If somebody publishes there meanwhile; nothing was removed.
        DeliveryError: If a host refuses.
    """
    gone = 0
    wanted = {one.channel: one.files for one in shown if one.files}
    order = Order(channels=frozenset(wanted))
    with only_one(workspace.state / LOCK):
        for host in _stored(settings, workspace, order):
            with host.open_store(host.settings, host.secrets) as store:
                gone += _prune(store, wanted[host.name], workspace.now.date())
    return gone


def _prune(store: Store, wanted: Mapping[str, Kept], today: date) -> int:
    """Remove from one store; the list is written first, which stops another machine's publish."""
    there = read_inventory(store)
    may_go = [path for path in _may_go(store, there, today) if path in wanted]
    claimed = replace(there, tag=write_inventory(store, there))
    gone = store.delete_listed(may_go)
    left = {path: one for path, one in there.files.items() if path not in may_go}
    write_inventory(store, replace(claimed, files=left))
    return gone


def _may_go(store: Store, there: Inventory, today: date) -> dict[str, Kept]:
    """Return what no feed named of late and what still is what we wrote."""
    if FEED not in there.files:
        return {}
    first_day = min(there.files[FEED].named_on, (today - timedelta(days=KEPT_DAYS)).isoformat())
    old = {
        path: one
        for path, one in there.files.items()
        if one.named_on and one.named_on < first_day and _is_ours(path)
    }
    standing = store.listed(list(old))
    return {
        path: one
        for path, one in old.items()
        if path in standing and standing[path].size_bytes == one.size_bytes
    }


def _is_ours(path: str) -> bool:
    """Tell whether a path stays inside; the list lies where others may write."""
    parts = PurePosixPath(path).parts
    inside = parts and not {"..", "/", "."} & set(parts) and "/".join(parts) == path
    return bool(inside) and path not in {FEED, INVENTORY} and "\\" not in path


def _stored(settings: Settings, workspace: Workspace, order: Order) -> list[StoredHost]:
    hosts = open_channels(settings, workspace, order).hosts.values()
    return [host for host in hosts if isinstance(host, StoredHost)]
