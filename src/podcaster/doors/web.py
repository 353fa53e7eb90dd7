"""The doors to the web: one request sent once, and what the public may fetch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from podcaster.doors.progress import Progress, silent_progress

#: No cache on the way may answer for the server; what is not compressed can be compared.
UNCACHED: Final[Mapping[str, str]] = {"Cache-Control": "no-cache", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Answer:
    """What a web server answered: status, headers (names in lower case), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class WebDoor(Protocol):
    """HTTP, without redirects and without retries: what is sent is sent once."""

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request and return the whole answer, whatever its status.

        Raises:
            NotSentError: If no connection came about.
            OutcomeUnknownError: If it broke after the first byte had left.
        """
        ...


@dataclass(frozen=True)
class Download:
    """A file that came over the web: its media type as the server said it, its length."""

    mime_type: str
    size_bytes: int


class PublicWebDoor(Protocol):
    """Fetches what stands at public addresses, which strangers wrote down."""

    def fetch(self, url: str, most_bytes: int) -> bytes:
        """Return what stands at `url`.

        Raises:
            PodcasterError: If it is not public, not there, too long, or too slow.
        """
        ...

    def download(
        self, url: str, path: Path, most_bytes: int, progress: Progress = silent_progress
    ) -> Download:
        """Write what stands at `url` to `path`; what an earlier try brought is kept.

        Raises:
            PodcasterError: If it is not public, not there, too long, too slow, or broke off.
        """
        ...
