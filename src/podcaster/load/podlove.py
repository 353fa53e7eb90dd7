"""The files of Podlove's web player, where a show wants that one: from the show's own folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from podcaster.load.folder import ShowFolder
from podcaster.load.plain_file import load_plain_file
from podcaster.model.facts import PlainFile
from podcaster.model.podlove import FILE_TYPES
from podcaster.settings import Settings

#: The button to subscribe asks other servers; what is for frames elsewhere is not used here.
_NOT_USED: Final = frozenset({"button", "extensions"})


def load_podlove(show: ShowFolder, settings: Settings) -> tuple[PlainFile, ...]:
    """Look at the files that browsers need of the player; none where a show has ours."""
    folder = settings.site.podlove
    if settings.site.player != "podlove" or not show.encloses(show.path(folder)):
        return ()
    root = show.path(folder)
    found = sorted(path.relative_to(root).as_posix() for path in _needed(root))
    return tuple(load_plain_file(show, str(PurePosixPath(folder, name))) for name in found)


def _needed(root: Path) -> list[Path]:
    return [
        path
        for path in root.rglob("*")
        if path.suffix in FILE_TYPES
        and path.is_file()
        and not _NOT_USED & set(path.relative_to(root).parts)
    ]
