"""Tags in the finished file: what a player shows when it has nothing but the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from podcaster.master.tags.id3 import write_id3
from podcaster.master.tags.mp4 import write_mp4
from podcaster.master.tags.values import Tags
from podcaster.master.tags.vorbis import write_vorbis
from podcaster.model.audio import AudioFormat

__all__ = ["TAGS_VERSION", "Tags", "write_tags"]

#: Raised when the same values would come out with other bytes.
TAGS_VERSION: Final = 1

WRITERS: Final[Mapping[AudioFormat, Callable[[Path, Tags], None]]] = {
    AudioFormat.MP3: write_id3,
    AudioFormat.M4A: write_mp4,
    AudioFormat.OPUS: write_vorbis,
}


def write_tags(path: Path, format_: AudioFormat, tags: Tags) -> None:
    """Write `tags` into the file at `path`, in the way of its format."""
    WRITERS[format_](path, tags)
