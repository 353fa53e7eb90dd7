"""Podping: one call to its gateway, and directories look at the feed within seconds.

Source:
    Podcastindex-org/podping.cloud, README.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from podcaster.deliver.announcers.exchanges import without_secret
from podcaster.deliver.announcers.pings import not_public, pinged
from podcaster.deliver.channel import Guarantee, Memory, Receipt
from podcaster.doors.web import WebDoor
from podcaster.model.message import message
from podcaster.model.pings import PodpingChannel
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.workspace import Workspace


@dataclass(frozen=True)
class Podping:
    """The gateway to Podping.

    Attributes:
        name: The channel's name.
        url: Its address.
        token: Proof that we may send.
        web: Door to the web.
        now: The moment of this run.
        topics: Feeds have none.
    """

    name: str
    url: str
    token: str = field(repr=False)
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    updates: bool = True
    of_feeds: bool = True
    guarantee: Guarantee = Guarantee.HARMLESS

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Say that the feed has changed."""
        del memory
        if not self.token:
            return self._without_token()
        if early := not_public(self.web, announcement):
            return early
        medium = str(announcement.data.get("medium", "podcast"))
        query = urlencode({"url": announcement.link, "reason": "update", "medium": medium})
        headers = {"Authorization": self.token}
        return pinged(
            lambda: self.web.send("GET", f"{self.url}/?{query}", headers=headers),
            self.url,
            announcement,
            self.now,
        )

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Say it again: the feed is another."""
        del remote_id
        return self.announce(announcement, memory)

    def _without_token(self) -> Receipt:
        name = secret_name(self.name, "TOKEN")
        return without_secret(
            message(
                "there is no token: ask podping.cloud for one, and put it into `{name}`", name=name
            )
        )


def podping(name: str, settings: PodpingChannel, workspace: Workspace) -> Podping:
    """Make the channel that `settings` describe."""
    token = workspace.secrets_of(name).get("TOKEN", "")
    return Podping(name, settings.url, token, workspace.web, workspace.now)
