"""The ledger's file: how it is opened, and what is said when that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from podcaster.deliver.ledger.home import LEDGER
from podcaster.errors import FolderError
from podcaster.model.findings import Place
from podcaster.model.message import Message, message

FILE: Final = LEDGER

BUSY_TIMEOUT_S: Final = 60.0

#: SQLite's primary result code -> what is wrong, what to do.
_WORDS: Final[Mapping[int, tuple[Message, Message]]] = {
    sqlite3.SQLITE_FULL: (
        message("the disk is full"),
        message("make room, then run the same command again"),
    ),
    sqlite3.SQLITE_IOERR: (
        message("the disk does not take it: it is full, or it fails"),
        message("make room, then run the same command again"),
    ),
    sqlite3.SQLITE_BUSY: (
        message("another run of `podcaster` is at work here"),
        message("wait until it has finished, then run the same command again"),
    ),
    sqlite3.SQLITE_READONLY: (
        message("may not be written"),
        message("give yourself the right to write there"),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        message("may not be written"),
        message("give yourself the right to write there"),
    ),
}

_DAMAGED: Final = (
    message("is no ledger, or a damaged one"),
    message("put it back from a backup, or move it away and say `podcaster adopt`"),
)


@contextmanager
def database_errors(file: Path) -> Iterator[None]:
    """Turn errors of the database into words."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        what, hint = _WORDS.get(code, _DAMAGED)
        # `from None`: the library's error carries the values that were to be written.
        raise FolderError(what, place=Place(str(file)), hint=hint) from None


def engine_of(file: Path, mode: str) -> Engine:
    """Return a database whose every commit is on disk when it returns."""
    address = f"file:{quote(str(file))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None
        )
        try:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("PRAGMA foreign_keys=ON")
        except sqlite3.Error:  # no database at all: nobody else would close it
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Take the write lock at once, so that what was read is still true when it is written."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing_to(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection
