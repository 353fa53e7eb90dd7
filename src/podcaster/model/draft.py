"""The show as load found it: everything read, nothing judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from podcaster.model.chapters import Chapter
from podcaster.model.episode import Episode, LinkedAudio
from podcaster.model.extra import ExtraElement
from podcaster.model.facts import AudioFile, LastBuild, PictureFile, PlainFile, TemplateSource
from podcaster.model.findings import Finding, Place
from podcaster.model.news import NewsItem
from podcaster.model.transcript import Transcript
from podcaster.settings import Settings

#: Way to a value inside a YAML file: keys and list indexes.
ValuePath = tuple[str | int, ...]


@dataclass(frozen=True)
class SourceFile:
    """A text file of the show: its lines, and where each value stands.

    Attributes:
        file: Relative to the show's folder.
        lines: Its lines without line endings.
        values: Way to a value -> the place of that value.
        keys: Way to a value -> the place of its key.
    """

    file: str
    lines: tuple[str, ...] = ()
    values: Mapping[ValuePath, Place] = field(default_factory=dict)
    keys: Mapping[ValuePath, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Return where the value at `path` stands, or the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if found := self.values.get(path[:length]):
                return found
        return Place(self.file, 1 if self.lines else 0)

    def line(self, place: Place) -> str:
        """Return the line that `place` points at, or ""."""
        inside = 0 < place.line <= len(self.lines)
        return self.lines[place.line - 1] if inside else ""


@dataclass(frozen=True)
class EpisodeDraft:
    """One episode folder, read.

    Attributes:
        slug: Stem of addresses: `slug` in episode.yaml, else the folder's name.
        folder: Relative to the show's folder: `episodes/<folder>`.
        written: What episode.yaml says.
        source: Its episode.yaml, for places.
        notes: Show notes in Markdown; "" if there are none.
        notes_file: Where they stand.
        news: The text that overrides the generated news text, or None.
        audio: Raw audio, a link, or None if there is none.
        beds: Its music, one for each passage; None where that is the show's.
        chapters: As read, in raw time, in the order of the file.
        chapters_source: The file they stand in (`values[(index,)]` is the place of each), or None.
        silent_chapters: Those that apps don't list, in raw time.
        noted_chapters: Time stamps in the notes that a file of chapters overrules.
        noted_source: The notes, for the places of those, or None.
        transcript: As read, in raw time, or None.
        transcript_source: The file it stands in (`values[(index,)]` for each cue), or None.
        artwork: Its own artwork, or None.
        edition_notes: Language -> Markdown.
        edition_transcripts: Language -> transcript.
        notes_html: HTML that stands in the feed for the notes, or "".
        description_html: HTML that stands in the feed for the summary, or "".
        extra: What stands in the feed as it is.
    """

    slug: str
    folder: str
    written: Episode
    source: SourceFile
    notes: str = ""
    notes_file: str = ""
    news: str | None = None
    audio: AudioFile | LinkedAudio | None = None
    beds: tuple[AudioFile | None, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    chapters_source: SourceFile | None = None
    silent_chapters: tuple[Chapter, ...] = ()
    noted_chapters: tuple[Chapter, ...] = ()
    noted_source: SourceFile | None = None
    transcript: Transcript | None = None
    transcript_source: SourceFile | None = None
    artwork: PictureFile | None = None
    edition_notes: Mapping[str, str] = field(default_factory=dict)
    edition_transcripts: Mapping[str, Transcript] = field(default_factory=dict)
    notes_html: str = ""
    description_html: str = ""
    extra: tuple[ExtraElement, ...] = ()

    @property
    def item(self) -> str:
        """Its name in plans and in the ledger."""
        return f"episode/{self.slug}"


@dataclass(frozen=True)
class NewsDraft:
    """One news folder, read."""

    slug: str
    folder: str
    written: NewsItem
    source: SourceFile
    text: str = ""
    text_file: str = ""
    picture: PictureFile | None = None
    document: PlainFile | None = None

    @property
    def item(self) -> str:
        """Its name in plans and in the ledger."""
        return f"news/{self.slug}"


@dataclass(frozen=True)
class Draft:
    """The whole show, read.

    Attributes:
        settings: What publish.yaml says.
        source: publish.yaml, for places.
        episodes: In the order of their folders; those that can't be understood are missing here
            and have findings.
        news: In the order of their folders.
        artwork: The show's artwork.
        emblems: Grant name -> emblem.
        card: The picture behind the words of cards, or None.
        fonts: `text`, `headings`, `pictures` -> the show's own typeface.
        podlove: The files of Podlove's player, where the show wants that one.
        intro: The intro's audio, or None.
        outro: The outro's audio, or None.
        bed: The music under all episodes, or None.
        templates: Name -> template, the show's own instead of the default.
        published_guids: Slug -> GUID of every episode that a host already took.
        built: What the last build said of the episodes.
        expiries: Channel -> from when on its token is worth nothing.
        now: The moment of this run, read once.
        findings: What could not be read or understood.
        extra: What stands in the feed as it is.
    """

    settings: Settings
    source: SourceFile
    episodes: tuple[EpisodeDraft, ...]
    news: tuple[NewsDraft, ...]
    artwork: PictureFile
    templates: Mapping[str, TemplateSource]
    now: datetime
    emblems: Mapping[str, PictureFile] = field(default_factory=dict)
    card: PictureFile | None = None
    fonts: Mapping[str, PlainFile] = field(default_factory=dict)
    podlove: tuple[PlainFile, ...] = ()
    intro: AudioFile | None = None
    outro: AudioFile | None = None
    bed: AudioFile | None = None
    published_guids: Mapping[str, str] = field(default_factory=dict)
    built: LastBuild = field(default_factory=LastBuild)
    expiries: Mapping[str, datetime] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    extra: tuple[ExtraElement, ...] = ()
