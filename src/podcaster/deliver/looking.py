"""Doubt is settled by reading back, where a channel can be read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from podcaster.deliver.channel import (
    Announcer,
    Found,
    How,
    Memory,
    OnAbsent,
    Patience,
    ReadsBack,
    Receipt,
)
from podcaster.errors import DeliveryError, RefusedError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement

#: Under this name the ledger keeps what others posted, once a person was asked about it.
FOREIGN: Final = "foreign"

#: And that it was not found once: readers may lag behind, so it is looked for a second time.
ABSENT: Final = "absent"


def looked_before(
    announcer: Announcer, announcement: Announcement, memory: Memory
) -> Receipt | None:
    """Look before anything is sent: a ledger that was lost or put back knows less than the world.

    Returns:
        What is there already, or None: it is to be sent. A channel that does not let us read is
        believed to be empty; what it is sent is then kept from being repeated by the ledger alone.

    Raises:
        NotSentError: If it can't be asked now.
        OutcomeUnknownError: Likewise.
    """
    if not isinstance(announcer, ReadsBack):
        return None
    try:
        found = announcer.find(announcement, memory)
    except RefusedError:
        return None
    if found is None or not found.public or found.remote_id == memory.recall(FOREIGN):
        return None
    return _there(found, memory)


def look(
    announcer: Announcer, announcement: Announcement, memory: Memory, now: datetime
) -> Receipt:
    """Settle what is in doubt: there, not there yet, or not there at all.

    What is not found is looked for a second time later, since readers may lag behind.

    Returns:
        `READY` if it is certainly not there and the channel wants it sent again.
    """
    if not isinstance(announcer, ReadsBack):
        return Receipt(State.UNKNOWN, why=message("this channel can't be asked"))
    patience = announcer.patience
    later = now + timedelta(seconds=patience.settle_s)
    try:
        found = announcer.find(announcement, memory)
    except RefusedError as error:
        return Receipt(State.NEEDS_HUMAN, why=error.what)
    except DeliveryError as error:
        return Receipt(State.UNKNOWN, why=error.what, not_before=later, stops=True)
    if found and found.public and found.remote_id != memory.recall(FOREIGN):
        return _there(found, memory)
    return _absent(patience, memory, later)


def _there(found: Found, memory: Memory) -> Receipt:
    """Take what is ours; what somebody else posted stops ours until a person has decided."""
    if found.ours:
        return Receipt(State.DONE, How.FOUND, found.url, found.remote_id)
    memory.leave(**{FOREIGN: found.remote_id})
    return Receipt(State.NEEDS_HUMAN, How.FOUND, found.url, found.remote_id)


def _absent(patience: Patience, memory: Memory, later: datetime) -> Receipt:
    """Say what follows from not finding it: look again, send again, or ask a person."""
    if not memory.recall(ABSENT):
        memory.leave(**{ABSENT: "once"})
        why = message("it was not there when the program looked")
        return Receipt(State.UNKNOWN, How.ABSENT, why=why, not_before=later)
    if patience.on_absent is OnAbsent.RESEND:
        memory.leave(**{ABSENT: ""})
        return Receipt(State.READY, How.ABSENT)
    why = message("it was not there, however often the program looked")
    return Receipt(State.NEEDS_HUMAN, How.ABSENT, why=why)
