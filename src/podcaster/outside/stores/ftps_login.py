"""The line to an FTP server: under TLS from before the login on, files as well as commands."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from ftplib import FTP_TLS, error_perm, error_temp
from ftplib import Error as FtpError
from socket import gaierror, socket
from typing import Final

from podcaster.errors import DeliveryError, RefusedError
from podcaster.model.hosts import FtpsChannel
from podcaster.model.message import message
from podcaster.outside.stores.refusals import (
    broke_off,
    no_connection,
    no_right,
    not_let_in,
    not_taken,
    server_says,
    untrusted,
)

#: Seconds for which the server may be silent.
TIMEOUT_S: Final = 60.0
BLOCK_BYTES: Final = 65_536

#: Replies that end a connection, or say that one could not be made (RFC 959, 4.2).
GONE: Final = ("421", "425", "426")
NO_RIGHT: Final = ("550", "553", "532")


class FtpsClient(FTP_TLS):
    """ftplib's client; its files go on with the TLS session of its commands."""

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket, int | None]:
        """Open a line for a file, inside the session that is open already."""
        line, size = super(FTP_TLS, self).ntransfercmd(cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        wrapped = self.context.wrap_socket(line, server_hostname=self.host, session=session)
        return wrapped, size

    def features(self) -> frozenset[str]:
        """Return what the server says that it can, in capitals; `MLST` without its facts."""
        try:
            lines = self.sendcmd("FEAT").splitlines()[1:-1]
        except error_perm:
            return frozenset()
        words = (line.strip().upper() for line in lines)
        return frozenset("MLST" if word.startswith("MLST") else word for word in words)

    def store(self, place: str, blocks: Iterable[bytes], start: int = 0) -> None:
        """Write blocks to a file, from `start` on."""
        with self.transfercmd(f"STOR {place}", start or None) as line:
            for block in blocks:
                line.sendall(block)
            self._end(line)
        self.voidresp()

    def blocks(self, place: str, start: int = 0) -> Iterator[bytes]:
        """Yield a file from `start` on."""
        return self._received(f"RETR {place}", start)

    def files(self, folder: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield name -> facts of everything in a folder.

        ftplib's own `mlsd` leaves the line in a mode in which lengths are refused.
        """
        text = b"".join(self._received(f"MLSD {folder}")).decode("utf-8", "surrogateescape")
        for entry in text.splitlines():
            facts, _, name = entry.partition(" ")
            pairs = (fact.partition("=") for fact in facts.split(";") if fact)
            yield name, {key.lower(): value for key, _, value in pairs}

    def _received(self, command: str, start: int = 0) -> Iterator[bytes]:
        with self.transfercmd(command, start or None) as line:
            while block := line.recv(BLOCK_BYTES):
                yield block
            self._end(line)
        self.voidresp()

    def piece(self, place: str, start: int, stop: int | None) -> bytes:
        """Return bytes of a file; the line is cut when there are enough."""
        if stop is None:
            return b"".join(self.blocks(place, start))
        found = b""
        with self.transfercmd(f"RETR {place}", start or None) as line:
            while len(found) < stop - start and (block := line.recv(BLOCK_BYTES)):
                found += block
        with suppress(error_temp, error_perm):  # 426: it was cut
            self.voidresp()
        return found[: stop - start]

    def _end(self, line: socket) -> None:
        """Say farewell; not every server does. What arrived is looked at anyway."""
        with suppress(OSError):
            if isinstance(line, ssl.SSLSocket):
                line.unwrap()


@contextmanager
def logged_in(settings: FtpsChannel, secrets: Mapping[str, str]) -> Iterator[FtpsClient]:
    """Log in with a password that nobody can overhear; log out when the block ends.

    Raises:
        NotSentError: If no connection came about.
        RefusedError: If the server is not who it says, does not encrypt, or does not let us in.
    """
    client = FtpsClient(timeout=TIMEOUT_S, context=ssl.create_default_context())
    try:
        _connect(client, settings)
        try:
            client.login(settings.user, secrets.get("PASSWORD", ""))
            client.prot_p()
            client.voidcmd("TYPE I")
        except error_perm as error:
            raise _login_refused(error, settings) from None
        yield client
    finally:
        client.close()


def _connect(client: FtpsClient, settings: FtpsChannel) -> None:
    """Get through, and under TLS.

    Raises:
        DeliveryError: If that can't be.
    """
    try:
        client.connect(settings.server, settings.port)
        client.auth()
    except ssl.SSLCertVerificationError:
        raise untrusted(settings.server) from None
    except error_perm:
        raise RefusedError(
            message("`{host}` does not encrypt: nothing was sent", host=settings.server),
            hint=message("ask your provider for SFTP, or for FTP with TLS"),
        ) from None
    except (gaierror, OSError, EOFError, FtpError):
        raise no_connection(settings.server) from None


def _login_refused(error: error_perm, settings: FtpsChannel) -> DeliveryError:
    if str(error).startswith("530"):
        return not_let_in(settings.server, settings.user, "PASSWORD")
    return not_taken(settings.folder, server_says(str(error)))


@contextmanager
def saying(host: str, path: str) -> Iterator[None]:
    """Turn what the server or the line objects to into words."""
    try:
        yield
    except error_perm as error:
        if str(error).startswith(NO_RIGHT):
            raise no_right(path) from error
        raise not_taken(path, server_says(str(error))) from error
    except error_temp as error:
        if str(error).startswith(GONE):
            raise broke_off(host) from error
        raise not_taken(path, server_says(str(error))) from error
    except (OSError, EOFError, FtpError) as error:
        raise broke_off(host) from error
