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
from podcaster.feeds.found import Facts
from podcaster.importing.languages import language_tag

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


def fetch_sidecars(
    items: Iterable[FoundItem], language: str, web: PublicWebDoor, folder: Path
) -> Fetched:
    """Fetch what episodes have beside their audio into `folder`, a few at once.

    Args:
        items: The episodes.
        language: The show's.
        web: The network.
        folder: For the files.
    """
    wanted: dict[str, int] = {}
    for item in items:
        wanted.update(_wanted(item, language))
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


def _wanted(item: FoundItem, language: str) -> dict[str, int]:
    """Return addresses and the most that they may hold."""
    best = [spoken.best for spoken in transcripts_of(item, language)]
    rows = (
        (item.image, LARGEST_PICTURE_BYTES),
        (item.chapters_url, LARGEST_CHAPTERS_BYTES),
        *((one["url"], LARGEST_TRANSCRIPT_BYTES) for one in best if one),
    )
    return {url: most for url, most in rows if url}


@dataclass(frozen=True)
class Spoken:
    """The transcripts of an item in one language.

    Attributes:
        tag: The language, or "" for the show's own.
        links: All of them.
    """

    tag: str
    links: tuple[Facts, ...]

    @property
    def best(self) -> Facts | None:
        """The one that can be read here best, or None."""
        known = [one for one in self.links if _kind(one) in TRANSCRIPT_ENDINGS]
        return min(known, key=lambda one: list(TRANSCRIPT_ENDINGS).index(_kind(one)), default=None)

    @property
    def ending(self) -> str:
        """What the file of the best one is called at its end."""
        return TRANSCRIPT_ENDINGS[_kind(self.best)] if self.best else ""


def transcripts_of(item: FoundItem, language: str) -> tuple[Spoken, ...]:
    """Return the transcripts by language, those of the show's own first.

    What names no language, or none that there is, is in the show's; so is `de-AT` for `de`, unless
    there is another in exactly `de`.
    """
    spoken: dict[str, list[Facts]] = {}
    for one in item.transcripts:
        spoken.setdefault(language_tag(one["language"]) or language, []).append(one)
    related = [tag for tag in spoken if tag.split("-")[0] == language.split("-", maxsplit=1)[0]]
    own = [language] if language in related else related
    mine = tuple(one for tag in own for one in spoken[tag])
    return (
        *([Spoken("", mine)] if mine else []),
        *(Spoken(tag, tuple(links)) for tag, links in spoken.items() if tag not in own),
    )


def _kind(link: Facts) -> str:
    return link["type"].lower()
