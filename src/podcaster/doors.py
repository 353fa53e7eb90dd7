"""The doors out of the process, as the rooms see them; `outside/` has the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from podcaster.errors import NotSentError
from podcaster.model.audio import AudioFacts, Encoding
from podcaster.model.chapters import Chapter
from podcaster.model.facts import LastBuild
from podcaster.model.film import Film
from podcaster.model.message import message
from podcaster.treatment_door import TreatmentDoor

#: float32, shape (frames, channels), full scale = 1.0
Samples = NDArray[np.float32]

#: A chapter's start and end (milliseconds) and its title.
Span = tuple[int, int, str]

#: Called with what is done and what there is in all (0.0 if not known): seconds of audio, bytes.
Progress = Callable[[float, float], None]


def silent_progress(done_s: float, total_s: float) -> None:
    """Show nothing."""


@contextmanager
def no_progress(_label: str) -> Iterator[Progress]:
    """Stand in for a progress bar where nobody looks."""
    yield silent_progress


class AudioDoor(TreatmentDoor, Protocol):
    """FFmpeg's libraries and libsndfile."""

    def probe(self, path: Path) -> AudioFacts:
        """Read the header of `path`.

        Raises:
            AudioError: If `path` holds no audio that can be decoded.
        """
        ...

    def read(
        self, path: Path, *, start_s: float = 0.0, stop_s: float | None = None
    ) -> Iterator[Samples]:
        """Decode `path` block by block, from `start_s` up to `stop_s`, at its own rate.

        Raises:
            AudioError: If it can't be decoded, or ends before its header says.
        """
        ...

    def seekable(self, path: Path) -> bool:
        """Tell whether `read` finds any place of `path` at once, exact to the sample.

        Raises:
            AudioError: If `path` holds no audio that can be decoded.
        """
        ...

    def encode(
        self, blocks: Iterable[Samples], rate_hz: int, encoding: Encoding, path: Path
    ) -> None:
        """Encode `blocks` as AAC in M4A or Opus in Ogg; `encoding` is complete (no None).

        Raises:
            AudioError: If the encoder refuses.
        """
        ...

    def film(self, film: Film, path: Path) -> None:
        """Write a film as MP4 with H.264 and AAC.

        Raises:
            AudioError: If an encoder refuses.
        """
        ...

    def chapters(self, path: Path) -> tuple[Chapter, ...]:
        """Return the chapters that the tags of `path` name, in time order; none if unreadable."""
        ...

    def copy_with_chapters(self, source: Path, spans: Sequence[Span], out: Path) -> None:
        """Copy an M4A and give it chapters; its audio stays as it is.

        Raises:
            AudioError: If the container refuses.
        """
        ...


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


class SearchDoor(Protocol):
    """A program that makes an index which a browser can search."""

    def index(self, pages: Mapping[str, str]) -> Mapping[str, bytes]:
        """Return name -> content of the index of `pages` (path -> HTML); same pages, same bytes.

        Raises:
            PodcasterError: If the program can't be started or gives up.
        """
        ...


class HistoryDoor(Protocol):
    """What the ledger remembers, as far as rules need it."""

    def published_guids(self) -> Mapping[str, str]:
        """Return slug -> GUID of every episode that a host took."""
        ...

    def last_build(self) -> LastBuild:
        """Return what the last build said of the episodes."""
        ...


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
