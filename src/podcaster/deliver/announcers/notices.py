"""What notices for colleagues do alike: one request to a secret address, at most once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import LED_ON, Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import json_body, without_secret
from podcaster.deliver.channel import Memory, Receipt
from podcaster.doors.web import WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.secret_names import ANY_CHANNEL, secret_name
from podcaster.model.values import is_loopback, is_web_address

_GONE: Final = Meaning(
    State.FAILED,
    message(
        "`{host}` does not know this address any more: make a new one, and put it into "
        "`PODCASTER_{CHANNEL}_SECRET`",
        CHANNEL=ANY_CHANNEL,
    ),
    stops=True,
    for_good=True,
)

_MOVED: Final = Meaning(
    State.FAILED,
    message(
        "`{host}` leads on to another address: copy the webhook's anew, and put it into "
        "`PODCASTER_{CHANNEL}_SECRET`",
        CHANNEL=ANY_CHANNEL,
    ),
    stops=True,
    for_good=True,
)

#: Status -> meaning, where it is narrower than the one they all have.
MEANINGS: Final[Mapping[int, Meaning]] = {
    **dict.fromkeys((401, 403, 404, 410), _GONE),
    **dict.fromkeys(LED_ON, _MOVED),
}


@dataclass(frozen=True)
class Letterbox:
    """A secret address that takes notices; whoever knows it can post there.

    Attributes:
        channel: The channel's name.
        address: The address, or "" if nobody gave one that can be used.
        web: Door to the web.
        now: The moment of this run.
    """

    channel: str
    address: str = field(repr=False)
    web: WebDoor
    now: datetime

    def put(self, body: object, memory: Memory) -> Receipt:
        """Send a notice; nobody can tell later whether one arrived."""
        if not self.address:
            return self._without_address()
        memory.leave()
        answer = self.web.send(
            "POST",
            self.address,
            headers={"Content-Type": "application/json"},
            body=json_body(body),
        )
        if succeeded(answer):
            return Receipt(State.DONE)
        return receipt_of(answer, urlsplit(self.address).hostname or "", self.now, MEANINGS)

    def _without_address(self) -> Receipt:
        name = secret_name(self.channel, "SECRET")
        return without_secret(
            message(
                "there is no address to post to: put that of the webhook into `{name}`; it begins "
                "with https://",
                name=name,
            )
        )


def letterbox(channel: str, secrets: Mapping[str, str], web: WebDoor, now: datetime) -> Letterbox:
    """Return the letterbox whose address is the channel's secret."""
    address = secrets.get("SECRET", "")
    usable = is_web_address(address) and (address.startswith("https://") or is_loopback(address))
    return Letterbox(channel, address if usable else "", web, now)
