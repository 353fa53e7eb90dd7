"""The ledger on a PostgreSQL server: how it is opened, and what is said when that fails."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from podcaster.errors import FolderError, UsageError
from podcaster.model.findings import Place
from podcaster.model.message import message

CONNECT_TIMEOUT_S: Final = 10

#: Whoever writes holds this lock until the end of the transaction (any number that is ours alone).
LOCK: Final = 7_090_431

ADDRESS: Final = "PODCASTER_LEDGER_URL"


def place_of(url: str) -> Place:
    """Return how people are told about a ledger on a server: without user and password."""
    try:
        parts = urlsplit(url)
        return Place(f"postgresql://{parts.hostname or 'localhost'}{parts.path}")
    except ValueError:
        return Place(ADDRESS)


def server_engine(url: str) -> Engine:
    """Return the database at `url`; whoever writes does so alone.

    Raises:
        UsageError: If `url` is no address of PostgreSQL, or its library is missing.
    """
    address = _address(url)
    try:
        engine = create_engine(
            address, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_TIMEOUT_S}
        )
    except ImportError:
        raise UsageError(
            message("a ledger on a server needs one more library"),
            hint=message("run `make postgres` where podcaster was cloned to"),
        ) from None
    event.listen(engine, "begin", _begin)
    return engine


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = URL.create("none")
    if address.get_backend_name() not in {"postgresql", "postgres"}:
        # `from None`: the library's error carries the password.
        raise UsageError(
            message("`{name}` holds no address of a PostgreSQL database", name=ADDRESS),
            hint=message("write `postgresql://user:password@host/database`"),
        ) from None
    return address.set(drivername="postgresql+psycopg")


def _begin(connection: Connection) -> None:
    """Let one write at a time, and have every commit on disk when it returns."""
    connection.exec_driver_sql("SET LOCAL synchronous_commit TO on")
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def server_error(error: DBAPIError, url: str) -> FolderError:
    """Say that the server can't be reached, or refuses."""
    state = getattr(error.orig, "sqlstate", None)
    words = {
        None: message("the ledger's database can't be reached"),
        "53100": message("the disk is full"),
        "25006": message("may not be written"),
        "42501": message("may not be written"),
        "42P01": message("is no ledger, or a damaged one"),
    }
    unknown = message("the ledger's database refuses with code {code}", code=state or "")
    hint = message("look whether it runs and lets you in, then run the same command again")
    return FolderError(words.get(state, unknown), place=place_of(url), hint=hint)
