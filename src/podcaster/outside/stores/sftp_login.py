"""The way into an SFTP server: its key first, then ours.

A server is known by the fingerprint in publish.yaml, else by the person's `known_hosts`. One that
is not known is told no secret.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final, NoReturn

import paramiko

from podcaster.errors import DeliveryError, RefusedError
from podcaster.model.hosts import SftpChannel
from podcaster.model.message import message
from podcaster.model.secret_names import ANY_CHANNEL
from podcaster.outside.stores.refusals import no_connection, not_let_in

CONNECT_TIMEOUT_S: Final = 15.0
SILENCE_TIMEOUT_S: Final = 60.0
KEEPALIVE_S: Final = 15

KEYS: Final = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)

#: What paramiko has to say reaches people as errors; without this it would print as well.
logging.getLogger("paramiko").addHandler(logging.NullHandler())


@contextmanager
def logged_in(
    settings: SftpChannel, secrets: Mapping[str, str]
) -> Iterator[tuple[paramiko.Transport, paramiko.SFTPClient]]:
    """Log in with the key or password of the secrets, a key file, the agent, or a default key.

    Raises:
        NotSentError: If no connection came about.
        RefusedError: If the server is not the known one, or does not let us in.
    """
    with paramiko.SSHClient() as client:
        client.set_missing_host_key_policy(_OnlyKnown(settings))
        if not settings.host_key:
            client.load_system_host_keys()
        _connect(client, settings, _credentials(settings, secrets))
        transport = client.get_transport()
        assert transport is not None  # noqa: S101 - `connect` made it
        transport.set_keepalive(KEEPALIVE_S)
        yield transport, _opened(transport, settings)


def _connect(
    client: paramiko.SSHClient, settings: SftpChannel, credentials: Mapping[str, Any]
) -> None:
    try:
        client.connect(
            settings.server,
            settings.port,
            settings.user,
            timeout=CONNECT_TIMEOUT_S,
            banner_timeout=CONNECT_TIMEOUT_S,
            auth_timeout=CONNECT_TIMEOUT_S,
            **credentials,
        )
    except DeliveryError:
        raise
    except paramiko.BadHostKeyException as error:
        _refuse_stranger(settings, error.key)
    except paramiko.AuthenticationException:
        raise not_let_in(settings.server, settings.user, "PASSWORD") from None
    except (paramiko.SSHException, OSError, EOFError) as error:
        raise no_connection(settings.server) from error


def _opened(transport: paramiko.Transport, settings: SftpChannel) -> paramiko.SFTPClient:
    """Start SFTP on a connection that lets us in."""
    try:
        client = paramiko.SFTPClient.from_transport(transport)
    except (paramiko.SSHException, OSError, EOFError):
        client = None
    if client is None:
        raise RefusedError(
            message("`{host}` lets us in, but offers no SFTP", host=settings.server),
            hint=message("ask your provider whether your access has SFTP, and on which port"),
        )
    channel = client.get_channel()
    if channel is not None:
        channel.settimeout(SILENCE_TIMEOUT_S)
    return client


def _credentials(settings: SftpChannel, secrets: Mapping[str, str]) -> dict[str, Any]:
    """Return what `connect` is to try; what is named is tried alone, servers count tries."""
    password = secrets.get("PASSWORD")
    only = {"allow_agent": False, "look_for_keys": False}
    if text := secrets.get("KEY"):
        return {"pkey": _key(text, password), **only}
    if settings.key:
        file = Path(settings.key).expanduser()
        if not file.is_file():
            raise RefusedError(
                message("there is no key `{file}`", file=settings.key),
                hint=message("write the path of your private key after `key:`, from `/` or `~` on"),
            )
        return {"pkey": _key(file.read_text(errors="replace"), password), **only}
    return {"password": password, **only} if password else {}


def _key(text: str, passphrase: str | None) -> paramiko.PKey:
    """Read a private key, whatever kind it is of."""
    for kind in KEYS:
        try:
            return kind.from_private_key(StringIO(text.strip() + "\n"), passphrase)
        except (paramiko.SSHException, ValueError):
            continue
    raise RefusedError(
        message("the private key can't be read"),
        hint=message(
            "it should be a key as `ssh-keygen -t ed25519` makes it; its passphrase stands in "
            "`PODCASTER_{CHANNEL}_PASSWORD`",
            CHANNEL=ANY_CHANNEL,
        ),
    )


class _OnlyKnown(paramiko.MissingHostKeyPolicy):
    """Let a server pass whose fingerprint stands in publish.yaml, and no other."""

    def __init__(self, settings: SftpChannel) -> None:
        self.settings = settings

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        del client, hostname
        if not self.settings.host_key:
            raise RefusedError(
                message(
                    "`{host}` is not known yet; its key is `{fingerprint}`",
                    host=self.settings.server,
                    fingerprint=key.fingerprint,
                ),
                hint=message(
                    "if your provider names the same, write `host_key: {fingerprint}` into "
                    "the channel in publish.yaml",
                    fingerprint=key.fingerprint,
                ),
            )
        if key.fingerprint != self.settings.host_key:
            _refuse_stranger(self.settings, key)


def _refuse_stranger(settings: SftpChannel, key: paramiko.PKey) -> NoReturn:
    raise RefusedError(
        message(
            "`{host}` shows another key than the known one: `{fingerprint}`",
            host=settings.server,
            fingerprint=key.fingerprint,
        ),
        hint=message("nothing was sent; ask your provider whether its key has changed"),
    )
