"""The door to audio files: FFmpeg's libraries and libsndfile; `outside/audio/` has the real one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.treatment import TreatmentDoor
from podcaster.model.audio import AudioFacts, Encoding
from podcaster.model.chapters import Chapter
from podcaster.model.film import Film

#: float32, shape (frames, channels), full scale = 1.0
Samples = NDArray[np.float32]

#: A chapter's start and end (milliseconds) and its title.
Span = tuple[int, int, str]


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
