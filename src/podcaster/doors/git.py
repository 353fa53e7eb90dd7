"""The door to a git repository elsewhere; `outside/git.py` has the real one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from podcaster.errors import NotSentError
from podcaster.model.message import message


@dataclass(frozen=True)
class Signature:
    """Who a commit is by, and when."""

    name: str
    email: str
    at: datetime


@dataclass(frozen=True)
class GitPlace:
    """A branch of a repository elsewhere.

    Attributes:
        address: Where it is, as git takes it.
        branch: The branch.
        home: A folder of this machine that may be deleted at any time.
        user: Who logs in over https.
        token: Proof of that, or "".
    """

    address: str
    branch: str
    home: Path
    user: str = ""
    token: str = field(default="", repr=False)


class Repository(Protocol):
    """A branch of a repository elsewhere, read and added to without a working folder."""

    def tip(self) -> str:
        """Return the name of the branch's newest commit, as it is there now.

        Raises:
            NotSentError: If it can't be asked; nothing was changed.
            RefusedError: If it does not let us in, or has no such branch.
        """
        ...

    def read(self, commit: str, path: str) -> bytes | None:
        """Return what stands in a commit under `path`, or None."""
        ...

    def commit(
        self, onto: str, changes: Mapping[str, bytes | None], words: str, signature: Signature
    ) -> str:
        """Make a commit here; the same arguments make the same commit.

        Args:
            onto: The commit before it.
            changes: Path -> content; None: the file goes.
            words: What it says of itself.
            signature: By whom, and when.

        Raises:
            RefusedError: If a path can't be a file there.
        """
        ...

    def push(self, commit: str) -> None:
        """Bring a commit to the branch, if it still ends with the one before it.

        Raises:
            OutdatedError: If it does not; nothing was changed.
            RefusedError: If the other side says no.
            OutcomeUnknownError: If nobody knows whether it arrived.
        """
        ...


GitDoor = Callable[[GitPlace], Repository]


def no_git(place: GitPlace) -> Repository:
    """Stand in where there is no git.

    Raises:
        NotSentError: Always.
    """
    raise NotSentError(message("no connection to `{host}`", host=place.address))
