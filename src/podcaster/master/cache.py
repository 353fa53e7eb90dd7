"""Finished work by the digest of everything that went into it.

An entry is a folder that appears whole or not at all. Deleting it costs time; nothing else.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from podcaster.master.writing import unwritable, workplace

#: A file that changed this recently may change again within its time stamp's resolution.
_SETTLED_NS: Final = 2_000_000_000

#: What is noted of an entry.
_NOTE: Final = "facts.json"


@dataclass(frozen=True)
class Kept:
    """An entry of the cache, and whether this run made it."""

    folder: Path
    fresh: bool

    def facts(self) -> Any:  # noqa: ANN401 - JSON of the entry's own making
        """Return what was noted beside the files."""
        return self.note()["facts"]

    def note(self) -> Any:  # noqa: ANN401 - as above
        """Return the facts, and the digests of the entry's files."""
        return json.loads((self.folder / _NOTE).read_text("utf-8"))


@dataclass(frozen=True)
class Cache:
    """The cache of one show.

    Attributes:
        folder: Where it lives.
        now_ns: The moment of this run, in nanoseconds.
    """

    folder: Path
    now_ns: int

    def keep(self, kind: str, recipe: Mapping[str, object], make: Callable[[Path], object]) -> Kept:
        """Return the entry for `recipe`; if there is none, let `make` fill a folder for it.

        An entry whose files are not what was noted of them counts as none.

        Args:
            kind: Which sort of work: its own subfolder.
            recipe: Everything that the result depends on, as JSON-ready values.
            make: Writes files into the folder it is given and returns facts (JSON-ready).

        Raises:
            FolderError: If the cache can't be written, or the disk is full.
        """
        kept = Kept(self.folder / kind / digest_of(recipe), fresh=False)
        if self._is_whole(kept):
            return kept
        return Kept(kept.folder, fresh=self._make(kept.folder, make))

    def last(self, kind: str, name: str) -> Path | None:
        """Return the entry that was last remembered under a name, if it is still whole."""
        try:
            digest = self._last(kind, name).read_text("utf-8")
        except (OSError, ValueError):
            return None
        kept = Kept(self.folder / kind / Path(digest).name, fresh=False)
        return kept.folder if self._is_whole(kept) else None

    def remember(self, kind: str, name: str, entry: Path) -> None:
        """Let `last` find an entry.

        Raises:
            FolderError: If the cache can't be written.
        """
        if self.last(kind, name) == entry:
            return
        note = self._last(kind, name)
        try:
            note.parent.mkdir(parents=True, exist_ok=True)
            write_synced(note, entry.name.encode())
        except OSError as error:
            raise unwritable(note.parent, error) from error

    def _last(self, kind: str, name: str) -> Path:
        return self.folder / "last" / digest_of({"kind": kind, "name": name})

    def _is_whole(self, kept: Kept) -> bool:
        """Whether every file of an entry is there and has the digest it was made with."""
        try:
            noted = kept.note()["files"]
            return all(self.digest(kept.folder / name) == noted[name] for name in noted)
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _make(self, final: Path, make: Callable[[Path], object]) -> bool:
        """Fill a folder beside `final`, then give it its name; tell whether it has it now."""
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            with workplace(final.parent, ".work") as work:
                made = work / "entry"
                made.mkdir()
                facts = make(made)
                files = {path.name: _synced_digest(path) for path in sorted(made.iterdir())}
                write_synced(made / _NOTE, _json({"facts": facts, "files": files}))
                named = self._named(made, final)
                _sync_folder(final.parent)
        except OSError as error:
            raise unwritable(final.parent, error) from error
        return named

    def _named(self, made: Path, final: Path) -> bool:
        """Give a whole folder its name, unless another run was quicker with the same.

        What that one made may be being read; only what is damaged makes room.
        """
        if _renamed(made, final):
            return True
        if self._is_whole(Kept(final, fresh=False)):
            return False
        with suppress(FileNotFoundError):  # another run does the same
            final.replace(made.with_name("damaged"))
        return _renamed(made, final)  # if not, another run's stands there, just made

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file; it is read again only if it changed."""
        stat = path.stat()
        state = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        note = self.folder / "digests" / f"{digest_of({'path': str(path)})}.json"
        try:
            known = json.loads(note.read_text("utf-8"))
        except (OSError, ValueError):
            known = {}
        if known.get("state") == state:
            return str(known["sha256"])
        return self._read_digest(path, state, note)

    def _read_digest(self, path: Path, state: list[int], note: Path) -> str:
        """Read the file through and note its digest if it has settled."""
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
        if self.now_ns - state[1] > _SETTLED_NS:
            try:
                note.parent.mkdir(parents=True, exist_ok=True)
                write_synced(note, _json({"state": state, "sha256": found}))
            except OSError as error:
                raise unwritable(note.parent, error) from error
        return found


def digest_of(recipe: Mapping[str, object]) -> str:
    """Return the SHA-256 of JSON-ready values."""
    return sha256(_json(recipe)).hexdigest()


def _renamed(made: Path, final: Path) -> bool:
    """Rename a folder; tell whether its name was free."""
    try:
        made.replace(final)
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
            return False
        raise
    return True


def _synced_digest(path: Path) -> str:
    """Put a file on disk for good and return its SHA-256."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk for good."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file so that it is whole when it has its name."""
    part = path.with_name(f".{path.name}.{os.getpid()}-{token_hex(4)}")  # others write it, too
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
