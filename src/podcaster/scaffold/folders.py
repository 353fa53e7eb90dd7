"""Folders that appear whole or not at all, and never over anything that is there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from podcaster.errors import FolderError, system_reason
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Path with `/` -> content, or a file to be copied; a path that ends in `/` is an empty folder.
Contents = Mapping[str, bytes | Path]


def create_in(folder: Path, contents: Contents) -> None:
    """Put `contents` into `folder`, which is made if it is missing.

    All is written beside its final place first; then each top-level entry gets its name.
    What got its name is taken back if a later one fails.

    Raises:
        FolderError: If something can't be written; nothing is left behind.
    """
    with _told_as(folder):
        missing = _missing_folders(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".podcaster-", dir=folder) as work:
                _write_all(Path(work), contents)
                _move_all(Path(work), folder)
        except BaseException:
            _remove_empty(missing)
            raise


def replace_file(path: Path, content: bytes) -> None:
    """Write a file over an older one, whole or not at all; one that is the same is left alone.

    Raises:
        FolderError: If it can't be written; the older one is still there.
    """
    with _told_as(path):
        if _holds(path, content):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".podcaster-", dir=path.parent) as work:
            part = Path(work) / path.name
            part.write_bytes(content)
            part.replace(path)


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether a file can be read and has this content."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


@contextmanager
def _told_as(folder: Path) -> Iterator[None]:
    """Turn what the operating system objects to into an error about `folder`."""
    try:
        yield
    except OSError as error:
        raise FolderError(
            message("can't be written: {reason}", reason=system_reason(error)),
            place=Place(str(folder)),
            hint=message("look at its permissions and at the free space on the disk"),
        ) from error


def _write_all(work: Path, contents: Contents) -> None:
    """Write everything below `work`."""
    for name, content in contents.items():
        path = work / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            shutil.copyfile(content, path)


def _move_all(work: Path, folder: Path) -> None:
    """Give every entry its name; on failure take back those that have it."""
    moved: list[Path] = []
    try:
        for entry in sorted(work.iterdir()):
            final = folder / entry.name
            entry.rename(final)
            moved.append(final)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _missing_folders(folder: Path) -> list[Path]:
    """Return which of `folder` and the folders above it do not exist, the deepest first."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders that were made in vain."""
    for path in folders:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
