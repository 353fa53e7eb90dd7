"""The ledger's tables: made new, brought up from an earlier version, or refused."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, insert, inspect, select, update

from podcaster.deliver.ledger.tables import META, METADATA, MIGRATED, VERSION, VERSIONS
from podcaster.errors import FolderError
from podcaster.model.findings import Place
from podcaster.model.message import message

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def bring_up(connection: Connection, place: Place, now: datetime) -> None:
    """Make the tables if there are none, migrate them if they are older.

    Everything happens in the connection's transaction: a crash leaves what was there.

    Raises:
        FolderError: If the ledger is newer than this program, or no ledger.
    """
    if has_tables(connection):
        migrate(connection, place)
        return
    METADATA.create_all(connection)
    facts = {"version": VERSION, "begun_at": now.isoformat(), "id": uuid4().hex}
    connection.execute(insert(META), [{"name": key, "value": text} for key, text in facts.items()])
    connection.execute(insert(MIGRATED).values(version_num=VERSION))


def has_tables(connection: Connection) -> bool:
    """Tell whether anything was ever written there."""
    return bool(inspect(connection).get_table_names())


def checked_version(connection: Connection, place: Place) -> str:
    """Return the version of the tables.

    Raises:
        FolderError: If a newer version of this program wrote them.
    """
    version = connection.scalar(select(META.c.value).where(META.c.name == "version"))
    if version not in VERSIONS:
        raise FolderError(
            message("was written by another version of `podcaster`"),
            place=place,
            hint=message("bring `podcaster` up to date"),
        )
    return str(version)


def migrate(connection: Connection, place: Place) -> None:
    """Bring tables of an earlier version to this one, in the connection's transaction.

    Raises:
        FolderError: If the ledger is newer than this program, or no ledger.
    """
    version = checked_version(connection, place)
    if version == VERSION:
        return
    from alembic import command  # noqa: PLC0415 - slow to load, and rarely needed
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if version == VERSIONS[0]:  # it was made before Alembic came
        command.stamp(config, version)
    command.upgrade(config, VERSION)
    connection.execute(update(META).where(META.c.name == "version").values(value=VERSION))
