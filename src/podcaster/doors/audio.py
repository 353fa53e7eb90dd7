"""The door to audio files: FFmpeg's libraries and libsndfile; `outside/audio/` has the real one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from podcaster.doors.treatment import TreatmentDoor

if TYPE_CHECKING:  # loads long, and only audio at work needs it
    import numpy as np
    from numpy.typing import NDArray

    from podcaster.model.audio import AudioFacts, Encoding
    from podcaster.model.chapters import Chapter
    from podcaster.model.film import Film

#: float32, shape (frames, channels), full scale = 1.0
Samples: TypeAlias = "NDArray[np.float32]"

#: A chapter's start and end (milliseconds) and its title.
Span = tuple[int, int, str]


@dataclass(frozen=True)
class Packet:
    """What an encoder makes of some samples.

    Attributes:
        data: The bytes.
        start: Where in the programme they stand, less the encoder's delay; may be negative.
        frames: How many frames it stands for.
    """

    data: bytes
    start: int
    frames: int


class PacketEncoder(Protocol):
    """An encoder at work; several may be at the same time."""

    def encode(self, samples: Samples) -> Iterator[Packet]:
        """Take samples, and yield what is ready."""
        ...

    def flush(self) -> Iterator[Packet]:
        """Yield the rest; nothing can be encoded after that."""
        ...


class HeaderDoor(Protocol):
    """What can be told about a file of audio before anything is decoded."""

    def probe(self, path: Path) -> AudioFacts:
        """Read the header of `path`.

        Raises:
            AudioError: If `path` holds no audio that can be decoded.
        """
        ...

    def chapters(self, path: Path) -> tuple[Chapter, ...]:
        """Return the chapters that the tags of `path` name, in time order; none if unreadable."""
        ...


class AudioDoor(HeaderDoor, TreatmentDoor, Protocol):
    """FFmpeg's libraries and libsndfile."""

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

    def encoder(self, rate_hz: int, encoding: Encoding, start: int) -> PacketEncoder:
        """Return an encoder of AAC or Opus.

        Args:
            rate_hz: Rate of what it will get.
            encoding: Complete (no None).
            start: Where in the programme its first sample stands.
        """
        ...

    def mux(self, packets: Iterable[Packet], rate_hz: int, encoding: Encoding, path: Path) -> None:
        """Write packets of AAC to an M4A, or of Opus to an Ogg file, which is replaced.

        Raises:
            AudioError: If an encoder refuses while it makes them.
            OSError: If the file can't be written.
        """
        ...

    def film(self, film: Film, path: Path) -> None:
        """Write a film as MP4 with H.264 and AAC.

        Raises:
            AudioError: If an encoder refuses.
        """
        ...

    def copy_with_chapters(self, source: Path, spans: Sequence[Span], out: Path) -> None:
        """Copy an M4A and give it chapters; its audio stays as it is.

        Raises:
            AudioError: If the container refuses.
        """
        ...
