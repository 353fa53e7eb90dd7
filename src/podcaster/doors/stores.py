"""The door to places elsewhere that keep files; `outside/stores/` has the real ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from podcaster.doors.progress import Progress
from podcaster.errors import NotSentError
from podcaster.model.message import message


@dataclass(frozen=True)
class Upload:
    """A file on its way to a store.

    Attributes:
        path: Its name there, with `/`, seen from the place the store stands for.
        source: Its bytes, or the file that holds them.
        size_bytes: Its length.
        sha256: Digest of its content, hexadecimal.
        mime_type: Its media type.
        cache_control: How long readers may keep it (the header's value).
    """

    path: str
    source: bytes | Path
    size_bytes: int
    sha256: str
    mime_type: str
    cache_control: str


@dataclass(frozen=True)
class Stored:
    """A file in a store.

    Attributes:
        size_bytes: Its length.
        tag: Another one whenever its content is another (an ETag, a digest); never "".
        sha256: Digest of its content, or "" if the store does not know it without reading.
        mime_type: Its media type, or "" if the store keeps none.
    """

    size_bytes: int
    tag: str
    sha256: str = ""
    mime_type: str = ""


#: `put` with this in place of a tag: only if nothing stands there.
ABSENT: Final = ""


class Store(Protocol):
    """A place elsewhere that keeps files: six verbs, each whole or not at all.

    Raises:
        NotSentError: If no connection came about, from any verb.
        RefusedError: If the other side said no (no right, no room), from any verb.
        OutcomeUnknownError: If it broke in the middle; every verb may then be said again.
    """

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        """Bring a file under a name that is made from its content; resume what broke off.

        Args:
            upload: The file.
            progress: Told how many bytes of how many are there.

        Returns:
            Whether it was written; False: a file of that name and length stood there.

        Raises:
            FolderError: If the source can't be read.
        """
        ...

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        """Put a file in place of what stands there; readers see the old or the new one.

        Args:
            upload: The file.
            if_tag: Only if this still stands there; `ABSENT`: only if nothing does; None: anyway.

        Raises:
            OutdatedError: If the condition does not hold; nothing was changed.
            FolderError: If the source can't be read.
        """
        ...

    def stat(self, path: str) -> Stored | None:
        """Return what stands there, or None."""
        ...

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Return bytes `start` up to, not including, `stop` (None: the end).

        Raises:
            RefusedError: If nothing stands there.
        """
        ...

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Return what stands there of `paths`; a store asks for nothing else's name."""
        ...

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Remove these files and no others; return how many stood there."""
        ...


#: Opens the store that settings of a host describe, with its secrets by name; closes it after.
StoreOpener = Callable[[Any, Mapping[str, str]], AbstractContextManager[Store]]


def no_stores(settings: object, secrets: Mapping[str, str]) -> AbstractContextManager[Store]:
    """Stand in where there are no stores.

    Raises:
        NotSentError: Always.
    """
    del secrets
    raise NotSentError(message("no store `{kind}` is known here", kind=type(settings).__name__))
