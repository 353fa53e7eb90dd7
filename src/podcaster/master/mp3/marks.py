"""Which stretches of a programme an encoder has been given before, told by their content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from podcaster.master.meter.parts import Part, read_parts, write_parts
from podcaster.master.mp3.chunks import FRAME_SAMPLES, PADDING_CYCLE, Pcm
from podcaster.model.audio import Encoding

#: Samples in a stretch: as many MP3 frames as their padding repeats after, a little over a second.
STRETCH_SAMPLES: Final = PADDING_CYCLE * FRAME_SAMPLES
#: Of a SHA-256; a mistake in a million years of podcasts is enough.
DIGEST_BYTES: Final = 12


@dataclass(frozen=True)
class Marks:
    """What went into an encoder.

    Attributes:
        samples: How many, per channel.
        digests: Of each stretch; the last one may be shorter.
    """

    samples: int
    digests: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """Return them as `from_bytes` reads them."""
        return self.samples.to_bytes(8, "big") + b"".join(self.digests)

    @staticmethod
    def from_bytes(data: bytes) -> Marks:
        """Read what `to_bytes` wrote."""
        rows = range(8, len(data), DIGEST_BYTES)
        digests = tuple(data[at : at + DIGEST_BYTES] for at in rows)
        return Marks(int.from_bytes(data[:8], "big"), digests)

    def runs_shared_with(self, other: Marks) -> Iterator[range]:
        """Yield the longest runs of stretches that both have at the same place."""
        first = None
        pairs = zip(self.digests, other.digests, strict=False)
        for at, (one, another) in enumerate(pairs):
            if one == another and first is None:
                first = at
            elif one != another and first is not None:
                yield range(first, at)
                first = None
        if first is not None:
            yield range(first, min(len(self.digests), len(other.digests)))


@dataclass(frozen=True)
class Trial:
    """Excerpts that were encoded before all of it.

    Attributes:
        digest: Of their samples, as they went into the encoder.
        change_lu: How much louder they came out.
    """

    digest: str = ""
    change_lu: float = 0.0


NO_TRIAL: Final = Trial()


@dataclass(frozen=True)
class Known:
    """An MP3 that was made before, and what it was made of.

    Attributes:
        path: The file: our own first frame, then the encoder's; no tags.
        marks: What its encoder was given.
        encoding: Complete.
        parts: What the meters said of it.
        trial: What was tried for it.
    """

    path: Path
    marks: Marks
    encoding: Encoding
    parts: tuple[Part, ...] = ()
    trial: Trial = NO_TRIAL

    @staticmethod
    def beside(path: Path) -> Known | None:
        """Return a file with the marks that `note` put beside it, if they are there."""
        try:
            told = json.loads(notes_of(path).read_text("utf-8"))
            encoding = Encoding(**told["encoding"])
            marks = Marks.from_bytes(bytes.fromhex(told["marks"]))
            trial = Trial(**told["trial"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Known(path, marks, encoding, read_parts(parts_of(path)), trial)

    def note(self) -> None:
        """Put marks and parts beside the file.

        Raises:
            OSError: If they can't be written.
        """
        told = {
            "encoding": asdict(self.encoding),
            "marks": self.marks.to_bytes().hex(),
            "trial": asdict(self.trial),
        }
        notes_of(self.path).write_text(json.dumps(told), "utf-8")
        if self.parts:
            write_parts(self.parts, self.parts[0].frames, parts_of(self.path))


def notes_of(path: Path) -> Path:
    """Return where the marks of a file stand."""
    return path.with_name(f"{path.name}.marks.json")


def parts_of(path: Path) -> Path:
    """Return where the parts of a file stand."""
    return path.with_name(f"{path.name}.parts.npz")


class Marker:
    """Marks what passes by, from any thread and any beginning of a stretch, in any order."""

    def __init__(self) -> None:
        self._found: dict[int, bytes] = {}
        self._samples = 0
        self._lock = Lock()

    def watched(self, blocks: Iterable[Pcm], start: int) -> Iterator[Pcm]:
        """Pass on samples that begin at `start`."""
        at, digest = start, sha256()
        for block in blocks:
            taken = 0
            while taken < len(block):
                part = block[taken : taken + STRETCH_SAMPLES - at % STRETCH_SAMPLES]
                digest.update(part.data)
                at, taken = at + len(part), taken + len(part)
                if at % STRETCH_SAMPLES == 0:
                    self._note(at, digest.digest())
                    digest = sha256()
            yield block
        if at % STRETCH_SAMPLES:
            self._note(at, digest.digest())

    def _note(self, end: int, digest: bytes) -> None:
        """Note the stretch that ends before `end`."""
        with self._lock:
            if end % STRETCH_SAMPLES == 0 or end >= self._samples:
                self._found[(end - 1) // STRETCH_SAMPLES] = digest[:DIGEST_BYTES]
            self._samples = max(self._samples, end)

    def marks(self) -> Marks:
        """Return the marks of all that passed by."""
        return Marks(self._samples, tuple(self._found[at] for at in sorted(self._found)))
