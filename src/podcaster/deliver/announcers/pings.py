"""What pings do alike: they go out when the public address shows the feed's newest version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.channel import Receipt
from podcaster.doors.web import UNCACHED, Answer, WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement


def not_public(web: WebDoor, announcement: Announcement) -> Receipt | None:
    """Look whether people get this version of the feed at its address; None: they do.

    Whoever is told comes at once, and would find nothing new.
    """
    wanted = announcement.data.get("sha256")
    if not wanted:
        return None
    answer = web.send("GET", announcement.link, headers=UNCACHED)
    if succeeded(answer) and sha256(answer.body).hexdigest() == wanted:
        return None
    why = message("`{url}` does not show this version of the feed yet", url=announcement.link)
    return Receipt(State.FAILED, why=why, stops=True)


def pinged(
    ask: Callable[[], Answer],
    address: str,
    announcement: Announcement,
    now: datetime,
    own: Mapping[int, Meaning] | None = None,
) -> Receipt:
    """Ask, and say what came of it."""
    answer = ask()
    if succeeded(answer):
        return Receipt(State.DONE, url=announcement.link, remote_id=announcement.link)
    return receipt_of(answer, urlsplit(address).hostname or "", now, own)
