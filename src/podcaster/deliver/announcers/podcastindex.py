"""Podcast Index: told of the feed once with a key, and of each change without one.

Source:
    podcastindex-org/docs-api: `add/byfeedurl`, `hub/pubnotify`, "Authentication".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha1
from urllib.parse import urlencode, urlsplit

from podcaster.deliver.announcers.answers import Meaning
from podcaster.deliver.announcers.exchanges import StepFailedError, checked
from podcaster.deliver.announcers.pings import not_public, pinged
from podcaster.deliver.channel import Guarantee, Memory, Receipt
from podcaster.doors.web import WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.pings import PodcastIndexChannel
from podcaster.model.release import Announcement
from podcaster.model.secret_names import ANY_CHANNEL
from podcaster.workspace import Workspace

_KEY = Meaning(
    State.FAILED,
    message(
        "`{host}` does not take the key: compare `PODCASTER_{CHANNEL}_KEY` and "
        "`PODCASTER_{CHANNEL}_SECRET`, whether the key may write, and the clock",
        CHANNEL=ANY_CHANNEL,
    ),
    stops=True,
    for_good=True,
)


@dataclass(frozen=True)
class PodcastIndex:
    """The index.

    Attributes:
        url: Address of its interface.
        key: Key and secret for adding a feed; without them it has to be there already.
        web: Door to the web.
        now: The moment of this run.
        topics: Feeds have none.
    """

    url: str
    key: tuple[str, str] = field(repr=False)
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    updates: bool = True
    of_feeds: bool = True
    guarantee: Guarantee = Guarantee.HARMLESS

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Add the feed, if there is a key; then say that it has changed."""
        del memory
        if early := not_public(self.web, announcement):
            return early
        try:
            self._add(announcement)
        except StepFailedError as error:
            return error.receipt
        return self._told(announcement)

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Say that the feed has changed."""
        del remote_id, memory
        return not_public(self.web, announcement) or self._told(announcement)

    def _add(self, announcement: Announcement) -> None:
        if not all(self.key):
            return
        query = urlencode({"url": announcement.link})
        answer = self.web.send(
            "POST", f"{self.url}/api/1.0/add/byfeedurl?{query}", headers=self._proof()
        )
        checked(answer, urlsplit(self.url).hostname or "", self.now, {401: _KEY, 403: _KEY})

    def _proof(self) -> Mapping[str, str]:
        """Return the headers that prove who asks; they are good for three minutes."""
        key, secret = self.key
        at = str(int(self.now.timestamp()))
        digest = sha1(f"{key}{secret}{at}".encode(), usedforsecurity=False)
        return {"X-Auth-Key": key, "X-Auth-Date": at, "Authorization": digest.hexdigest()}

    def _told(self, announcement: Announcement) -> Receipt:
        query = urlencode({"url": announcement.link})
        return pinged(
            lambda: self.web.send("GET", f"{self.url}/api/1.0/hub/pubnotify?{query}"),
            self.url,
            announcement,
            self.now,
        )


def podcastindex(name: str, settings: PodcastIndexChannel, workspace: Workspace) -> PodcastIndex:
    """Make the channel that `settings` describe."""
    secrets = workspace.secrets_of(name)
    key = (secrets.get("KEY", ""), secrets.get("SECRET", ""))
    return PodcastIndex(settings.url, key, workspace.web, workspace.clock())
