"""One at a time: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from podcaster.deliver.hosts.files import writing
from podcaster.errors import FolderError
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Whoever changes what a channel shows holds this one, in the show's `.podcaster/`.
LOCK: Final = "publish.lock"

WAIT_S: Final = 60.0


@contextmanager
def only_one(lock: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold `lock`; whoever comes second waits.

    SQLite's own file lock on an empty database: the same on every system, and gone with the
    process that held it.

    Raises:
        FolderError: If another process still holds it after `wait_s`.
    """
    with writing(lock):
        lock.parent.mkdir(parents=True, exist_ok=True)
    with closing(_taken(lock, wait_s)):
        yield


def _taken(lock: Path, wait_s: float) -> sqlite3.Connection:
    """Return the connection that holds the lock until it is closed."""
    connection = None
    try:
        connection = sqlite3.connect(lock, timeout=wait_s, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        if connection:
            connection.close()
        raise _worded(lock, error) from error
    return connection


def _worded(lock: Path, error: sqlite3.Error) -> FolderError:
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


def is_held(lock: Path) -> bool:
    """Tell whether somebody holds `lock` now; nothing is made if there is none."""
    if not lock.exists():
        return False
    try:
        _taken(lock, 0.0).close()
    except FolderError:
        return True
    return False
