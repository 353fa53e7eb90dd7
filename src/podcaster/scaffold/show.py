"""A new show: everything a folder needs before its first episode."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID

from podcaster.errors import UsageError
from podcaster.model.findings import Place
from podcaster.model.message import Gettext, message
from podcaster.scaffold.artwork import placeholder_artwork
from podcaster.scaffold.folders import create_in, replace_file
from podcaster.scaffold.schemas import MODELS, schema_of
from podcaster.scaffold.texts import filled, text_of

#: Folders that git keeps although they are empty.
EMPTY_FOLDERS = ("episodes", "news", "templates")

NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})


def create_show(
    folder: Path,
    guid: UUID,
    language: str,
    gettext: Gettext,
    memory: Mapping[str, bytes] = NOTHING,
) -> None:
    """Write a new show into `folder`, whole or not at all.

    A folder that holds other things is taken; one that holds anything of a show is not.
    A `.gitignore` that is already there stays as it is.

    Args:
        folder: Where it shall stand.
        guid: The show's.
        language: Of the comments.
        gettext: Says the schemas' words.
        memory: What the program remembers from now on, by path in `.podcaster/`.

    Raises:
        UsageError: If there is a show already, or `folder` is a file.
        FolderError: If it can't be written.
    """
    contents = show_contents(guid, language, gettext)
    contents |= {f".podcaster/{name}": content for name, content in memory.items()}
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            message("is a file, not a folder"),
            place=Place(str(folder)),
            hint=message("name a folder that holds no show yet"),
        )
    if (folder / ".gitignore").exists():
        del contents[".gitignore"]
    for entry in dict.fromkeys(name.split("/")[0] for name in contents):
        if (folder / entry).exists():
            raise UsageError(
                message("there is a `{entry}` already; nothing was changed", entry=entry),
                place=Place(str(folder)),
                hint=message("name a folder that holds no show yet"),
            )
    create_in(folder, contents)


def show_contents(guid: UUID, language: str, gettext: Gettext) -> dict[str, bytes | Path]:
    """Return every file of a new show, by its path."""
    return {
        "publish.yaml": filled("publish.yaml", language, guid=str(guid)).encode(),
        "artwork.png": placeholder_artwork(),
        ".gitignore": text_of("gitignore").encode(),
        **{f"{name}/.gitkeep": b"" for name in EMPTY_FOLDERS},
        **schema_files(gettext),
    }


def schema_files(gettext: Gettext) -> dict[str, bytes]:
    """Return the JSON Schemas as files for editors, by their path in the show's folder."""
    return {f".podcaster/schema/{name}.json": _json(schema_of(name, gettext)) for name in MODELS}


def write_schemas(folder: Path, gettext: Gettext) -> tuple[str, ...]:
    """Write the schemas into the show in `folder`, over older ones; return their paths."""
    written = schema_files(gettext)
    for name, content in written.items():
        replace_file(folder / name, content)
    return tuple(written)


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
