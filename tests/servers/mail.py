"""A mail server on loopback: aiosmtpd with a certificate of its own, strict about everything.

with mail_server(certificate) as server:
    ... server.settings, server.taken ...

It lets nobody send who is not logged in, and nobody log in before the line is encrypted.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER: Final = "podcast@stadt.test"
PASSWORD: Final = "canary-of-the-mail"  # noqa: S105 - opens nothing
SENDER: Final = "podcast@stadt.test"
PATIENCE_S: Final = 60.0


@dataclass(frozen=True)
class Certificate:
    """Files of a certificate for 127.0.0.1, and of its key."""

    chain: Path
    key: Path


def a_certificate(folder: Path) -> Certificate:
    """Make one that vouches for itself."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    where = ["-keyout", str(made.key), "-out", str(made.chain), "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, *where, *names], check=True, capture_output=True)
    return made


@contextmanager
def trusting(certificate: Certificate) -> Iterator[None]:
    """Trust it in this process, as everybody trusts those of the authorities."""
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(certificate.chain)
    try:
        yield
    finally:
        del os.environ["SSL_CERT_FILE"]
        if before is not None:
            os.environ["SSL_CERT_FILE"] = before


@dataclass
class MailServer:
    """What it takes, and what it does to the next mails.

    Attributes:
        security: As publish.yaml says it.
        port: Where it listens.
        taken: Address and mail, in order.
        answers: Address -> what it is told instead of `250`; at `DATA` if it begins with `DATA`.
        lost: So many of the next answers to a whole mail are lost; the mail is taken.
        logins: How often somebody logged in.
    """

    security: str = "starttls"
    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    lost: int = 0
    logins: int = 0

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        line = {"server": "127.0.0.1", "port": self.port, "security": self.security}
        return {"type": "mail", **line, "user": USER, "sender": SENDER}

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's hook
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take an address, or say what is told."""
        answer = self.answers.get(address, "250 OK")
        if answer.startswith(("250", "DATA")):
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's hook
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        answer = self.answers.get(envelope.rcpt_tos[0], "")
        if answer.startswith("DATA"):
            return answer.removeprefix("DATA ")
        content = envelope.content
        self.taken += [(one, content) for one in envelope.rcpt_tos if isinstance(content, bytes)]
        if self.lost:
            self.lost -= 1
            server.transport.abort()  # type: ignore[union-attr]  # it is connected
        return "250 taken"

    def let_in(self, *told: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's hook
        """Look at name and password."""
        login = told[-1]
        assert isinstance(login, LoginPassword)
        right = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
        self.logins += right
        return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(certificate: Certificate, security: str = "starttls") -> Iterator[MailServer]:
    """Run one while the block lasts."""
    server = MailServer(security)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate.chain, certificate.key)
    demanding = security == "starttls"
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(  # this thread may have a browser's loop
        loop.create_server(
            lambda: SMTP(
                server,
                loop=loop,
                authenticator=server.let_in,
                auth_required=demanding,
                auth_require_tls=demanding,
                require_starttls=demanding,
                tls_context=tls if demanding else None,
            ),
            "127.0.0.1",
            0,
            ssl=tls if security == "tls" else None,
        ),
        loop,
    ).result(PATIENCE_S)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        _stop(loop, listening, thread)


def _stop(
    loop: asyncio.AbstractEventLoop, listening: asyncio.Server, thread: threading.Thread
) -> None:
    async def end() -> None:
        listening.close()
        tasks = asyncio.all_tasks(loop) - {asyncio.current_task(loop)}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run_coroutine_threadsafe(end(), loop).result(PATIENCE_S)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE_S)
    loop.close()
