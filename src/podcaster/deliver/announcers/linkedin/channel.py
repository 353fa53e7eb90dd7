"""LinkedIn: a post on an organisation's page, found again if in doubt; without a token, a draft."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from podcaster.deliver.announcers.answers import succeeded
from podcaster.deliver.announcers.exchanges import fields_in
from podcaster.deliver.announcers.linkedin.answers import (
    GONE,
    UPLOAD_LOST,
    BadAnswerError,
    address_of,
    code_of,
    duplicate_of,
    name_of_post,
    post_at,
    receipt_before_post,
    receipt_for,
)
from podcaster.deliver.announcers.linkedin.assets import IMAGE, Assets, key_of
from podcaster.deliver.announcers.linkedin.draft import LOOK_FIRST, LinkedInDraft, Outbox
from podcaster.deliver.announcers.linkedin.interface import Interface
from podcaster.deliver.announcers.linkedin.little import plain
from podcaster.deliver.announcers.linkedin.post import (
    Attached,
    Wording,
    author_of,
    commentary,
    post_body,
)
from podcaster.deliver.announcers.linkedin.reading import find_post, post_of
from podcaster.deliver.announcers.linkedin.shown import Showing
from podcaster.deliver.announcers.linkedin.token import CLIENT_SECRET, REFRESH_TOKEN, TOKEN, Token
from podcaster.deliver.channel import Found, Guarantee, How, Memory, Patience, Receipt
from podcaster.deliver.hosts.places import channel_folder
from podcaster.deliver.intent import earliest
from podcaster.doors.web import Answer
from podcaster.errors import DeliveryError, NotSentError, OutcomeUnknownError, RefusedError
from podcaster.model.announcers import LinkedInChannel, mentioned
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace

#: Longer than any late effect and reading lag that was seen; then a person decides.
ASKED: Final = Patience()

_NOT_FOUND: Final = 404
_TOKEN: Final = re.compile(r"[\x21-\x7e]+")

STRAY: Final = Receipt(
    State.FAILED,
    why=message("`{name}` holds stray characters: copy the token anew", name=TOKEN),
    stops=True,
)


@dataclass(frozen=True)
class LinkedIn:
    """An organisation's page.

    LinkedIn knows no key that would make a request safe to repeat, but its page can be read: a
    post in doubt is looked for there, and never sent again by itself.

    Attributes:
        outbox: Whose posts they are, what they look like, and where they can be looked at.
        interface: How LinkedIn is spoken to.
        updates: Whether a changed text is changed there, too.
        drafts_first: Whether a person looks at each post before it is sent.
        topics: Only these; empty: all.
        pause: Waits for some seconds.
    """

    outbox: Outbox
    interface: Interface
    updates: bool = True
    drafts_first: bool = False
    topics: tuple[str, ...] = ()
    pause: Callable[[float], None] = time.sleep
    patience: Patience = ASKED
    guarantee: Guarantee = Guarantee.READABLE_BACK

    @property
    def changeable(self) -> frozenset[str]:
        """LinkedIn lets the text of a post be changed, and nothing else."""
        return frozenset({"post"})

    def draft_revision(self, announcement: Announcement) -> str:
        """Return the digest of the post, and of everything that it is made from."""
        return self.outbox.revision(announcement)

    def draft(self, announcement: Announcement) -> Receipt:
        """Put the post there as LinkedIn will show it; nothing leaves the house."""
        place = self.outbox.put(announcement, LOOK_FIRST)
        return Receipt(State.NEEDS_HUMAN, How.DRAFTED, remote_id=place)

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Upload what the post shows, post, and say what came of it."""
        if not self._token_fits:
            return STRAY
        memory.prepare()
        try:
            body = self._body(announcement, memory)
        except BadAnswerError as error:
            return error.receipt
        except OutcomeUnknownError as error:  # nobody sees an upload without a post
            raise NotSentError(error.what, hint=error.hint) from None
        memory.leave(request=body, text=body["commentary"])
        answer = self.interface.send("POST", "/rest/posts", body)
        if code_of(answer) in UPLOAD_LOST:
            memory.leave(**self._forgotten(announcement))
        return self._receipt(answer, announcement, body)

    def find(self, announcement: Announcement, memory: Memory) -> Found | None:
        """Look for the item's post among the page's latest."""
        if not self._token_fits:
            raise RefusedError(STRAY.why or message("`{name}` is missing", name=TOKEN))
        sent = memory.recall("text")
        text = plain(sent or commentary(announcement, self.outbox.wording))
        author = author_of(self.outbox.organization)
        since = earliest(announcement, memory)
        post = find_post(self.interface, author, announcement, text, since, sent=bool(sent))
        if post is None:
            return None
        ours = post.is_ours(announcement, text)
        return Found(post.urn, address_of(post.urn) if post.urn else None, ours=ours)

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Give the post its new text; the card and what was uploaded can't be changed there."""
        if not self._token_fits:
            return STRAY
        text = commentary(announcement, self.outbox.wording)
        memory.leave(text=text)
        path, body = _path_of(remote_id), {"patch": {"$set": {"commentary": text}}}
        answer = self.interface.send("POST", path, body, asked="PARTIAL_UPDATE")
        if succeeded(answer):
            return Receipt(State.DONE, How.CHANGED, address_of(remote_id), remote_id)
        if answer.status == _NOT_FOUND:
            return Receipt(State.NEEDS_HUMAN, why=GONE, remote_id=remote_id)
        return receipt_before_post(
            answer, self.interface.version, self.interface.now, self.interface.token.value
        )

    def delete(self, remote_id: str) -> None:
        """Take the post off the page; one that is gone already is well."""
        answer = self.interface.send("DELETE", _path_of(remote_id), asked="DELETE")
        if not succeeded(answer) and answer.status != _NOT_FOUND:
            receipt = receipt_before_post(
                answer, self.interface.version, self.interface.now, self.interface.token.value
            )
            raise BadAnswerError(receipt, answer.status)

    def named(self, url: str) -> str:
        """Return the name of the post at `url`, or ""."""
        return post_at(url)

    @property
    def _token_fits(self) -> bool:
        return _TOKEN.fullmatch(self.interface.token.value) is not None

    def _body(self, announcement: Announcement, memory: Memory) -> Mapping[str, object]:
        """Return the request, with everything uploaded that it names."""
        commentary(announcement, self.outbox.wording)  # what is too long is said before any upload
        assets = Assets(self.interface, author_of(self.outbox.organization), self.pause)
        shown = self.outbox.showing.of(announcement)
        if shown is None:
            picture = announcement.picture
            image = assets.ready(IMAGE, picture, memory) if picture else ""
            return self._request(announcement, image)
        urn = assets.ready(shown.kind, shown.media, memory)
        return self._request(announcement, attached=shown.attached(urn, announcement))

    def _request(
        self, announcement: Announcement, image: str = "", attached: Attached | None = None
    ) -> Mapping[str, object]:
        organization, wording = self.outbox.organization, self.outbox.wording
        return post_body(announcement, organization, image, attached, wording)

    def _forgotten(self, announcement: Announcement) -> dict[str, object]:
        """Return what makes the next try upload anew."""
        shown = self.outbox.showing.of(announcement)
        if shown:
            return {key_of(shown.kind, shown.media): ""}
        picture = announcement.picture
        return {key_of(IMAGE, picture): ""} if picture else {}

    def _receipt(
        self, answer: Answer, announcement: Announcement, body: Mapping[str, object]
    ) -> Receipt:
        """Say what LinkedIn's answer to a post means."""
        if post := duplicate_of(answer):
            return self._found(post, announcement, str(body["commentary"]))
        if not succeeded(answer):
            return receipt_for(
                answer, self.interface.version, self.interface.now, self.interface.token.value
            )
        post = name_of_post(answer)
        if not post:
            why = message("LinkedIn took the post but did not say where it is")
            return Receipt(State.UNKNOWN, why=why)
        return Receipt(State.DONE, How.SENT, address_of(post), post)

    def _found(self, urn: str, announcement: Announcement, text: str) -> Receipt:
        """Take over a post that LinkedIn says is there, if it is ours.

        A name that leads nowhere happens, too, after somebody deleted the post.
        """
        try:
            post = post_of(fields_in(self.interface.send("GET", _path_of(urn))))
        except DeliveryError:
            post = post_of({})
        ours = post.author == author_of(self.outbox.organization)
        if ours and post.is_about(announcement, plain(text)):
            return Receipt(State.DONE, How.FOUND, address_of(urn), urn)
        why = message("LinkedIn says that this repeats `{post}`, which can't be read", post=urn)
        return Receipt(State.NEEDS_HUMAN, why=why, remote_id=urn)


