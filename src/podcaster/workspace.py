"""The show's folder, its doors, its cache, and the moment of the run."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from podcaster.doors.audio import AudioDoor
from podcaster.doors.git import GitDoor, no_git
from podcaster.doors.history import HistoryDoor
from podcaster.doors.mail import MailDoor, no_mail
from podcaster.doors.progress import ProgressBar, no_progress
from podcaster.doors.search import SearchDoor
from podcaster.doors.stores import StoreOpener, no_stores
from podcaster.doors.vault import Vault
from podcaster.doors.web import WebDoor
from podcaster.model.artefacts import Media
from podcaster.model.secret_names import start_of_names

#: Makes the film of an item (`episode/<slug>`), or None if there is nothing to make one of.
Films = Callable[[str], Media | None]


def no_films(item: str) -> Media | None:
    """Stand in where no films are made."""
    del item
    return None


def real_path(path: Path) -> Path:
    """Return `path` with all links followed, as far as it exists.

    Raises:
        OSError: If links lead in a circle. Python 3.11 tells of it as a RuntimeError, 3.13 not at
            all.
    """
    try:
        real = path.resolve()
        real.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return real
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return real


def time_of_day() -> datetime:
    """Return what the clock says at this moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workspace:
    """What a walk may use.

    Attributes:
        folder: The show's folder, absolute.
        audio: Door to audio libraries.
        web: Door to the web.
        history: What hosts already took.
        now: The moment of this run; what is decided is decided by it.
        secrets: Tokens by name, from the environment or where they were put away; never printed.
        vault: Puts secrets away, and knows when they expire; None: there is nowhere to put them.
        progress: Shows how far a long job is.
        search: Door to the program that indexes pages; None makes none.
        open_store: Opens the store that a host's settings describe.
        mail: Lends a line to a mail server.
        git: Opens a branch of a repository elsewhere.
        pause: Waits for some seconds.
        films: Makes the films that posts show.
        ledger: Address of the ledger if it is on a server, with its password; "": a file.
        who: Name of the person, for the log.
        keeps_headers: Whether what files were found to be is noted for the next run.
        clock: The time of day, for what is good for minutes only, such as a signature.
        debug: Whether somebody looks for the cause of a mistake in the program.
    """

    folder: Path
    audio: AudioDoor
    web: WebDoor
    history: HistoryDoor
    now: datetime
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    vault: Vault | None = field(default=None, repr=False)
    progress: ProgressBar = no_progress
    search: SearchDoor | None = None
    open_store: StoreOpener = no_stores
    mail: MailDoor = no_mail
    git: GitDoor = no_git
    pause: Callable[[float], None] = time.sleep
    films: Films = no_films
    ledger: str = field(default="", repr=False)
    who: str = ""
    keeps_headers: bool = False
    clock: Callable[[], datetime] = time_of_day
    debug: bool = False

    @property
    def state(self) -> Path:
        """What the program remembers about this show: `.podcaster/`."""
        return self.folder / ".podcaster"

    @property
    def cache(self) -> Path:
        """What may be deleted at any time: `.podcaster/cache/`."""
        return self.state / "cache"

    @property
    def reports(self) -> Path:
        """What mastering did to each episode, for people and programs: `.podcaster/reports/`."""
        return self.state / "reports"

    def secrets_of(self, channel: str) -> Mapping[str, str]:
        """Return a channel's secrets by their last word.

        `PODCASTER_MY_SITE_PASSWORD` is `PASSWORD` of the channel `my-site`.
        """
        start = start_of_names(channel)
        return {
            name.removeprefix(start): self.secrets[name].strip()
            for name in self.secrets
            if name.startswith(start)
        }
