"""Where channels may write: not into the show's own sources, and not through links."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Final

from podcaster.errors import FolderError
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.workspace import real_path

#: What belongs to the author or to the program; nothing is delivered into it.
SOURCES: Final = ("episodes", "news", "templates", ".podcaster", ".git")


def channel_folder(show: Path, path: Path | str) -> Path:
    """Return the folder a channel writes to, absolute and free of links.

    Args:
        show: The show's folder.
        path: Relative to the show's folder, or absolute.

    Raises:
        FolderError: If it is the show's own folder, holds its sources, or a link leads out.
    """
    home = resolved(show)
    wanted = Path(os.path.normpath(show / path))
    folder = resolved(wanted)
    if wanted.is_relative_to(show) and not folder.is_relative_to(home):
        raise FolderError(
            message("a symbolic link leads out of the show's folder"),
            place=Place(str(wanted)),
            hint=message("name the folder it leads to by its full path"),
        )
    if folder == home or any(folder.is_relative_to(home / name) for name in SOURCES):
        raise FolderError(
            message("the show's own files live here, so nothing is delivered into it"),
            place=Place(str(wanted)),
            hint=message("choose a folder of its own, such as `public`"),
        )
    return folder


def told_path(show: Path, folder: Path) -> str:
    """Return how people are told about `folder`: seen from the show's folder if it lies there."""
    home = resolved(show)
    return folder.relative_to(home).as_posix() if folder.is_relative_to(home) else str(folder)


def inner_path(root: Path, path: str) -> Path:
    """Return where `path` of the built folder stands below `root`.

    Raises:
        FolderError: If it would leave `root`, by its spelling or through a link.
    """
    parts = PurePosixPath(path).parts
    clean = parts and "/".join(parts) == path and not {"..", "/"} & set(parts)
    if not clean or "\\" in path or "\0" in path:
        raise FolderError(message("`{path}` is no path inside the folder", path=path))
    target = root / path
    if not resolved(target.parent).is_relative_to(root):
        raise FolderError(
            message("a symbolic link leads out of the folder"),
            place=Place(str(target.parent)),
            hint=message("remove the link"),
        )
    return target


def resolved(path: Path) -> Path:
    """Follow all links of `path`.

    Raises:
        FolderError: If they lead in a circle.
    """
    try:
        return real_path(path)
    except OSError as error:
        raise FolderError(
            message("a symbolic link leads in a circle"),
            place=Place(str(path)),
            hint=message("remove the link"),
        ) from error
