"""A show's secrets by name: from the environment, else the system's keyring, else our own file.

    secrets = RealSecrets(folder, os.environ, SecretFile(default_file(os.environ)))
    secrets["PODCASTER_LINKEDIN_TOKEN"]        # the environment's goes before what was put away
    secrets.keep("PODCASTER_WEBSITE_PASSWORD", "...")

Which names there are stands in the file, so a keyring is asked for nothing that we did not put
there. Each show has its own: two shows may both have a channel `website`, and neither's password
may go to the other's server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from podcaster.errors import PodcasterError
from podcaster.model.message import message
from podcaster.outside.secret_file import Entries, SecretFile

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

#: What names of secrets look like: `PODCASTER_<CHANNEL>_<WORD>`; nothing else is read.
NAMES: Final = re.compile(r"PODCASTER_[A-Z0-9_]+_(TOKEN|PASSWORD|SECRET|KEY)")

#: Under this name a keyring shows what is ours.
SERVICE: Final = "podcaster"

#: `<NAME>_EXPIRES` in the environment says when a secret from there expires.
EXPIRES: Final = "_EXPIRES"


def system_keyring() -> KeyringBackend | None:
    """Return the system's keyring, or None where there is none, such as on a server."""
    import keyring  # noqa: PLC0415 - a tenth of a second, and rarely needed

    backend = keyring.get_keyring()
    return backend if backend.priority >= 1 else None


@dataclass(frozen=True)
class RealSecrets(Mapping[str, str]):
    """The secrets of one show.

    Attributes:
        show: The show's folder, absolute: what was put away is its own.
        environment: What the process was given.
        file: Holds what no keyring holds, and the names of everything.
        keyring: Returns the system's keyring, or None.
    """

    show: Path
    environment: Mapping[str, str] = field(repr=False)
    file: SecretFile
    keyring: Callable[[], KeyringBackend | None] = field(default=system_keyring, repr=False)

    def __getitem__(self, name: str) -> str:
        if NAMES.fullmatch(name) and (given := self.environment.get(name)):
            return given
        entry = self._entries[name]
        return entry["secret"] if "secret" in entry else self._from_keyring(name)

    def __iter__(self) -> Iterator[str]:
        given = [name for name in self.environment if NAMES.fullmatch(name)]
        return iter(dict.fromkeys([*filter(self.environment.get, given), *self._entries]))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def keep(self, name: str, secret: str, expires_at: datetime | None = None) -> bool:
        """Put a secret away, in place of an older one.

        Args:
            name: `PODCASTER_<CHANNEL>_<WORD>`.
            secret: What nobody else may know.
            expires_at: From when on it is worth nothing, or None.

        Returns:
            Whether the keyring has it; else it stands in the file.

        Raises:
            PodcasterError: If it can't be put away.
        """
        held = self._put_in_keyring(name, secret)
        entry = {} if held else {"secret": secret}
        if expires_at:
            entry["expires_at"] = expires_at.isoformat()
        self.file.change(str(self.show), name, entry)
        return held

    def forget(self, name: str) -> bool:
        """Throw away what was kept under `name`; return whether there was anything.

        Raises:
            PodcasterError: If it can't be thrown away.
        """
        entry = self._entries.get(name)
        if entry is None:
            return False
        if "secret" not in entry and (backend := self.keyring()):
            with _keyring_errors():
                backend.delete_password(SERVICE, self._label(name))
        self.file.change(str(self.show), name, None)
        return True

    def expires_at(self, name: str) -> datetime | None:
        """Return from when on a secret is worth nothing; None: nobody said."""
        if self.environment.get(name):
            return _moment(self.environment.get(f"{name}{EXPIRES}", ""))
        return _moment(self._entries.get(name, {}).get("expires_at", ""))

    @property
    def _entries(self) -> Entries:
        return self.file.entries(str(self.show))

    def _label(self, name: str) -> str:
        return f"{name} {self.show}"

    def _put_in_keyring(self, name: str, secret: str) -> bool:
        """Give it to the system's keyring; return whether there is one that takes it."""
        backend = self.keyring()
        if backend is None:
            return False
        with _keyring_errors():
            backend.set_password(SERVICE, self._label(name), secret)
        return True

    def _from_keyring(self, name: str) -> str:
        """Return what the keyring has; going on without it might do something else instead."""
        backend = self.keyring()
        with _keyring_errors():
            secret = backend and backend.get_password(SERVICE, self._label(name))
        if not secret:
            raise PodcasterError(
                message("the system's keyring does not have `{name}` any more", name=name),
                hint=message("say `podcaster auth` for this channel again"),
            )
        return secret


@contextmanager
def _keyring_errors() -> Iterator[None]:
    """Turn a keyring's errors into ours; they may hold the secret, so only their kind is told."""
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        yield
    except KeyringError as error:
        raise PodcasterError(
            message("the system's keyring refuses: {reason}", reason=type(error).__name__),
            hint=message("unlock it, or put the secret into the environment"),
        ) from None


def _moment(text: str) -> datetime | None:
    """Return a moment or the beginning of a day (UTC), or None if it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
