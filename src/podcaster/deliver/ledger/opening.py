"""Opens the ledger: the file in `.podcaster/`, or the server that an address names."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from podcaster.deliver.hosts.files import writing
from podcaster.deliver.ledger.departures import remind, with_forgotten
from podcaster.deliver.ledger.file import FILE, database_errors, engine_of, writing_to
from podcaster.deliver.ledger.ledger import Ledger
from podcaster.deliver.ledger.records import Snapshot
from podcaster.deliver.ledger.schema import bring_up, checked_version, has_tables, migrate
from podcaster.deliver.ledger.server import place_of, server_engine, server_error
from podcaster.deliver.ledger.snapshot import snapshot_of
from podcaster.deliver.ledger.tables import VERSION
from podcaster.model.findings import Place
from podcaster.workspace import Workspace

#: A secret shorter than this would be found in innocent words.
SHORTEST_SECRET: Final = 6


@dataclass(frozen=True)
class Home:
    """Where a show's ledger is.

    Attributes:
        state: The show's `.podcaster/`.
        url: Address of a database on a server; "": a file in `state`.
    """

    state: Path
    url: str = field(default="", repr=False)

    @property
    def file(self) -> Path:
        """The ledger's file, if it is one."""
        return self.state / FILE

    @property
    def place(self) -> Place:
        """How people are told where it is."""
        return place_of(self.url) if self.url else Place(str(self.file))

    @property
    def exists(self) -> bool:
        """Whether there is anything to be read; a server is asked each time."""
        return bool(self.url) or (self.file.is_file() and self.file.stat().st_size > 0)

    @property
    def owner(self) -> str:
        """The name under which this folder on this machine holds leases."""
        named = f"{platform.node()}|{self.state.absolute()}"
        return sha256(named.encode()).hexdigest()

    def engine(self, mode: str) -> Engine:
        """Return the database."""
        return server_engine(self.url) if self.url else engine_of(self.file, mode)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn errors of the database into words."""
        if not self.url:
            with database_errors(self.file):
                yield
            return
        try:
            yield
        except DBAPIError as error:
            # `from None`: the library's error carries the values that were to be written.
            raise server_error(error, self.url) from None


def home_of(workspace: Workspace) -> Home:
    """Return where the show's ledger is."""
    return Home(workspace.state, workspace.ledger)


@contextmanager
def ledger_of(workspace: Workspace) -> Iterator[Ledger]:
    """Open the show's ledger; see `opened_ledger`."""
    hidden = (*workspace.secrets.values(), workspace.ledger)
    with opened_ledger(
        workspace.state, workspace.now, hidden, url=workspace.ledger, who=workspace.who
    ) as ledger:
        yield ledger


@contextmanager
def opened_ledger(
    state: Path, now: datetime, secrets: tuple[str, ...] = (), *, url: str = "", who: str = ""
) -> Iterator[Ledger]:
    """Open a ledger; one that is missing is begun, one of an earlier version brought up to date.

    Args:
        state: The show's `.podcaster/`.
        now: The moment of this run.
        secrets: Values that are struck out of whatever is written.
        url: Address of a database on a server; "": a file in `state`.
        who: Name of the person, for `podcaster log`.

    Raises:
        FolderError: If it can't be read or written, or is none of ours.
        UsageError: If `url` can't be used.
    """
    home = Home(state, url)
    hidden = tuple(text for text in secrets if len(text) >= SHORTEST_SECRET)
    with writing(state):
        state.mkdir(parents=True, exist_ok=True)
    with home.errors():
        engine = home.engine("rwc")
        with writing_to(engine) as connection:
            bring_up(connection, home.place, now)
        ledger = Ledger(engine, now, hidden, home.owner, who)
        remind(ledger, state)
        yield ledger


def read_ledger(state: Path, url: str = "") -> Snapshot:
    """Return what a ledger says, and what the note beside it knows; nothing is made.

    Raises:
        FolderError: If it can't be read, or is none of ours.
    """
    return with_forgotten(_read(Home(state, url)), state)


def _read(home: Home) -> Snapshot:
    with home.errors():
        if not home.exists:
            return Snapshot()
        engine = home.engine("rw")
        with engine.connect() as connection:
            if home.url and not has_tables(connection):
                return Snapshot()
            if checked_version(connection, home.place) == VERSION:
                return snapshot_of(connection)
        with writing_to(engine) as connection:
            migrate(connection, home.place)
            return snapshot_of(connection)
