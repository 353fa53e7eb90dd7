"""A signed webhook: each news item as one message that a website's own program takes.

Source:
    Standard Webhooks 1.0.0 (headers, signature, `whsec_`, what a receiver answers).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from hmac import digest
from typing import Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import address_in, fields_in, json_body, without_secret
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import NotSentError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.model.websites import WebhookChannel
from podcaster.workspace import Workspace

PREFIX: Final = "whsec_"
#: Bytes of a key: fewer can be guessed.
KEY_BYTES: Final = range(24, 65)

_NOT_GENUINE: Final = Meaning(
    State.FAILED,
    message("`{host}` does not take our signature: compare the key on both sides, and the clocks"),
    stops=True,
    for_good=True,
)
PUBLISHED: Final = "news.published"
UPDATED: Final = "news.updated"
#: Status -> meaning, where a receiver's is narrower than the one that all have.
MEANINGS: Final[Mapping[int, Meaning]] = {401: _NOT_GENUINE, 403: _NOT_GENUINE}


@dataclass(frozen=True)
class Webhook:
    """A program at an address that takes messages.

    A message has the same id whenever it is sent again, and receivers take an id once: so a lost
    answer does no harm.

    Attributes:
        name: The channel's name.
        url: Where the messages go.
        keys: What they are signed with, the newest first; more than one while keys change.
        web: Door to the web.
        clock: The time of day: a signature is good for five minutes.
        updates: Whether changed items are sent again.
        topics: Only these; empty: all.
    """

    name: str
    url: str
    keys: tuple[bytes, ...] = field(repr=False)
    web: WebDoor
    clock: Callable[[], datetime]
    updates: bool = True
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.IDEMPOTENT

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Send the item as `news.published`.

        What may have left under its id already, before it was corrected, has that id for ever;
        receivers who know it let it pass, and are told of the correction.
        """
        item, data = announcement.item, _data(announcement)
        now = self._id(PUBLISHED, item, data)
        name = memory.recall("id") or now
        memory.leave(id=name)
        receipt = self._sent(PUBLISHED, item, data, name)
        if name == now or receipt.state is not State.DONE:
            return receipt
        return self._sent(UPDATED, item, data)

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Send what the item is now as `news.updated`."""
        del memory
        return self._sent(UPDATED, remote_id, _data(announcement))

    def delete(self, remote_id: str) -> None:
        """Send `news.deleted`.

        Raises:
            NotSentError: If it was not taken.
        """
        receipt = self._sent("news.deleted", remote_id, {"item": remote_id})
        if receipt.state is not State.DONE and receipt.why:
            raise NotSentError(receipt.why)

    def _sent(self, kind: str, item: str, data: Mapping[str, object], name: str = "") -> Receipt:
        """Sign a message and send it, under its own id or that of an earlier one."""
        if not self.keys:
            return _without_key(self.name)
        now = self.clock()
        body = json_body({"type": kind, "timestamp": now.isoformat(), "data": data})
        headers = {
            "Content-Type": "application/json",
            **signed(name or self._id(kind, item, data), int(now.timestamp()), body, self.keys),
        }
        answer = self.web.send("POST", self.url, headers=headers, body=body)
        if succeeded(answer):
            return Receipt(State.DONE, How.SENT, _address(answer), item)
        return receipt_of(answer, urlsplit(self.url).hostname or "", now, MEANINGS)

    def _id(self, kind: str, item: str, data: Mapping[str, object]) -> str:
        """Return the message's id: another one for another item, channel, step or content."""
        key = json_body([self.name, self.url, kind, item, data])
        return f"msg_{sha256(key).hexdigest()[:32]}"


def signed(name: str, at_s: int, body: bytes, keys: tuple[bytes, ...]) -> dict[str, str]:
    """Return the headers that prove who sent `body`, and when.

    Args:
        name: The message's id.
        at_s: The moment, in seconds since 1970.
        body: What is sent.
        keys: Each makes one signature.
    """
    text = f"{name}.{at_s}.".encode() + body
    signatures = (b64encode(digest(key, text, "sha256")).decode() for key in keys)
    return {
        "webhook-id": name,
        "webhook-timestamp": str(at_s),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }


def keys_of(secret: str) -> tuple[bytes, ...]:
    """Return the keys of a secret: `whsec_...`, or several with blanks between; () if none is."""
    found = tuple(_key_of(one) for one in secret.split())
    return found if all(len(one) in KEY_BYTES for one in found) else ()


def _key_of(word: str) -> bytes:
    try:
        return b64decode(word.removeprefix(PREFIX), validate=True)
    except (Error, ValueError):
        return b""


def webhook(name: str, settings: WebhookChannel, workspace: Workspace) -> Webhook:
    """Make the channel that `settings` describe."""
    return Webhook(
        name,
        settings.url,
        keys_of(workspace.secrets_of(name).get("SECRET", "")),
        workspace.web,
        workspace.clock,
        settings.updates,
        settings.topics,
    )


def _data(announcement: Announcement) -> dict[str, object]:
    """Return the item as `news.json` has it; what a receiver can't do without is always there."""
    needed = {"title": announcement.title, "html": announcement.html}
    return {**needed, **announcement.data, "item": announcement.item}


def _address(answer: Answer) -> str | None:
    """Return where people can see it, if the receiver tells."""
    return address_in(fields_in(answer).get("url"))


def _without_key(channel: str) -> Receipt:
    """Return the receipt for a channel without a key that can sign."""
    why = message(
        "`{name}` holds no key to sign with: it is `whsec_` and 24 to 64 bytes in Base64; "
        "`podcaster receiver --key` makes one",
        name=secret_name(channel, "SECRET"),
    )
    return without_secret(why)
