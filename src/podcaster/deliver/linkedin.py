"""LinkedIn: a post on an organisation's page, at most once; without a token, a draft."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import quote

from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.deliver.linkedin_answers import (
    BadAnswerError,
    address_of,
    duplicate_of,
    json_of,
    name_of_post,
    receipt_before_post,
    receipt_for,
)
from podcaster.deliver.linkedin_draft import LinkedInDraft
from podcaster.deliver.linkedin_images import Images
from podcaster.deliver.linkedin_post import author_of, post_body
from podcaster.deliver.little import plain
from podcaster.deliver.places import channel_folder
from podcaster.doors import Answer, WebDoor
from podcaster.errors import DeliveryError, NotSentError, OutcomeUnknownError
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement
from podcaster.model.values import is_loopback
from podcaster.workspace import Workspace

TOKEN: Final = "PODCASTER_LINKEDIN_TOKEN"  # noqa: S105 - the name of the token

_TOKEN: Final = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class LinkedIn:
    """An organisation's page.

    LinkedIn knows no key that would make a request safe to repeat, so a post in doubt is never
    sent again by itself.

    Attributes:
        organization: Number of the page.
        api: Base address of the interface.
        version: Which version of it is spoken.
        token: Proof that we may post; it goes to LinkedIn only.
        web: Door to the web.
        now: The moment of this run.
        topics: Only these; empty: all.
        pause: Waits for some seconds.
    """

    organization: str
    api: str
    version: str
    token: str = field(repr=False)
    web: WebDoor
    now: datetime
    topics: tuple[str, ...] = ()
    pause: Callable[[float], None] = time.sleep
    guarantee: Guarantee = Guarantee.AT_MOST_ONCE

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Upload the picture, post, and say what came of it."""
        if not _TOKEN.fullmatch(self.token):
            why = message("`{name}` holds stray characters: copy the token anew", name=TOKEN)
            return Receipt(State.FAILED, why=why, stops=True)
        memory.prepare()
        try:
            image = self._image(announcement, memory)
        except BadAnswerError as error:
            return error.receipt
        except OutcomeUnknownError as error:  # nobody sees a picture without a post
            raise NotSentError(error.what, hint=error.hint) from None
        body = post_body(announcement, self.organization, image)
        memory.leave(request=body)
        return self._receipt(self._send("POST", "/rest/posts", body), body)

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """Send a request that nobody sees; an answer that is no success is an error."""
        return self._checked(self._send(method, path, body))

    def put(self, address: str, content: bytes, *, trusted: bool) -> Answer:
        """Send a file to an upload address."""
        headers = {"Content-Type": "application/octet-stream"}
        if trusted:
            headers["Authorization"] = f"Bearer {self.token}"
        return self._checked(self.web.send("PUT", address, headers=headers, body=content))

    def _image(self, announcement: Announcement, memory: Memory) -> str:
        """Return the name of the uploaded picture, or "" if there is none."""
        if announcement.picture is None:
            return ""
        author = author_of(self.organization)
        images = Images(self, author, is_loopback(self.api), self.pause)
        return images.ready(announcement.picture, memory)

    def _send(self, method: str, path: str, body: object = None) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "LinkedIn-Version": self.version,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body, ensure_ascii=False).encode()
        return self.web.send(method, f"{self.api.rstrip('/')}{path}", headers=headers, body=content)

    def _checked(self, answer: Answer) -> Answer:
        if not _succeeded(answer):
            raise BadAnswerError(receipt_before_post(answer, self.version, self.now, self.token))
        return answer

    def _receipt(self, answer: Answer, body: Mapping[str, object]) -> Receipt:
        """Say what LinkedIn's answer to a post means."""
        if post := duplicate_of(answer):
            return self._found(post, body)
        if not _succeeded(answer):
            return receipt_for(answer, self.version, self.now, self.token)
        post = name_of_post(answer)
        if not post:
            why = message("LinkedIn took the post but did not say where it is")
            return Receipt(State.UNKNOWN, why=why)
        return Receipt(State.DONE, How.SENT, address_of(post), post)

    def _found(self, post: str, body: Mapping[str, object]) -> Receipt:
        """Take over a post that LinkedIn says is there, if it is ours.

        A name that leads nowhere happens, too, after somebody deleted the post.
        """
        try:
            there = json_of(self._send("GET", f"/rest/posts/{quote(post, safe='')}"))
        except DeliveryError:
            there = {}
        ours = there.get("author") == body["author"]
        if ours and plain(str(there.get("commentary"))) == plain(str(body["commentary"])):
            return Receipt(State.DONE, How.FOUND, address_of(post), post)
        why = message("LinkedIn says that this repeats `{post}`, which can't be read", post=post)
        return Receipt(State.NEEDS_HUMAN, why=why, remote_id=post)


def linkedin(
    name: str, settings: LinkedInChannel, workspace: Workspace
) -> LinkedIn | LinkedInDraft:
    """Make the channel that `settings` describe; without a token it only writes drafts."""
    del name
    token = workspace.secrets.get(TOKEN, "").strip()
    if settings.drafts_only or not token:
        folder = channel_folder(workspace.folder, settings.path)
        return LinkedInDraft(workspace.folder, folder, settings.organization, settings.topics)
    return LinkedIn(
        settings.organization,
        settings.api,
        settings.version,
        token,
        workspace.web,
        workspace.now,
        settings.topics,
    )


def _succeeded(answer: Answer) -> bool:
    return 200 <= answer.status < 300  # noqa: PLR2004 - the classes of HTTP
