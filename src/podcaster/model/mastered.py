"""The show after master: audio and pictures are finished files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from podcaster.model.artefacts import Media
from podcaster.model.audio import Measurement
from podcaster.model.chapters import Chapter
from podcaster.model.checked import Checked
from podcaster.model.draft import EpisodeDraft, NewsDraft
from podcaster.model.episode import Soundbite
from podcaster.model.findings import Finding
from podcaster.model.mastered_sound import MasteredSound
from podcaster.model.timeline import Timeline
from podcaster.model.transcript import Transcript
from podcaster.model.waveform import Waveform
from podcaster.settings import Settings

#: Width and height of a card: what LinkedIn and Open Graph show with a link.
CARD_SIZE: Final = (1200, 627)

#: Sides of artwork as the feed shows it (at most), and as pages show it.
LARGEST_COVER_PX: Final = 3000
SMALL_COVER_PX: Final = 600


@dataclass(frozen=True)
class Enclosure:
    """The audio as the feed announces it.

    Attributes:
        mime_type: Media type.
        size_bytes: True length of the file; 0 if nobody said it of linked audio.
        duration_s: True length of the audio; 0.0 if nobody said it of linked audio.
        media: The finished file, or None if the audio is linked.
        url: The address of linked audio, or None.
        measured: Reading of the finished file; None for linked audio.
    """

    mime_type: str
    size_bytes: int
    duration_s: float
    media: Media | None = None
    url: str | None = None
    measured: Measurement | None = None

    def address(self, settings: Settings) -> str:
        """Return the absolute address listeners get it from."""
        return settings.site.address(self.media.path) if self.media else self.url or ""


@dataclass(frozen=True)
class Cover:
    """Artwork in the forms that are needed.

    Attributes:
        full: As the feed shows it (square, 1400 to 3000 pixels).
        small: 600 pixels, JPEG, for pages.
        alt: What it shows.
    """

    full: Media
    small: Media
    alt: str


@dataclass(frozen=True)
class Card:
    """The picture for links to an episode or a news item; `alt` is what stands on it."""

    media: Media
    alt: str


@dataclass(frozen=True)
class Excerpt:
    """A soundbite as films; `bite` stands in finished time.

    Attributes:
        title: Of the piece, or of the episode.
        bite: Where it begins and how long it is.
        films: Shape (`square`, `wide`) -> film.
    """

    title: str
    bite: Soundbite
    films: Mapping[str, Media]


@dataclass(frozen=True)
class MasteredEpisode:
    """An episode with finished audio.

    Attributes:
        draft: What was written.
        enclosures: One per format; the first is the feed's enclosure.
        chapters: In time order, in finished time.
        silent_chapters: Those that apps don't list, in finished time.
        transcript: In finished time, or None.
        soundbites: In finished time.
        edition_transcripts: Language -> transcript in finished time.
        cover: Its own artwork, or None: then the show's.
        card: For links to it, or None: then its artwork.
        excerpts: Films of its soundbites, where the show wants them.
        waveform: Of the file that the feed announces; None for linked audio.
        body_starts_s: How much later than in what stayed of the raw audio everything is.
        timeline: What stayed of the raw audio.
        sound: What was done to it; None for linked and finished audio.
    """

    draft: EpisodeDraft
    enclosures: tuple[Enclosure, ...]
    chapters: tuple[Chapter, ...] = ()
    silent_chapters: tuple[Chapter, ...] = ()
    transcript: Transcript | None = None
    soundbites: tuple[Soundbite, ...] = ()
    edition_transcripts: Mapping[str, Transcript] = field(default_factory=dict)
    cover: Cover | None = None
    card: Card | None = None
    excerpts: tuple[Excerpt, ...] = ()
    waveform: Waveform | None = None
    body_starts_s: float = 0.0
    timeline: Timeline = field(default_factory=Timeline)
    sound: MasteredSound | None = None

    def finished_s(self, raw_s: float) -> float:
        """Return where a moment of the raw audio stands in the finished file."""
        return self.body_starts_s + self.timeline.moved(raw_s)

    @property
    def enclosure(self) -> Enclosure:
        """The one the feed announces."""
        return self.enclosures[0]


@dataclass(frozen=True)
class MasteredNews:
    """A news item of its own with finished picture and document, and the card for links to it."""

    draft: NewsDraft
    picture: Media | None = None
    document: Media | None = None
    card: Card | None = None


@dataclass(frozen=True)
class Mastered:
    """What documents are made of.

    Attributes:
        checked: Where it came from.
        episodes: Newest first.
        news: Newest first.
        cover: The show's artwork.
        emblems: Grant name -> emblem of the grant.
        fonts: `text`, `headings` -> the show's own typeface.
        podlove: The files of Podlove's player, where the show wants that one.
        mastered: How many episodes were mastered in this run.
        reused: How many were taken as they were.
        findings: What only decoding shows.
    """

    checked: Checked
    episodes: tuple[MasteredEpisode, ...]
    news: tuple[MasteredNews, ...]
    cover: Cover
    emblems: Mapping[str, Media] = field(default_factory=dict)
    fonts: Mapping[str, Media] = field(default_factory=dict)
    podlove: tuple[Media, ...] = ()
    mastered: int = 0
    reused: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def settings(self) -> Settings:
        """The show's settings."""
        return self.checked.settings
