"""What a store elsewhere lists of itself: which files are ours, who wrote last, and how often.

It stands beside the files, so that two machines see each other, and a ledger that was put back
from a backup sees that more has happened than it remembers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Final

from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import RefusedError
from podcaster.model.message import message

#: Where it stands in the store.
INVENTORY: Final = "podcaster-manifest.json"

LARGEST_BYTES: Final = 20_000_000


@dataclass(frozen=True)
class Kept:
    """One file of ours.

    Attributes:
        sha256: Digest of its content.
        size_bytes: Its length.
        tag: The store's tag when it was written, or "".
        named_on: The day (ISO) on which a feed last named it; `prune` counts from there.
    """

    sha256: str
    size_bytes: int
    tag: str = ""
    named_on: str = ""


@dataclass(frozen=True)
class Inventory:
    """Everything of ours in a store.

    Attributes:
        generation: Grows with every publish, whoever publishes; 0: nobody has.
        writer: Name of the ledger that published last.
        items: Item -> GUID and revision, as published last.
        files: Path -> file.
        tag: The store's tag of this list; `ABSENT`: there is none yet.
    """

    generation: int = 0
    writer: str = ""
    items: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    files: Mapping[str, Kept] = field(default_factory=dict)
    tag: str = ABSENT


def read_inventory(store: Store) -> Inventory:
    """Read what a store lists of itself.

    Raises:
        RefusedError: If a list stands there that is none of ours, or can't be understood.
        DeliveryError: If the store can't be asked.
    """
    there = store.stat(INVENTORY)
    if there is None:
        return Inventory()
    text = store.read(INVENTORY, 0, LARGEST_BYTES)
    try:
        return _parsed(json.loads(text), there.tag)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedError(
            message("`{path}` over there can't be understood", path=INVENTORY),
            hint=message("put it back from a backup of that server, or remove it"),
        ) from None


def write_inventory(store: Store, inventory: Inventory) -> str:
    """Put the list in place of the one that was read; return its new tag.

    Raises:
        OutdatedError: If somebody else has published meanwhile.
        DeliveryError: If the store did not take it.
    """
    values = {name: value for name, value in asdict(inventory).items() if name != "tag"}
    content = json.dumps({"version": 1, **values}, sort_keys=True, indent=1).encode()
    digest = sha256(content).hexdigest()
    upload = Upload(INVENTORY, content, len(content), digest, "application/json", "no-cache")
    return store.put(upload, inventory.tag).tag


def _parsed(value: Any, tag: str) -> Inventory:  # noqa: ANN401 - any JSON
    files = {
        str(path): Kept(
            str(one["sha256"]), int(one["size_bytes"]), str(one["tag"]), str(one["named_on"])
        )
        for path, one in value["files"].items()
    }
    items = {str(item): (str(guid), str(rev)) for item, (guid, rev) in value["items"].items()}
    return Inventory(int(value["generation"]), str(value["writer"]), items, files, tag)
