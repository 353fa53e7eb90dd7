"""What stands in the tags, before any format's spelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from podcaster.model.chapters import Chapter

#: ISO 639-1 -> ISO 639-2/T, which ID3 asks for; the neighbours and languages of European cities.
LANGUAGES: Final = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "it": "ita",
    "lt": "lit", "lv": "lav", "mt": "mlt", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por",
    "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sv": "swe", "tr": "tur", "uk": "ukr",
}  # fmt: skip


@dataclass(frozen=True)
class Tags:
    """Everything a tag can say about an episode.

    Attributes:
        title: The episode's title.
        show: The show's title.
        author: Who makes it.
        published_at: When it came out.
        language: A tag such as `de`.
        comment: Summary, and the grants' statements.
        show_url: The show's page.
        page_url: The episode's page.
        feed_url: The feed.
        guid: The episode's GUID.
        duration_s: Length of the finished audio; the last chapter ends there.
        number: Episode number.
        season: Season number.
        copyright: Holder and year.
        licence_url: Where the licence stands.
        topics: What it is about.
        chapters: In time order, in finished time.
        picture: Artwork as JPEG, not larger than a tag should carry.
        picture_alt: What it shows.
    """

    title: str
    show: str
    author: str
    published_at: datetime
    language: str
    comment: str
    show_url: str
    page_url: str
    feed_url: str
    guid: str
    duration_s: float
    number: int | None = None
    season: int | None = None
    copyright: str | None = None
    licence_url: str | None = None
    topics: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    picture: Path | None = None
    picture_alt: str = ""

    @property
    def language_code(self) -> str:
        """The language in three letters; `und` if it has none here."""
        return LANGUAGES.get(self.language.split("-")[0], "und")

    def spans(self) -> tuple[tuple[int, int, Chapter], ...]:
        """Return start, end (milliseconds) and chapter, in time order."""
        starts = [round(chapter.start_s * 1000) for chapter in self.chapters]
        ends = [*starts, round(self.duration_s * 1000)][1:]
        return tuple(
            (start, max(start, end), chapter)
            for start, end, chapter in zip(starts, ends, self.chapters, strict=True)
        )
