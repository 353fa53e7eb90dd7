"""Runs the migrations in the transaction that Alembic was given; see `schema.py`."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
