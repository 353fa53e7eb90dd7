"""Drupal: a node per news item, over JSON:API, under a UUID that we choose.

Source:
    Drupal 10 and 11, module JSON:API: "POST", "PATCH", "File uploads"; `EntityResource` (409).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from podcaster.deliver.announcers.drupal.interface import Interface, Node, node_of, receipt_for
from podcaster.deliver.announcers.exchanges import unseen, without_secret
from podcaster.deliver.announcers.outbox import picture_name
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.deliver.hosts.files import read_blocks
from podcaster.doors.web import Answer
from podcaster.errors import RefusedError
from podcaster.model.artefacts import Media
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.model.websites import DrupalChannel
from podcaster.workspace import Workspace

CONFLICT = 409


@dataclass(frozen=True)
class Drupal:
    """A website with Drupal.

    The node's UUID is made from the item, so a second node of it can't come about.

    Attributes:
        name: The channel's name.
        interface: The website's interface, as the user has it.
        now: The moment of this run.
        format: Text format of the body.
        picture: Field of the picture, or "".
        updates: Whether changed items are changed there.
        topics: Only these; empty: all.
    """

    name: str
    interface: Interface
    now: datetime
    format: str
    picture: str = ""
    updates: bool = True
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.IDEMPOTENT

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Make the node; if an earlier try has made it, make it what the item is now."""
        if not self.interface.password:
            return self._without_password()
        key = f"{self.interface.url} {self.name} {announcement.item} {announcement.guid}"
        number = str(uuid5(NAMESPACE_URL, key))
        told = self._described(number, announcement, memory)
        if isinstance(told, Receipt):
            return told
        told["attributes"] |= {
            "status": True,
            "created": announcement.published_at.isoformat(timespec="seconds"),
        }
        answer = self.interface.ask("POST", "", told)
        if answer.status == CONFLICT:
            answer = self.interface.ask("PATCH", f"/{number}", told)
        return self._receipt(answer)

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Give the node its new title, text and picture; what editors decided stays."""
        if not self.interface.password:
            return self._without_password()
        told = self._described(remote_id, announcement, memory)
        if isinstance(told, Receipt):
            return told
        return self._receipt(self.interface.ask("PATCH", f"/{remote_id}", told))

    def delete(self, remote_id: str) -> None:
        """Delete the node; what is gone already is well.

        Raises:
            RefusedError: If the user may not, or the website can't do it at the moment.
        """
        answer = self.interface.ask("DELETE", f"/{remote_id}")
        if answer.status not in {204, 404, 410}:
            told = receipt_for(answer, self.interface.host, self.now).why
            raise RefusedError(told or message("`{host}` can't be asked", host=self.interface.host))

    def _described(
        self, number: str, announcement: Announcement, memory: Memory
    ) -> dict[str, dict[str, object]] | Receipt:
        """Return the node as JSON:API has it, with its picture, which is there then."""
        picture = self._picture(announcement, memory)
        if isinstance(picture, Receipt):
            return picture
        body = {
            "value": announcement.html,
            "format": self.format,
            "summary": announcement.summary,
        }
        return {
            "resource": {"id": number},
            "attributes": {"title": announcement.title, "body": body},
            "relationships": picture,
        }

    def _picture(self, announcement: Announcement, memory: Memory) -> dict[str, object] | Receipt:
        """Return the picture's place in the node; the file of an earlier try, if it is there."""
        picture = announcement.picture
        if picture is None or not self.picture:
            return {}
        name = f"file {picture.sha256}"
        known = memory.recall(name)
        with unseen():
            there = bool(known) and self.interface.still_has(known)
        if not there:
            uploaded = self._uploaded(picture)
            if isinstance(uploaded, Receipt):
                return uploaded
            known = uploaded.number
            memory.prepare(**{name: known})
        meta = {"alt": announcement.picture_alt}
        return {self.picture: {"data": {"type": "file--file", "id": known, "meta": meta}}}

    def _uploaded(self, picture: Media) -> Node | Receipt:
        content = b"".join(read_blocks(picture.source))
        with unseen():
            answer = self.interface.upload(self.picture, picture_name(picture), content)
        return node_of(answer, self.interface.url) or receipt_for(
            answer, self.interface.host, self.now
        )

    def _without_password(self) -> Receipt:
        name = secret_name(self.name, "PASSWORD")
        return without_secret(
            message("there is no password: put the one of `{user}` into `{name}`",
                    user=self.interface.user, name=name)
        )  # fmt: skip

    def _receipt(self, answer: Answer) -> Receipt:
        node = node_of(answer, self.interface.url)
        if node is None:
            return receipt_for(answer, self.interface.host, self.now)
        if node.public:
            return Receipt(State.DONE, How.SENT, node.url, node.number)
        why = message(
            "`{host}` keeps the node unpublished: publish it there, then tell `podcaster resolve` "
            "its address",
            host=self.interface.host,
        )
        return Receipt(State.NEEDS_HUMAN, why=why, remote_id=node.number)


def drupal(name: str, settings: DrupalChannel, workspace: Workspace) -> Drupal:
    """Make the channel that `settings` describe."""
    password = workspace.secrets_of(name).get("PASSWORD", "")
    return Drupal(
        name,
        Interface(settings.url, settings.bundle, settings.user, password, workspace.web),
        workspace.now,
        settings.format,
        settings.picture or "",
        settings.updates,
        settings.topics,
    )
