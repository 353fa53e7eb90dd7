"""Parts of a folder that is handed over to a person: names, pictures, JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from podcaster.deliver.hosts.files import Source
from podcaster.deliver.revisions import json_ready
from podcaster.model.artefacts import Media
from podcaster.model.release import Announcement

#: Media type of a picture -> the ending its file gets.
ENDINGS: Final[Mapping[str, str]] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
}


def day_of(announcement: Announcement) -> str:
    """Return the day it came out, as its author counts days."""
    return announcement.published_at.date().isoformat()


def picture_files(announcement: Announcement) -> dict[str, Source]:
    """Return the picture under a plain name, and what it shows beside it."""
    if announcement.picture is None:
        return {}
    files: dict[str, Source] = {picture_name(announcement.picture): announcement.picture.source}
    if announcement.picture_alt:
        files["picture-alt.txt"] = f"{announcement.picture_alt}\n".encode()
    return files


def picture_name(picture: Media) -> str:
    """Return `picture` with the ending of its media type."""
    ending = ENDINGS.get(picture.mime_type) or PurePosixPath(picture.path).suffix
    return f"picture{ending}"


def document_files(announcement: Announcement) -> dict[str, Source]:
    """Return the documents under their own names."""
    return {PurePosixPath(one.path).name: one.source for one in announcement.documents}


def json_file(value: object) -> bytes:
    """Return JSON that people can read."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2, default=json_ready)}\n".encode()


def in_language(texts: Mapping[str, str], announcement: Announcement) -> str:
    """Return the English text for English items, else the German one."""
    return texts["en" if announcement.language.split("-")[0] == "en" else "de"]
