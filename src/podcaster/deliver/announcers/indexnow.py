"""IndexNow: search engines are told of new and changed pages; a public file proves who says so.

Source:
    indexnow.org, "Documentation".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import json_body
from podcaster.deliver.channel import Guarantee, Memory, Receipt
from podcaster.doors.web import UNCACHED, WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.paths import key_file
from podcaster.model.pings import IndexNowChannel
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace

_KEY: Final = Meaning(
    State.FAILED,
    message("`{host}` did not find the key in public: look whether its file is at the address"),
    stops=True,
)

#: Status -> meaning, where it is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = {403: _KEY, 422: _KEY}


@dataclass(frozen=True)
class IndexNow:
    """The search engines that take part; one of them tells the others.

    Attributes:
        key: What the public file holds.
        url: Address of the one that is told.
        web: Door to the web.
        now: The moment of this run.
        topics: Only these; empty: all.
    """

    key: str
    url: str
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    updates: bool = True
    of_pages: bool = True
    guarantee: Guarantee = Guarantee.IDEMPOTENT

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Submit the item's page."""
        del memory
        site = str(announcement.data.get("site") or urljoin(announcement.link, "/"))
        proof = urljoin(site, key_file(self.key))
        if not self._shows_key(proof):
            why = message("`{url}` does not show the key yet: publish to the host first", url=proof)
            return Receipt(State.FAILED, why=why, stops=True)
        body = {
            "host": urlsplit(announcement.link).netloc,
            "key": self.key,
            "keyLocation": proof,
            "urlList": [announcement.link],
        }
        headers = {"Content-Type": "application/json; charset=utf-8"}
        answer = self.web.send(
            "POST", f"{self.url}/indexnow", headers=headers, body=json_body(body)
        )
        if succeeded(answer):
            return Receipt(State.DONE, url=announcement.link, remote_id=announcement.link)
        return receipt_of(answer, urlsplit(self.url).hostname or "", self.now, MEANINGS)

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Submit it again: it has changed."""
        del remote_id
        return self.announce(announcement, memory)

    def _shows_key(self, address: str) -> bool:
        answer = self.web.send("GET", address, headers=UNCACHED)
        return succeeded(answer) and answer.body.strip() == self.key.encode()


def indexnow(name: str, settings: IndexNowChannel, workspace: Workspace) -> IndexNow:
    """Make the channel that `settings` describe."""
    del name
    return IndexNow(settings.key, settings.url, workspace.web, workspace.now, settings.topics)
