"""From when on people are told that what lets us in will expire."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from podcaster.model.message import Message, message

#: From so long before on people are told.
WARNED: Final = timedelta(days=14)


def words_about(channel: str, expires_at: datetime, now: datetime) -> Message | None:
    """Say that a channel's token has expired or soon will, or return None."""
    day = expires_at.date().isoformat()
    if expires_at <= now:
        return message("the token of `{channel}` has expired on {day}", channel=channel, day=day)
    if expires_at - now <= WARNED:
        return message("the token of `{channel}` expires on {day}", channel=channel, day=day)
    return None
