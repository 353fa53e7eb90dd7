"""What files were found to be, as long as they are the same files: `.podcaster/cache/headers.json`.

To look into a recording or a picture takes libraries that load longer than everything else `check`
does. Deleting the note costs time; nothing else.
"""

from __future__ import annotations

import json
import os
import sysconfig
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from podcaster.doors.audio import HeaderDoor
from podcaster.model.audio import AudioFacts
from podcaster.model.chapters import Chapter
from podcaster.model.facts import PictureFacts, Unreadable

Thing = TypeVar("Thing")

FILE: Final = "headers.json"
#: Grows when anything here, or what is noted, comes to mean something else.
VERSION: Final = 1
#: A file that changed this recently may change again within its time stamp's resolution.
SETTLED_NS: Final = 2_000_000_000


@dataclass(frozen=True)
class Form(Generic[Thing]):
    """How one kind of finding is noted.

    Attributes:
        kind: Its name in the note.
        noted: Returns it as JSON-ready values; None is not kept.
        read: Returns it again.
    """

    kind: str
    noted: Callable[[Thing], Any]
    read: Callable[[Any], Thing]


AUDIO: Final = Form[AudioFacts](
    "audio", asdict, lambda noted: AudioFacts(**{**noted, "layout": tuple(noted["layout"])})
)
PICTURE: Final = Form[PictureFacts | Unreadable](
    "picture",
    lambda found: asdict(found) if isinstance(found, PictureFacts) else None,
    lambda noted: PictureFacts(**noted),
)
CHAPTERS: Final = Form[tuple[Chapter, ...]](
    "chapters",
    lambda found: [[one.start_s, one.title, one.link, one.picture, one.end_s] for one in found],
    lambda noted: tuple(Chapter(*row) for row in noted),
)


@dataclass
class Known:
    """What is known of a show's files before they are opened.

    Attributes:
        note: The file, or None: nothing is kept.
        earlier: What the note said: kind and path -> the file's state and what it was found to be.
        now: The same for the files that this run asked for.
    """

    note: Path | None = None
    earlier: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)

    def of(self, form: Form[Thing], path: Path, look: Callable[[], Thing]) -> Thing:
        """Return what `look` finds in `path`, or found when the file was the same.

        What `look` raises is raised, and not kept.
        """
        name, state = f"{form.kind}:{path}", _state(path)
        with suppress(KeyError, TypeError, ValueError, IndexError):
            was, noted = self.earlier[name]
            if state and was == state:
                found = form.read(noted)
                self.now[name] = [was, noted]
                return found
        found = look()
        noted = form.noted(found)
        if noted is not None and state and state == _state(path):
            self.now[name] = [state, noted]
        return found

    def keep(self) -> None:
        """Write the note if it says something else now; where that can't be, nothing is kept."""
        now_ns = time.time_ns()
        settled = {
            name: row for name, row in self.now.items() if now_ns - max(row[0][1:3]) > SETTLED_NS
        }
        if self.note is None or settled == self.earlier:
            return
        text = json.dumps({"made_by": _program(), "files": settled})
        part = self.note.with_name(f".{FILE}.{os.getpid()}")
        with suppress(OSError):
            self.note.parent.mkdir(exist_ok=True)
            part.write_text(text, "ascii")
            part.replace(self.note)


def read_known(state: Path) -> Known:
    """Return what was noted of the files of a show.

    Args:
        state: Its `.podcaster/`; where there is none yet, none is made.
    """
    note = state / "cache" / FILE
    try:
        noted = json.loads(note.read_bytes())
        same = noted["made_by"] == _program() and isinstance(noted["files"], dict)
        return Known(note, noted["files"] if same else {})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Known(note if state.is_dir() else None)


@dataclass(frozen=True)
class KnownHeaders:
    """The door to headers of audio, opened only for files that are not known."""

    door: HeaderDoor
    known: Known

    def probe(self, path: Path) -> AudioFacts:
        """Read the header of `path`; see `HeaderDoor`."""
        return self.known.of(AUDIO, path, lambda: self.door.probe(path))

    def chapters(self, path: Path) -> tuple[Chapter, ...]:
        """Return the chapters that the tags of `path` name; see `HeaderDoor`."""
        return self.known.of(CHAPTERS, path, lambda: self.door.chapters(path))


def _state(path: Path) -> list[int] | None:
    """Return what tells whether a file changed: who sets its time back still leaves a trace."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _program() -> list[int]:
    """Return what changes when another version of anything is installed that looks into files."""
    places = (Path(__file__).parent, Path(sysconfig.get_path("purelib")))
    return [VERSION, *(place.stat().st_mtime_ns for place in places if place.is_dir())]
