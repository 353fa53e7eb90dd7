"""How a store brings files that only knows writing and renaming: a part beside it, then its name.

Readers see the old file or the new one. A long file's part carries its digest in its name, so what
an earlier run left can be gone on with; a condition is looked at under a lock.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.stores import ABSENT, Stored, Upload
from podcaster.outside.stores.refusals import outdated
from podcaster.outside.stores.sources import opened


class PartedFiles(Protocol):
    """What such a store can."""

    def stat(self, path: str) -> Stored | None:
        """Return what stands there, or None."""
        ...

    def part(self, path: str, mark: str = "") -> str:
        """Return where `path` is written before it takes its name; its folder is made."""
        ...

    def arrived(self, part: str, source: BinaryIO) -> int:
        """Return how much of `source` stands in `part` already; 0 if it is something else."""
        ...

    def send(
        self, source: BinaryIO, part: str, upload: Upload, done: int, progress: Progress
    ) -> None:
        """Write `source` from `done` on to the end of `part`, and see that all is there."""
        ...

    def take_place(self, part: str, path: str) -> None:
        """Give `part` its name."""
        ...

    def replace(self, source: BinaryIO, part: str, upload: Upload) -> Stored:
        """Give `part` its name, with another tag than that of what stood there."""
        ...

    def drop(self, part: str) -> None:
        """Remove a part."""
        ...

    def locked(self, part: str) -> AbstractContextManager[None]:
        """Keep other machines of ours away, as long as the block lasts."""
        ...

    def saying(self, path: str) -> AbstractContextManager[None]:
        """Turn what the server or the line objects to into words."""
        ...


def bring_if_absent(files: PartedFiles, upload: Upload, progress: Progress) -> bool:
    """Bring a file under its name; a part that an earlier run left is gone on with."""
    there = files.stat(upload.path)
    if there is not None and there.size_bytes == upload.size_bytes:
        return False
    with opened(upload) as source, files.saying(upload.path):
        part = files.part(upload.path, upload.sha256[:8])
        files.send(source, part, upload, files.arrived(part, source), progress)
        files.take_place(part, upload.path)
    return True


def bring(files: PartedFiles, upload: Upload, if_tag: str | None) -> Stored:
    """Put a file in place of what stands there, if the condition holds.

    Raises:
        OutdatedError: If it does not; no part is left.
    """
    with opened(upload) as source, files.saying(upload.path):
        part = files.part(upload.path)
        files.send(source, part, upload, 0, silent_progress)
        if if_tag is None:
            return files.replace(source, part, upload)
        with files.locked(part):
            there = files.stat(upload.path)
            if (there.tag if there else ABSENT) != if_tag:
                files.drop(part)
                raise outdated(upload.path)
            return files.replace(source, part, upload)


def part_beside(place: str, mark: str = "") -> PurePosixPath:
    """Return the name of a part: hidden, beside the file, with a mark if it may be gone on with."""
    target = PurePosixPath(place)
    return target.with_name(f".{target.name}{mark and '.'}{mark}.part")
