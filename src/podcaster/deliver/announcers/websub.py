"""WebSub: the feed's hubs are told that it has changed, and tell all who asked them.

Source:
    W3C Recommendation "WebSub", section 6; appspot's hub for `hub.mode=publish`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from podcaster.deliver.announcers.pings import not_public, pinged
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.doors.web import WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.pings import WebSubChannel
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace


@dataclass(frozen=True)
class WebSub:
    """Hubs of a feed.

    Attributes:
        hubs: Their addresses; empty: those that the feed names.
        web: Door to the web.
        now: The moment of this run.
        topics: Feeds have none.
    """

    hubs: tuple[str, ...]
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    updates: bool = True
    of_feeds: bool = True
    guarantee: Guarantee = Guarantee.HARMLESS

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Tell every hub."""
        del memory
        hubs = self.hubs or tuple(map(str, announcement.data.get("hubs") or ()))  # type: ignore[call-overload]  # our own list
        if not hubs:
            why = message("the feed names no hub: write one under `feed: hubs`")
            return Receipt(State.FAILED, How.REFUSED, why=why, stops=True)
        if early := not_public(self.web, announcement):
            return early
        receipts = [self._told(hub, announcement) for hub in hubs]
        return next((one for one in receipts if one.state is not State.DONE), receipts[0])

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Tell them again: the feed is another."""
        del remote_id
        return self.announce(announcement, memory)

    def _told(self, hub: str, announcement: Announcement) -> Receipt:
        body = urlencode({"hub.mode": "publish", "hub.url": announcement.link}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return pinged(
            lambda: self.web.send("POST", hub, headers=headers, body=body),
            hub,
            announcement,
            self.now,
        )


def websub(name: str, settings: WebSubChannel, workspace: Workspace) -> WebSub:
    """Make the channel that `settings` describe."""
    del name
    return WebSub(settings.hubs, workspace.web, workspace.now)
