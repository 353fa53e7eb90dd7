"""The doors out of the process, as the rooms see them; `outside/` has the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from podcaster.model.audio import AudioFacts, Encoding

#: float32, shape (frames, channels), full scale = 1.0
Samples = NDArray[np.float32]

#: A chapter's start and end (milliseconds) and its title.
Span = tuple[int, int, str]

#: Called with seconds of audio done and seconds in all (0.0 if not known).
Progress = Callable[[float, float], None]


def silent_progress(done_s: float, total_s: float) -> None:
    """Show nothing."""


@contextmanager
def no_progress(_label: str) -> Iterator[Progress]:
    """Stand in for a progress bar where nobody looks."""
    yield silent_progress


class AudioDoor(Protocol):
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


class HistoryDoor(Protocol):
    """What the ledger remembers, as far as rules need it."""

    def published_guids(self) -> Mapping[str, str]:
        """Return slug -> GUID of every episode that a host took."""
        ...
