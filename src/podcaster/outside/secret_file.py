"""One file outside every show that only its owner may read: secrets, and where others are kept."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from podcaster.errors import FolderError, not_written, system_reason, system_remedy
from podcaster.model.findings import Place
from podcaster.model.message import Message, message

VERSION: Final = 1
OWNER_ONLY: Final = 0o600
FOLDER_OWNER_ONLY: Final = 0o700
WAIT_S: Final = 60.0

_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)

#: What is kept of one show: name -> `secret` (missing: the keyring has it), `expires_at`.
Entries = Mapping[str, Mapping[str, str]]


def default_file(environment: Mapping[str, str]) -> Path:
    """Return where the file is: in the folder for settings, by the XDG specification."""
    folder = environment.get("XDG_CONFIG_HOME", "")
    root = Path(folder) if folder.startswith("/") else Path.home() / ".config"
    return root / "podcaster" / "secrets.json"


@dataclass(frozen=True)
class SecretFile:
    """The file.

    Attributes:
        path: Where it is.
    """

    path: Path

    def entries(self, show: str) -> Entries:
        """Return what is kept of one show.

        Raises:
            FolderError: If it can't be read, or others can.
        """
        return self._shows().get(show, {})

    def change(self, show: str, name: str, entry: Mapping[str, str] | None) -> None:
        """Keep `entry` under `name`, or forget it (None); one process at a time.

        Raises:
            FolderError: If it can't be written; the older one still stands.
        """
        with self._writing():
            self._make_folder()
            with closing(self._locked()):
                shows = dict(self._shows())
                entries = {key: one for key, one in shows.get(show, {}).items() if key != name}
                shows[show] = entries if entry is None else {**entries, name: dict(entry)}
                self._replace({key: one for key, one in shows.items() if one})

    def _shows(self) -> Mapping[str, Entries]:
        try:
            handle = os.open(self.path, _READ)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unreadable(system_reason(error)) from error
        with os.fdopen(handle, "rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise FolderError(
                    message("others may read this file, and it holds secrets"),
                    place=Place(str(self.path)),
                    hint=message("say `chmod 600 {file}`", file=str(self.path)),
                )
            return self._parsed(file.read())

    def _parsed(self, content: bytes) -> Mapping[str, Entries]:
        try:
            return _shows_in(json.loads(content))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise self._unreadable(message("it holds something else")) from None

    def _unreadable(self, reason: Message) -> FolderError:
        return FolderError(
            message("can't be read: {reason}", reason=reason),
            place=Place(str(self.path)),
            hint=message("move it away, then say `podcaster auth` for each channel again"),
        )

    def _make_folder(self) -> None:
        self.path.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)

    def _locked(self) -> sqlite3.Connection:
        """Return what holds the lock until it is closed: SQLite's own, the same everywhere."""
        lock, connection = self.path.with_name(".secrets.lock"), None
        try:
            connection = sqlite3.connect(lock, timeout=WAIT_S, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if connection:
                connection.close()
            raise _not_locked(lock, error) from error
        return connection

    def _replace(self, shows: Mapping[str, Entries]) -> None:
        """Write a new file beside it, then put it in its place."""
        part = self.path.with_name(".secrets.json.part")
        part.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(part, _NEW, OWNER_ONLY), "w", encoding="utf-8") as file:
                json.dump({"version": VERSION, "shows": shows}, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place, hint = Place(str(self.path)), system_remedy(error)
            raise FolderError(not_written(error), place=place, hint=hint) from error


def _not_locked(lock: Path, error: sqlite3.Error) -> FolderError:
    """Say why there is no lock."""
    if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return FolderError(
            message("another run of `podcaster` is at work here"),
            place=Place(str(lock)),
            hint=message("wait until it has finished, then run the same command again"),
        )
    return FolderError(
        message("can't be locked: {reason}", reason=str(error)),
        place=Place(str(lock)),
        hint=message("remove this file, and give yourself the right to write there"),
    )


def _shows_in(value: Any) -> Mapping[str, Entries]:  # noqa: ANN401 - any JSON
    if value["version"] != VERSION:
        raise ValueError
    return {
        str(show): {
            str(name): {str(key): str(text) for key, text in entry.items()}
            for name, entry in entries.items()
        }
        for show, entries in value["shows"].items()
    }