def linkedin(
    name: str, settings: LinkedInChannel, workspace: Workspace
) -> LinkedIn | LinkedInDraft:
    """Make the channel that `settings` describe; without a token it only writes drafts."""
    del name
    token = workspace.secrets.get(TOKEN, "").strip()
    wording = Wording(mentioned(settings), settings.hashtags)
    showing = Showing(settings.attach, workspace.films)
    folder = channel_folder(workspace.folder, settings.path)
    outbox = Outbox(workspace.folder, folder, settings.organization, wording, showing)
    if settings.drafts_only or not token:
        return LinkedInDraft(outbox, settings.topics)
    return LinkedIn(
        outbox,
        _interface(token, settings, workspace),
        settings.updates,
        settings.drafts_first,
        settings.topics,
        workspace.pause,
    )


def _interface(token: str, settings: LinkedInChannel, workspace: Workspace) -> Interface:
    """Return how LinkedIn is spoken to with a token that may be renewable."""
    held = Token(
        token,
        settings.sign_in,
        settings.client_id,
        workspace.secrets.get(CLIENT_SECRET, ""),
        workspace.secrets.get(REFRESH_TOKEN, ""),
        workspace.vault,
    )
    return Interface(settings.api, settings.version, held, workspace.web, workspace.now)


def _path_of(urn: str) -> str:
    return f"/rest/posts/{quote(urn, safe='')}"
