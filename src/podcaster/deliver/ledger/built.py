"""What the last build said of its episodes, so that the next one notices a change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from podcaster.deliver.hosts.files import write_file
from podcaster.model.facts import KnownAudio, LastBuild
from podcaster.model.release import Release

FILE: Final = "built.json"


def remember_build(state: Path, release: Release) -> None:
    """Note slug and GUID of every episode in `release`, and whose linked audio stands where.

    Raises:
        FolderError: If it can't be written.
    """
    guids = {episode.slug: episode.guid for episode in release.episodes}
    audio = {
        episode.linked[0]: [episode.guid, episode.linked[1]]
        for episode in release.episodes
        if episode.linked
    }
    noted = {"version": 1, "guids": guids, "audio": audio}
    text = json.dumps(noted, ensure_ascii=False, indent=1)
    write_file(state / FILE, [text.encode()])


def read_build(state: Path) -> LastBuild:
    """Return what the last build said; nothing if there was none or its note is damaged."""
    try:
        noted = json.loads((state / FILE).read_bytes())
        return LastBuild(
            guids={str(slug): str(guid) for slug, guid in noted["guids"].items()},
            audio={
                str(url): KnownAudio(str(guid), int(size))
                for url, (guid, size) in noted.get("audio", {}).items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return LastBuild()
