"""WebSub: the feed's hubs are told that it has changed, and tell all who asked them.

Source:
    W3C Recommendation "WebSub", section 6; appspot's hub for `hub.mode=publish`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from podcaster.deliver.announcers.answers import LED_ON, Meaning, led_on
from podcaster.deliver.announcers.pings import not_public, pinged
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.doors.web import WebDoor
from podcaster.errors import DeliveryError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.pings import WebSubChannel
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace

#: What is remembered of a try: digest of the feed, and the hubs that know of that version.
HUBS: Final = "hubs"

#: Status -> meaning, where it is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = dict.fromkeys(LED_ON, led_on("hubs"))


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
        """Tell every hub that has not been told of this version of the feed yet."""
        hubs = self.hubs or tuple(map(str, announcement.data.get("hubs") or ()))  # type: ignore[call-overload]  # our own list
        if not hubs:
            why = message("the feed names no hub: write one under `feed: hubs`")
            return Receipt(State.FAILED, How.REFUSED, why=why, stops=True)
        if early := not_public(self.web, announcement):
            return early
        version = str(announcement.data.get("sha256") or "-")
        tried, *known = memory.recall(HUBS).split() or [""]
        told = set(known if tried == version else ())
        trouble: Receipt | DeliveryError | None = None
        for hub in hubs:
            if hub in told:
                continue
            try:
                receipt = self._told(hub, announcement)
            except DeliveryError as error:  # the others are told all the same
                trouble = trouble or error
                continue
            if receipt.state is State.DONE:
                told.add(hub)
                memory.prepare(**{HUBS: " ".join([version, *sorted(told)])})
            else:
                trouble = trouble or receipt
        return self._outcome(trouble, announcement, memory)

    def _outcome(
        self, trouble: Receipt | DeliveryError | None, announcement: Announcement, memory: Memory
    ) -> Receipt:
        """Say what came of it; when all know it, the next time begins with all of them."""
        if isinstance(trouble, DeliveryError):
            raise trouble
        if trouble is not None:
            return trouble
        memory.prepare(**{HUBS: ""})
        return Receipt(State.DONE, url=announcement.link, remote_id=announcement.link)

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
            MEANINGS,
        )


def websub(name: str, settings: WebSubChannel, workspace: Workspace) -> WebSub:
    """Make the channel that `settings` describe."""
    del name
    return WebSub(settings.hubs, workspace.web, workspace.now)
