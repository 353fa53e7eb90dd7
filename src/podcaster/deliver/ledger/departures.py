"""A note beside the ledger of what left and can't be asked about; it outlives the ledger.

A ledger that was put back from yesterday's backup has forgotten today. What a channel shows can be
read, and hosts keep lists; where neither helps, this note tells that there is something to ask a
person about. It is only ever added to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from podcaster.deliver.channel import Receipt
from podcaster.deliver.hosts.files import reading, sync_folder, writing
from podcaster.deliver.ledger.ledger import Ledger
from podcaster.deliver.ledger.records import Key, Operation, Snapshot, row_of
from podcaster.model.delivery import State
from podcaster.model.message import message

NOTE: Final = "sent.jsonl"

IN_DOUBT: Final = Receipt(
    State.UNKNOWN, why=message("it was sent, and this ledger is older than that")
)

#: What a ledger says that knows more than the note, or has asked a person already.
KNOWN: Final = frozenset({State.DONE, State.UNKNOWN, State.NEEDS_HUMAN, State.SENDING})


@dataclass(frozen=True)
class Departure:
    """One sending of which nobody but a person can say whether it arrived.

    Attributes:
        channel: The channel's name.
        item: `episode/<slug>` or `news/<slug>`.
        revision: Digest of what was sent.
        guid: The episode's GUID, or the item's name.
        at: When.
        fence: Of the row in the ledger that knows of it; a ledger whose row has a lower one, or
            that has none, does not.
    """

    channel: str
    item: str
    revision: str
    guid: str
    at: datetime
    fence: int

    @property
    def key(self) -> Key:
        """What was delivered."""
        return Key(self.channel, self.item, Operation.ANNOUNCE, self.revision, self.guid)


def note_departure(state: Path, departure: Departure) -> None:
    """Add a line to the note; it is on disk when this returns.

    Raises:
        FolderError: If it can't be written; then nothing must leave.
    """
    note = state / NOTE
    line = json.dumps(astuple(departure), default=datetime.isoformat)
    with writing(note):
        new = not note.exists()
        with note.open("ab") as file:
            file.write(f"\n{line}\n".encode())  # not behind half a line
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(state)


def read_departures(state: Path) -> tuple[Departure, ...]:
    """Return the last sending of each item at each channel; half a line of a crash is no line.

    Raises:
        FolderError: If the note can't be read.
    """
    note, last = state / NOTE, dict[tuple[str, str], Departure]()
    if not note.exists():
        return ()
    with reading(note):
        lines = note.read_bytes().splitlines()
    for line in lines:
        with suppress(ValueError, TypeError):
            channel, item, revision, guid, at, fence = json.loads(line)
            left_at = datetime.fromisoformat(at)
            last[channel, guid] = Departure(channel, item, revision, guid, left_at, int(fence))
    return tuple(last.values())


def with_forgotten(snapshot: Snapshot, state: Path) -> Snapshot:
    """Return the same, and in doubt what left after the ledger that says it.

    Raises:
        FolderError: If the note can't be read.
    """
    doubts = [row_of(one.key, IN_DOUBT, one.at) for one in _forgotten(snapshot, state)]
    known = {(row.channel, row.item) for row in doubts}
    rest = (
        row
        for row in snapshot.rows
        if row.operation is not Operation.ANNOUNCE or (row.channel, row.item) not in known
    )
    return replace(snapshot, rows=(*rest, *doubts)) if doubts else snapshot


def remind(ledger: Ledger, state: Path) -> None:
    """Have the ledger say, too, that what it has forgotten is in doubt.

    From then on this ledger knows: it may be put back from a backup again.

    Raises:
        FolderError: If the note can't be read or written.
    """
    for one in tuple(_forgotten(ledger.snapshot(), state)):
        fence = ledger.record(one.key, IN_DOUBT, above=one.fence)
        note_departure(state, replace(one, fence=fence))


def _forgotten(snapshot: Snapshot, state: Path) -> Iterator[Departure]:
    """Yield what left after the ledger that now says something else of it, or nothing."""
    for one in read_departures(state):
        row = snapshot.find(one.channel, Operation.ANNOUNCE, one.item, one.guid)
        if one.fence > (row.fence if row else 0) and not (row and row.state in KNOWN):
            yield one
