"""publish.yaml as frozen values: the show, its audio, its site, its channels."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from podcaster.model.accessibility import AccessibilityStatement
from podcaster.model.announcers import AnnouncerSettings, HandoverChannel
from podcaster.model.audio import TARGETS, AudioFormat, Target
from podcaster.model.bed import BedSettings
from podcaster.model.card_settings import CardSettings
from podcaster.model.fonts import Fonts
from podcaster.model.hosts import FolderChannel, HostSettings
from podcaster.model.paths import feed_of
from podcaster.model.show import Show
from podcaster.model.treatment import TreatmentSettings
from podcaster.model.values import (
    Colour,
    HttpUrl,
    RelativeFile,
    Written,
)


class EdgeSettings(Written):
    """An intro or outro."""

    file: Annotated[RelativeFile, Field(description="Audio file, seen from publish.yaml")]
    crossfade_s: Annotated[
        float,
        Field(ge=0, le=30, strict=False, description="How long it sounds together with the body"),
    ] = 0.0
    duck_db: Annotated[
        float,
        Field(ge=-40, le=0, strict=False, description="How much softer it is while words sound"),
    ] = 0.0
    level_lu: Annotated[
        Annotated[float, Field(ge=-20, le=20, strict=False)] | Literal["as-is"],
        Field(description="How much louder than the recording (LU); as-is: as the file itself is"),
    ] = 0.0


class FormatSettings(Written):
    """One form in which listeners get the audio."""

    format: Annotated[AudioFormat, Field(strict=False, description="Container and codec")] = (
        AudioFormat.MP3
    )
    bitrate_kbps: Annotated[
        int | None,
        Field(
            ge=32,
            le=320,
            description="Default: MP3 128, mono 96; AAC 128, mono 64; Opus 96, mono 48",
        ),
    ] = None
    vbr_quality: Annotated[
        int | None,
        Field(
            ge=0,
            le=9,
            description="MP3 only: a varying bit rate, from 0 (best) to 9, instead of a constant",
        ),
    ] = None
    channels: Annotated[Literal[1, 2] | None, Field(description="Default: as recorded")] = None
    sample_rate_hz: Annotated[
        Literal[44100, 48000] | None, Field(description="Default: what suits the recording")
    ] = None

    @model_validator(mode="after")
    def _varies_where_it_can(self) -> FormatSettings:
        """Only LAME's bit rate varies, and then no constant one is wanted."""
        if self.vbr_quality is None:
            return self
        if self.format is not AudioFormat.MP3:
            raise PydanticCustomError("vbr_format", "should have `vbr_quality` for MP3 only")
        if self.bitrate_kbps is not None:
            raise PydanticCustomError(
                "vbr_bitrate", "should have either `bitrate_kbps` or `vbr_quality`"
            )
        return self


class AudioSettings(Written):
    """How raw audio becomes what listeners get; the first format is the enclosure."""

    target: Annotated[
        Literal["podcast", "apple", "spotify", "ebu-r128", "aes-td1008"],
        Field(description="Whose loudness: podcast is -16 LUFS and -1 dBTP"),
    ] = "podcast"
    integrated_lufs: Annotated[
        float | None, Field(ge=-40, le=-8, strict=False, description="Instead of the preset's")
    ] = None
    ceiling_dbtp: Annotated[
        float | None, Field(ge=-20, le=0, strict=False, description="Instead of the preset's")
    ] = None
    formats: Annotated[
        tuple[FormatSettings, ...],
        Field(min_length=1, strict=False, description="The first one is the enclosure"),
    ] = (FormatSettings(),)
    intro: Annotated[EdgeSettings | None, Field(description="Sounds before every episode")] = None
    outro: Annotated[EdgeSettings | None, Field(description="Sounds after every episode")] = None
    bed: Annotated[BedSettings | None, Field(description="Music under every episode")] = None
    treatment: Annotated[
        TreatmentSettings, Field(description="What is done to recordings before that")
    ] = TreatmentSettings()

    @property
    def goal(self) -> Target:
        """The preset, with what the show wants differently."""
        preset = TARGETS[self.target]
        return Target(
            preset.integrated_lufs if self.integrated_lufs is None else self.integrated_lufs,
            preset.ceiling_dbtp if self.ceiling_dbtp is None else self.ceiling_dbtp,
        )


