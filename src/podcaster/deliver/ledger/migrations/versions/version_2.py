"""Leases, rests, generations, who did it, and approvals.

Everything is added and nothing changed: what version 1 wrote stays as it is.
"""

from __future__ import annotations

from uuid import uuid4

from alembic import op
from sqlalchemy import Column, DateTime, Integer, String, Text, column, insert, table

revision = "2"
down_revision = "1"

ADDED = {
    "channel": (
        Column("generation", Integer, nullable=False, server_default="0"),
        Column("failures", Integer, nullable=False, server_default="0"),
        Column("rests_until", DateTime),
    ),
    "delivery": (Column("lease_owner", String(64)), Column("lease_until", DateTime)),
    "attempt": (Column("who", String(100)), Column("remote_url", Text)),
}


def upgrade() -> None:
    """Add them, and give the ledger a name."""
    for name, columns in ADDED.items():
        for one in columns:
            op.add_column(name, one)
    op.create_table(
        "approval",
        Column("id", Integer, primary_key=True),
        Column("item", String(100), nullable=False, index=True),
        Column("revision", String(64), nullable=False),
        Column("who", String(100), nullable=False),
        Column("at", DateTime, nullable=False),
    )
    meta = table("meta", column("name"), column("value"))
    op.execute(insert(meta).values(name="id", value=uuid4().hex))
