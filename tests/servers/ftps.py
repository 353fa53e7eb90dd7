"""A real FTP server on loopback: pyftpdlib with TLS for commands and files, in a thread.

    with ftps_server(tmp_path / "www", certificate) as server:
        ... server.settings, server.reused ...

It refuses commands and files that are not encrypted, and remembers which files came over a line
that went on with a TLS session.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.servers.mail import Certificate

with warnings.catch_warnings():  # on Python 3.11 it uses a module that is gone in 3.12
    warnings.simplefilter("ignore", DeprecationWarning)
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
    from pyftpdlib.ioloop import IOLoop
    from pyftpdlib.servers import FTPServer

USER: Final = "podcast"
PASSWORD: Final = "canary-of-the-ftps"  # noqa: S105 - opens nothing
EVERYTHING: Final = "elradfmwMT"
READING: Final = "elr"


@dataclass
class FtpsServer:
    """A running server.

    Attributes:
        port: Where it listens.
        commands: Every command so far, without what follows it.
    """

    port: int = 0
    commands: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        return {
            "type": "ftps",
            "server": "127.0.0.1",
            "port": self.port,
            "user": USER,
            "folder": "podcast",
        }


@contextmanager
def ftps_server(
    folder: Path, certificate: Certificate | None, rights: str = EVERYTHING
) -> Iterator[FtpsServer]:
    """Serve `folder` while the block lasts; without a certificate it can't encrypt."""
    folder.mkdir(parents=True, exist_ok=True)
    users = DummyAuthorizer()
    users.add_user(USER, PASSWORD, str(folder), perm=rights)
    state = FtpsServer()

    class Handler(TLS_FTPHandler if certificate else FTPHandler):  # type: ignore[misc]  # chosen here
        authorizer = users
        certfile = str(certificate.chain) if certificate else None
        keyfile = str(certificate.key) if certificate else None
        tls_control_required = True
        tls_data_required = True
        auth_failed_timeout = 0
        use_sendfile = False

        def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
            state.commands.append(cmd)
            super().pre_process_command(line, cmd, arg)

    loop = IOLoop()
    listening = FTPServer(("127.0.0.1", 0), Handler, ioloop=loop)
    state.port = listening.address[1]
    over = threading.Event()
    thread = threading.Thread(target=_serve, args=(loop, over), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        over.set()
        thread.join(20)
        listening.close_all()
        loop.close()


def _serve(loop: IOLoop, over: threading.Event) -> None:
    while not over.is_set():
        loop.loop(timeout=0.02, blocking=False)
