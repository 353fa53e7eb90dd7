"""The tables of podcaster 0.1."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "meta",
        Column("name", String(40), primary_key=True),
        Column("value", Text, nullable=False),
    )
    op.create_table(
        "channel",
        Column("name", String(40), primary_key=True),
        Column("begun_at", DateTime, nullable=False),
    )
    _delivery()
    op.create_table(
        "attempt",
        Column("id", Integer, primary_key=True),
        Column("delivery_id", String(64), ForeignKey("delivery.id"), nullable=False),
        Column("fence", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("state", String(20), nullable=False),
        Column("how", String(20), nullable=False),
        Column("detail", JSON),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
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
        Column("not_before", DateTime),
        Column("first_intent_at", DateTime),
        Column("updated_at", DateTime, nullable=False),
        UniqueConstraint("channel", "item", "operation", "revision"),
    )
