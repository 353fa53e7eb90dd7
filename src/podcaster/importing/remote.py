"""What a feed only points at, fetched: artwork, chapters, transcripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from podcaster.doors.web import PublicWebDoor
from podcaster.errors import PodcasterError
from podcaster.feeds import FoundItem

#: Apple takes no more.
LARGEST_PICTURE_BYTES: Final = 10_000_000
LARGEST_CHAPTERS_BYTES: Final = 1_000_000
LARGEST_TRANSCRIPT_BYTES: Final = 10_000_000

#: All that is fetched beside the feed, together.
LARGEST_SUM_BYTES: Final = 2_000_000_000

#: How many servers' answers are awaited at once: gentle to one host.
AT_ONCE: Final = 4

#: Media type -> ending; those that can be read here, the best first.
TRANSCRIPT_ENDINGS: Final[dict[str, str]] = {
    "text/vtt": "vtt",
    "application/x-subrip": "srt",
    "application/srt": "srt",
    "text/srt": "srt",
}


@dataclass(frozen=True)
class Fetched:
    """What was fetched.

    Attributes:
        asked: Whether the network may be used at all: not for a feed from a file.
        files: Address -> file; those that could not be had are missing.
    """

    asked: bool = False
    files: Mapping[str, Path] = field(default_factory=dict)


def fetch_sidecars(items: Iterable[FoundItem], web: PublicWebDoor, folder: Path) -> Fetched:
    """Fetch what episodes have beside their audio into `folder`, a few at once."""
    wanted: dict[str, int] = {}
    for item in items:
        wanted.update(_wanted(item))
    left = [LARGEST_SUM_BYTES]

    def fetch(numbered: tuple[int, tuple[str, int]]) -> tuple[str, Path] | None:
        number, (url, most_bytes) = numbered
        if left[0] <= 0:
            return None
        try:
            content = web.fetch(url, most_bytes)
        except PodcasterError:
            return None
        left[0] -= len(content)
        path = folder / str(number)
        path.write_bytes(content)
        return url, path

    with ThreadPoolExecutor(AT_ONCE) as pool:
        rows = pool.map(fetch, enumerate(wanted.items()))
        return Fetched(asked=True, files=dict(row for row in rows if row))


def _wanted(item: FoundItem) -> dict[str, int]:
    """Return addresses and the most that they may hold."""
    best = transcript_of(item)
    rows = (
        (item.image, LARGEST_PICTURE_BYTES),
        (item.chapters_url, LARGEST_CHAPTERS_BYTES),
        (best["url"] if best else "", LARGEST_TRANSCRIPT_BYTES),
    )
    return {url: most for url, most in rows if url}


def transcript_of(item: FoundItem) -> Mapping[str, str] | None:
    """Return the transcript that can be read here best, or None."""
    order = list(TRANSCRIPT_ENDINGS)
    known = [one for one in item.transcripts if one["type"].lower() in order]
    return min(known, key=lambda one: order.index(one["type"].lower()), default=None)
