"""The workspace of a show with the real doors: put together here, each loaded when it is used."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from podcaster import deliver, outside
from podcaster.doors.audio import AudioDoor
from podcaster.doors.git import GitDoor
from podcaster.doors.history import HistoryDoor
from podcaster.doors.mail import MailDoor
from podcaster.doors.progress import ProgressBar, no_progress
from podcaster.doors.search import SearchDoor
from podcaster.doors.stores import StoreOpener
from podcaster.doors.web import WebDoor
from podcaster.outside.secret_file import SecretFile, default_file
from podcaster.outside.secrets import RealSecrets
from podcaster.rooms import later
from podcaster.workspace import Workspace

#: Where the address of a ledger on a server stands, and who says what it is called in the log.
LEDGER_URL: Final = "PODCASTER_LEDGER_URL"
PERSON: Final = "PODCASTER_PERSON"


def open_workspace(folder: Path, progress: ProgressBar = no_progress) -> Workspace:
    """Return the workspace of the show in `folder`, with the real doors."""
    folder = folder.resolve()
    ledger = os.environ.get(LEDGER_URL, "")
    secrets = RealSecrets(folder, os.environ, SecretFile(default_file(os.environ)))

    def history() -> HistoryDoor:
        return deliver.History(folder / ".podcaster", ledger)

    return Workspace(
        folder=folder,
        audio=later(_audio),
        web=later(_web),
        history=later(history),
        search=later(_search),
        now=datetime.now(UTC),
        secrets=secrets,
        vault=secrets,
        progress=progress,
        open_store=later(_stores),
        mail=later(_mail),
        git=later(_git),
        ledger=ledger,
        who=person(),
        keeps_headers=True,
        debug=bool(os.environ.get("PODCASTER_DEBUG")),
    )


def person() -> str:
    """Return who is at work: `PODCASTER_PERSON`, or the name they logged in with."""
    try:
        return os.environ.get(PERSON) or getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody: a container without users
        return ""


def _audio() -> AudioDoor:
    return outside.RealAudio()


def _web() -> WebDoor:
    return outside.RealWeb()


def _search() -> SearchDoor:
    return outside.RealSearch()


def _stores() -> StoreOpener:
    return outside.open_store


def _mail() -> MailDoor:
    return outside.real_mail


def _git() -> GitDoor:
    return outside.open_repository
