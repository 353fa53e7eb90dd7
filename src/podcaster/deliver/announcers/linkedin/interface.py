"""How LinkedIn is spoken to: its headers, its token, and whom the token may go to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.answers import succeeded
from podcaster.deliver.announcers.linkedin.answers import BadAnswerError, receipt_before_post
from podcaster.deliver.announcers.linkedin.token import Token
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import RefusedError
from podcaster.model.message import message
from podcaster.model.values import is_loopback

#: Where the token may go beside the interface itself.
TRUSTED: Final = ("api.linkedin.com", "www.linkedin.com")

_UNAUTHORIZED: Final = 401


@dataclass(frozen=True)
class Interface:
    """LinkedIn's interface, or one on this machine that stands for it.

    Attributes:
        api: Its base address.
        version: Which version of it is spoken.
        token: Proof that we may; it goes to LinkedIn only.
        web: Door to the web.
        now: The moment of this run.
    """

    api: str
    version: str
    token: Token = field(repr=False)
    web: WebDoor = field(repr=False)
    now: datetime

    def send(self, method: str, path: str, body: object = None, asked: str = "") -> Answer:
        """Send a request and return the answer, whatever it is.

        A token that LinkedIn does not take any more is renewed once, where that is allowed: what
        was refused had no effect.

        Args:
            method: Of HTTP.
            path: Below the base address, with what is asked.
            body: JSON-ready values, or None.
            asked: Rest.li's own method, where HTTP has no word for it.
        """
        answer = self._sent(method, path, body, asked)
        if answer.status == _UNAUTHORIZED and self.token.renew(self.web, self.now):
            return self._sent(method, path, body, asked)
        return answer

    def call(self, method: str, path: str, body: object = None, asked: str = "") -> Answer:
        """Send a request that nobody sees; an answer that is no success is an error."""
        return self._checked(self.send(method, path, body, asked))

    def put(self, address: str, content: bytes, *, trusted: bool) -> Answer:
        """Send a file to an upload address, but only to LinkedIn's own."""
        host = _host(address)
        here = is_loopback(self.api) and is_loopback(address)
        theirs = address.startswith("https://") and f".{host}".endswith(".linkedin.com")
        if not here and not theirs:
            raise RefusedError(
                message("LinkedIn named an upload address that is not its own: `{host}`", host=host)
            )
        told = trusted and (here or host in TRUSTED)
        answer = self._put(address, content, told=told)
        if told and answer.status == _UNAUTHORIZED and self.token.renew(self.web, self.now):
            answer = self._put(address, content, told=told)
        return self._checked(answer)

    def _put(self, address: str, content: bytes, *, told: bool) -> Answer:
        headers = {"Content-Type": "application/octet-stream"}
        if told:
            headers["Authorization"] = f"Bearer {self.token.value}"
        return self.web.send("PUT", address, headers=headers, body=content)

    def _sent(self, method: str, path: str, body: object, asked: str) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token.value}",
            "LinkedIn-Version": self.version,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        content = None
        if asked:
            headers["X-RestLi-Method"] = asked
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body, ensure_ascii=False).encode()
        return self.web.send(method, f"{self.api.rstrip('/')}{path}", headers=headers, body=content)

    def _checked(self, answer: Answer) -> Answer:
        if not succeeded(answer):
            receipt = receipt_before_post(answer, self.version, self.now, self.token.value)
            raise BadAnswerError(receipt, answer.status)
        return answer


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