class SiteSettings(Written):
    """Where the built folder will be reachable, and how its pages look."""

    url: Annotated[HttpUrl, Field(description="Base address of feed, audio and pages")]
    accent: Annotated[Colour, Field(description="Colour of links and buttons")] = "#8f1d2c"
    heading_level: Annotated[
        int, Field(ge=1, le=5, description="First heading of the fragments")
    ] = 2

    episodes_per_page: Annotated[
        int, Field(ge=1, le=500, description="Episodes on the show's page; older ones follow")
    ] = 20
    search: Annotated[bool, Field(description="A page to search, with its index")] = True
    fonts: Annotated[Fonts, Field(description="Typefaces from your own files")] = Fonts()
    player: Annotated[
        Literal["own", "podlove"], Field(description="Of the pages; frames always have ours")
    ] = "own"
    podlove: Annotated[
        RelativeFile, Field(description="Folder with Podlove's player, from its npm package")
    ] = "podlove"
    audiograms: Annotated[
        bool, Field(description="Each soundbite is a film on its episode's page")
    ] = False
    card: Annotated[CardSettings, Field(description="Pictures for links to episodes and news")] = (
        CardSettings()
    )
    accessibility: Annotated[
        AccessibilityStatement | None, Field(description="For a page with your statement")
    ] = None

    def address(self, path: str) -> str:
        """Return the absolute address of `path` in the built folder."""
        return f"{self.url.rstrip('/')}/{path}"


class FeedSettings(Written):
    """How the feed is announced and divided."""

    hubs: Annotated[
        tuple[HttpUrl, ...], Field(strict=False, description="WebSub hubs that tell apps of news")
    ] = ()
    new_feed_url: Annotated[
        HttpUrl | None, Field(description="The feed's address after a move (itunes:new-feed-url)")
    ] = None
    page_size: Annotated[
        int | None,
        Field(ge=1, le=1000, description="Episodes per page of a paged feed beside `feed.xml`"),
    ] = None
    live_items: Annotated[
        bool, Field(description="Announce live streams, which the W3C's validator refuses")
    ] = False


ChannelSettings = Annotated[
    HostSettings | AnnouncerSettings,
    Field(discriminator="type"),
]

ChannelName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


def folder_of(channel: ChannelSettings) -> str | None:
    """Return the folder of this machine that a channel writes to, or None."""
    return getattr(channel, "path", None)


def _default_channels() -> dict[str, ChannelSettings]:
    return {
        "public": FolderChannel(type="folder"),
        "website": HandoverChannel(type="handover"),
    }


class Settings(Written):
    """What `publish.yaml` holds."""

    show: Annotated[Show, Field(description="The podcast as a whole")]
    audio: Annotated[AudioSettings, Field(description="How it sounds")] = AudioSettings()
    site: Annotated[SiteSettings, Field(description="Where it stands on the web")]
    feed: Annotated[FeedSettings, Field(description="How the feed is announced and divided")] = (
        FeedSettings()
    )
    approval: Annotated[
        bool, Field(description="People are told when another person said `podcaster approve`")
    ] = False
    channels: Annotated[
        dict[ChannelName, ChannelSettings],
        Field(min_length=1, description="Who takes a release, by a name of your choice"),
    ] = Field(default_factory=_default_channels)

    def in_language(self, language: str) -> Settings:
        """Return the settings with the show's words in `language`, if it has an edition in it."""
        edition = next((one for one in self.show.editions if one.language == language), None)
        if edition is None:
            return self
        said = {name: value for name, value in dict(edition).items() if value is not None}
        return self.model_copy(update={"show": self.show.model_copy(update=said)})

    def feed_in(self, language: str) -> str:
        """Return the path of the feed in which an episode in `language` stands."""
        editions = {edition.language for edition in self.show.editions}
        return feed_of(language if language in editions else "")
