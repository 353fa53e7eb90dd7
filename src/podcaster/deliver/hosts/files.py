"""Files that are whole or not there: a name of its own first, then the right one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Final

from podcaster.errors import FolderError, not_written, system_reason, system_remedy
from podcaster.model.findings import Place
from podcaster.model.message import message

BLOCK_BYTES: Final = 1_048_576

#: What a file is made of: its bytes, or another file.
Source = bytes | Path

_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's errors into words about `path`."""
    try:
        yield
    except OSError as error:
        place, hint = Place(str(path)), system_remedy(error)
        raise FolderError(not_written(error), place=place, hint=hint) from error


def write_file(target: Path, blocks: Iterable[bytes]) -> None:
    """Write `target` whole or not at all; its folder is made if it is missing.

    The part has a fixed name, so what a killed run left behind is overwritten by the next.

    Raises:
        FolderError: If it can't be written; an older `target` still stands.
    """
    part = part_of(target)
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            _write_synced(part, blocks)
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def part_of(target: Path) -> Path:
    """Return the name under which `target` is written."""
    return target.with_name(f".{target.name}.part")


def write_whole(parent: Path, name: str, files: Mapping[str, Source]) -> Path:
    """Write a folder of files whole or not at all, and return it.

    A folder of that name with the same files is left as it is; if somebody changed them, theirs
    stays and the new one gets a number.

    Raises:
        FolderError: If it can't be written; nothing is left behind.
    """
    part = parent / f".{name}.part"
    with writing(parent / name):
        final = _free_name(parent, name, files)
        if final.exists():
            return final
        parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        try:
            part.mkdir()
            for file, source in files.items():
                _write_synced(part / file, read_blocks(source))
            sync_folder(part)
            part.rename(final)
        except BaseException:
            with suppress(OSError):
                _remove(part)
            raise
        sync_folder(parent)
    return final


def read_blocks(source: Source) -> Iterator[bytes]:
    """Read a source piece by piece.

    Raises:
        FolderError: If a file can't be read.
    """
    if isinstance(source, bytes):
        yield source
        return
    with reading(source), source.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn the system's errors into words about a file that is read."""
    try:
        yield
    except OSError as error:
        raise FolderError(
            message("can't be read: {reason}", reason=system_reason(error)),
            place=Place(str(path)),
            hint=message("run the same command again"),
        ) from error


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write_synced(path: Path, blocks: Iterable[bytes]) -> None:
    """Write a new file and bring it to disk; a link that stands there is not followed."""
    with os.fdopen(os.open(path, _NEW_FILE, 0o666), "wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


def _free_name(parent: Path, name: str, files: Mapping[str, Source]) -> Path:
    """Return the first of `name`, `name-2` ... that is free, or holds the same files already."""
    candidate, number = parent / name, 1
    while candidate.exists() and not _holds(candidate, files):
        number += 1
        candidate = parent / f"{name}-{number}"
    return candidate


def _holds(folder: Path, files: Mapping[str, Source]) -> bool:
    """Tell whether all `files` stand in `folder` as they are."""
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == b"".join(read_blocks(source))
        for name, source in files.items()
    )


def _remove(part: Path) -> None:
    """Remove what a killed run left behind; a link is removed, not followed."""
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)
