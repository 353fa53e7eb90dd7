"""Files that are handed on as they are: their length, and the bytes that tell what they are."""

from __future__ import annotations

from typing import Final

from podcaster.load.folder import ShowFolder
from podcaster.model.facts import PlainFile

#: Readers look for a PDF's mark here; a font's list of tables is shorter.
_START_BYTES: Final = 1024


def load_plain_file(show: ShowFolder, file: str) -> PlainFile:
    """Look at `file`, seen from the show's folder; check says what is wrong with it."""
    path = show.path(file)
    if show.why_not(file):
        return PlainFile(file, path, None)
    try:
        with path.open("rb") as opened:
            return PlainFile(file, path, path.stat().st_size, opened.read(_START_BYTES))
    except OSError:
        return PlainFile(file, path, None)
