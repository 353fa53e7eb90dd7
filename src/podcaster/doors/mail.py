"""The door to a mail server, as the rooms see it; `outside/mail.py` has the real one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from podcaster.errors import NotSentError, RefusedError
from podcaster.model.message import message

#: `tls` from the first byte, `starttls` before anything is told, `none` on loopback only.
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class MailServer:
    """Who takes our mails.

    Attributes:
        name: Its name, which its certificate proves.
        port: Its port.
        security: How the line is encrypted.
        user: Who logs in; "": nobody does.
        password: Proof of that.
    """

    name: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


class AddressRefusedError(RefusedError):
    """The server takes no mail for this address; others may be fine."""


class MailLine(Protocol):
    """A line to a mail server, opened with the first mail."""

    def send(self, sender: str, recipient: str, mail: bytes) -> None:
        """Bring one mail to one address, once.

        Args:
            sender: Whom the servers on the way tell what goes wrong.
            recipient: The address.
            mail: Headers and body, with CRLF.

        Raises:
            NotSentError: If it was provably not taken, but may be later.
            AddressRefusedError: If the server said no to this address.
            RefusedError: If it said no to us, or to what we say.
            OutcomeUnknownError: If the line broke after the mail had left.
        """
        ...


MailDoor = Callable[[MailServer], AbstractContextManager[MailLine]]


def no_mail(server: MailServer) -> AbstractContextManager[MailLine]:
    """Stand in where there is no mail.

    Raises:
        NotSentError: Always.
    """
    raise NotSentError(message("no connection to `{host}`", host=server.name))
