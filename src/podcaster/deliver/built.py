"""Which GUIDs the last build gave its episodes, so that the next one notices a change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from podcaster.deliver.files import write_file
from podcaster.model.release import Release

FILE: Final = "built.json"


def remember_build(state: Path, release: Release) -> None:
    """Note slug and GUID of every episode in `release`.

    Raises:
        FolderError: If it can't be written.
    """
    guids = {episode.slug: episode.guid for episode in release.episodes}
    text = json.dumps({"version": 1, "guids": guids}, ensure_ascii=False, indent=1)
    write_file(state / FILE, [text.encode()])


def read_build(state: Path) -> Mapping[str, str]:
    """Return slug -> GUID of the last build; nothing if there was none or its note is damaged."""
    try:
        guids = json.loads((state / FILE).read_bytes())["guids"]
        return {str(slug): str(guid) for slug, guid in guids.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
