"""Where the ledger stands in a show's folder, and what is read there without SQLAlchemy.

That library takes longer to load than `check` to judge a show, so the one thing that rules need is
read from the file as it is. Whatever is not as expected is left to those who can say what it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from podcaster.deliver import ledger

LEDGER: Final = "ledger.sqlite"

#: The tables that the question below is put to; see `tables.VERSION`.
TABLES: Final = "2"

_VERSION: Final = "SELECT value FROM meta WHERE name = 'version'"
_HOSTED: Final = (
    "SELECT item, guid FROM delivery"
    " WHERE operation = 'host' AND (state IN ('done', 'skipped')"
    " OR id IN (SELECT delivery_id FROM attempt WHERE state = 'done')) ORDER BY fence"
)


def hosted_guids(state: Path, url: str = "") -> Mapping[str, str]:
    """Return item -> GUID of everything that a host ever took.

    Args:
        state: The show's `.podcaster/`.
        url: Address of a ledger on a server; "": it is a file in `state`.

    Raises:
        FolderError: If the ledger can't be read, or is none of ours.
    """
    known = None if url else _at_once(state / LEDGER)
    return ledger.read_ledger(state, url).hosted_guids if known is None else known


def _at_once(file: Path) -> dict[str, str] | None:
    """Return the same from a file, or None if that takes more than a look."""
    if not (file.is_file() and file.stat().st_size):
        return {}
    try:
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0.0)) as database:
            database.execute("BEGIN")
            if database.execute(_VERSION).fetchone() != (TABLES,):
                return None
            return dict(database.execute(_HOSTED).fetchall())
    except (sqlite3.Error, OSError):
        return None
