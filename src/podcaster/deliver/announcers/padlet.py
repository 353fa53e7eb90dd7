"""Padlet: new material in the section of its topic; what is there is found by its link.

Source:
    docs.padlet.dev: "Create a post", "Get board by ID", errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import (
    StepFailedError,
    address_in,
    as_error,
    checked,
    fields_in,
    in_doubt,
    json_body,
    objects_in,
    unseen,
    within,
    without_secret,
)
from podcaster.deliver.channel import Found, Guarantee, Memory, OnAbsent, Patience, Receipt
from podcaster.doors.web import Answer, WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.padlet import PadletChannel
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.workspace import Workspace

KIND: Final = "application/vnd.api+json"
LONGEST_SUBJECT: Final = 500

#: What is not there after that certainly never arrived.
RESENT: Final = Patience(on_absent=OnAbsent.RESEND)


#: Status -> meaning, where Padlet's is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = {
    400: Meaning(
        State.FAILED,
        message("`{host}` refused it: look whether the padlet is archived, and its sections"),
        for_good=True,
    ),
    401: Meaning(
        State.FAILED,
        message("`{host}` does not take the key, or its owner may not change this padlet"),
        stops=True,
        for_good=True,
    ),
    403: Meaning(
        State.FAILED,
        message("`{host}` lets only paid accounts use its interface"),
        stops=True,
        for_good=True,
    ),
    404: Meaning(
        State.FAILED,
        message("`{host}` does not know this padlet: look at `board` in publish.yaml"),
        stops=True,
        for_good=True,
    ),
}


@dataclass(frozen=True)
class Padlet:
    """A padlet.

    Attributes:
        name: The channel's name.
        url: Address of the interface.
        board: The padlet's name.
        key: Proof that we may post.
        web: Door to the web.
        now: The moment of this run.
        sections: Topic -> name of its section.
        topics: Only these; empty: all.
    """

    name: str
    url: str
    board: str
    key: str = field(repr=False)
    web: WebDoor
    now: datetime
    sections: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    patience: Patience = RESENT
    guarantee: Guarantee = Guarantee.READABLE_BACK
    template: str = PadletChannel.template

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Post it."""
        if not self.key:
            return self._without_key()
        memory.leave(subject=subject_of(announcement))
        answer = self._ask("POST", "/posts", {"data": self._post(announcement)})
        if not succeeded(answer):
            return receipt_of(answer, self.host, self.now, MEANINGS)
        found = _found(fields_in(answer).get("data"))
        if found is None:
            return in_doubt(self.host)
        return Receipt(State.DONE, url=found.url, remote_id=found.remote_id)

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for a post with its link and its subject: several items may share a link."""
        subject = memory.recall("subject") or subject_of(announcement)
        try:
            with unseen():
                answer = self._ask("GET", "?include=posts,sections")
                told = fields_in(checked(answer, self.host, self.now, MEANINGS))
        except StepFailedError as error:
            raise as_error(error, self.host) from None
        for post in _posts(told, self.host):
            content = within(within(post, "attributes"), "content")
            there = within(content, "attachment").get("url")
            if there == announcement.link and content.get("subject") == subject:
                return _found(post)
        return None

    @property
    def host(self) -> str:
        """Name of the server."""
        return urlsplit(self.url).hostname or ""

    def _post(self, announcement: Announcement) -> dict[str, Any]:
        content = {
            "subject": subject_of(announcement),
            "body": _body(announcement),
            "attachment": {"url": announcement.link, "caption": announcement.title[:300]},
        }
        post: dict[str, Any] = {"type": "post", "attributes": {"content": content}}
        if section := self._section(announcement):
            post["relationships"] = {"section": {"data": {"id": section}}}
        return post

    def _section(self, announcement: Announcement) -> str | None:
        """Return the section of the first of the item's topics that has one."""
        known = {topic.casefold(): section for topic, section in self.sections.items()}
        topics = (topic.casefold() for topic in announcement.topics)
        return next((known[topic] for topic in topics if topic in known), None)

    def _ask(self, method: str, path: str, body: object = None) -> Answer:
        headers = {"X-Api-Key": self.key, "Accept": KIND, "Content-Type": KIND}
        content = None if body is None else json_body(body)
        url = f"{self.url}/v1/boards/{self.board}{path}"
        return self.web.send(method, url, headers=headers, body=content)

    def _without_key(self) -> Receipt:
        name = secret_name(self.name, "KEY")
        return without_secret(
            message(
                "there is no key: make one in Padlet's settings under Developer, and put it into "
                "`{name}`",
                name=name,
            )
        )


def subject_of(announcement: Announcement) -> str:
    """Return the post's heading."""
    return announcement.title[:LONGEST_SUBJECT]


def _body(announcement: Announcement) -> str:
    """Return the text below the heading, which Padlet shows by itself."""
    return announcement.post.removeprefix(announcement.title).strip()


def _posts(told: Mapping[str, Any], host: str) -> list[Mapping[str, Any]]:
    """Return what of an answer is a post; an empty padlet includes nothing."""
    included = told.get("included", [] if "data" in told else None)
    return [one for one in objects_in(included, host) if one.get("type") == "post"]


def _found(post: object) -> Found | None:
    """Return name and address of a post, or None if it has no name."""
    if not isinstance(post, dict) or not isinstance(post.get("id"), str):
        return None
    live = within(within(post, "attributes"), "webUrl").get("live")
    return Found(post["id"], address_in(live))


def padlet(name: str, settings: PadletChannel, workspace: Workspace) -> Padlet:
    """Make the channel that `settings` describe."""
    return Padlet(
        name,
        settings.url,
        settings.board,
        workspace.secrets_of(name).get("KEY", ""),
        workspace.web,
        workspace.now,
        settings.sections,
        settings.topics,
    )
