"""The ledger's tables, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    func,
    select,
)

#: Versions of these tables, oldest first; each has a migration in `migrations/versions`.
VERSIONS: Final = ("1", "2")
VERSION: Final = VERSIONS[-1]


class Instant(TypeDecorator[datetime]):
    """An aware moment; SQLite knows no zones, so it is kept as UTC without one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC."""
        del dialect
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - as SQLAlchemy types it
        """Say that it is UTC."""
        del dialect
        return value.replace(tzinfo=UTC) if value else None


METADATA: Final = MetaData()

#: What the ledger says about itself: `version`, `begun_at`, `id`.
META: Final = Table(
    "meta",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

#: Which migration was run last, as Alembic keeps it.
MIGRATED: Final = Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(32), primary_key=True),
)

#: Since when each channel has been the show's, how often was published there (hosts), and whether
#: it is left alone for a while, after how many failures in a row.
CHANNEL: Final = Table(
    "channel",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("begun_at", Instant, nullable=False),
    Column("generation", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("rests_until", Instant),
)

#: One row per channel, item, operation and revision. `fence` grows with every claim in the whole
#: ledger: the highest one of an item is its present state, and only its holder may write.
DELIVERY: Final = Table(
    "delivery",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("channel", String(40), nullable=False),
    Column("item", String(100), nullable=False),
    Column("operation", String(20), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("guid", Text, nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("how", String(20), nullable=False),
    Column("repeatable", Boolean, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("problem", JSON),
    Column("remote_id", Text),
    Column("remote_url", Text),
    Column("fence", Integer, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("not_before", Instant),
    Column("first_intent_at", Instant),
    Column("updated_at", Instant, nullable=False),
    Column("lease_owner", String(64)),
    Column("lease_until", Instant),
    UniqueConstraint("channel", "item", "operation", "revision"),
)

#: Every try and every change of state; nothing is ever changed here.
ATTEMPT: Final = Table(
    "attempt",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("delivery_id", ForeignKey("delivery.id"), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("how", String(20), nullable=False),
    Column("detail", JSON),
    Column("who", String(100)),
    Column("remote_url", Text),
)

#: Who said that a revision of an item may go out.
APPROVAL: Final = Table(
    "approval",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("item", String(100), nullable=False, index=True),
    Column("revision", String(64), nullable=False),
    Column("who", String(100), nullable=False),
    Column("at", Instant, nullable=False),
)


def database_now(connection: Connection) -> datetime:
    """Return the moment by the database's clock, which all machines share."""
    told: datetime = connection.scalars(select(func.now())).one()
    return told if told.tzinfo else told.replace(tzinfo=UTC)
