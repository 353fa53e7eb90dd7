"""The ledger of a show that is born: whatever comes out after this moment is new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from podcaster.deliver.hosts.files import writing
from podcaster.deliver.ledger.file import FILE
from podcaster.deliver.ledger.opening import home_of, ledger_of, opened_ledger
from podcaster.workspace import Workspace


def new_ledger(now: datetime) -> bytes:
    """Return the file of a ledger that begins now, to be written along with a new show.

    Raises:
        FolderError: If there is no room for it.
    """
    with writing(Path(FILE)), TemporaryDirectory() as work, opened_ledger(Path(work), now):
        return (Path(work) / FILE).read_bytes()


def has_ledger(workspace: Workspace) -> bool:
    """Tell whether the show remembers anything."""
    home = home_of(workspace)
    return bool(home.url) or home.file.exists()


def begin(workspace: Workspace) -> None:
    """Begin the show's ledger; one that is there stays as it is.

    Only for a show of which nothing is out: what comes out from now on is sent to people.

    Raises:
        FolderError: If it can't be written.
    """
    with ledger_of(workspace):
        pass
