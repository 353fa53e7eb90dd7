"""Pictures beside what they belong to."""

from __future__ import annotations

from podcaster.load.folder import ShowFolder
from podcaster.load.known import PICTURE
from podcaster.model.artwork import Picture
from podcaster.model.facts import PictureFacts, PictureFile, Unreadable
from podcaster.model.message import Message, message


def load_picture(folder: ShowFolder, beside: str, picture: Picture) -> PictureFile:
    """Tell what `picture` is, whose file stands in the folder `beside`."""
    file = f"{beside}/{picture.file}" if beside else picture.file
    path = folder.path(file)

    def look() -> PictureFacts | Unreadable:
        from podcaster.load.picture_headers import (  # noqa: PLC0415 - brings Pillow
            picture_facts,
        )

        return picture_facts(file, path)

    if refusal := folder.why_not(file):
        facts: PictureFacts | Unreadable = Unreadable(refusal[1], _needed(refusal), refusal[0])
    else:
        facts = folder.known.of(PICTURE, path, look)
    return PictureFile(file, path, picture.alt, facts)


def _needed(refusal: tuple[str, Message, Message | None]) -> Message | None:
    """Return the hint for a picture that is missing: the line that names it is needed, too."""
    code, _, hint = refusal
    generic = hint is not None and "close" not in hint.values
    if code == "PC110" and generic:
        return message("put it there, or name another file")
    return hint
