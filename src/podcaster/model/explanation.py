"""What a code of a finding means, why it matters, who says so, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from podcaster.model.message import Message


@dataclass(frozen=True)
class Source:
    """Who says so; `address` is where, "" for what this program asks for by itself."""

    name: str
    address: str = ""

    def __str__(self) -> str:
        """Return name and address."""
        return f"{self.name} <{self.address}>" if self.address else self.name


@dataclass(frozen=True)
class Explanation:
    """Why a rule exists.

    Attributes:
        why: What happens otherwise.
        cure: What to do.
        sources: Who asks for it.
    """

    why: Message
    cure: Message
    sources: tuple[Source, ...]


_APPLE: Final = "https://podcasters.apple.com/support"

APPLE: Final = Source("Apple, Podcast RSS feed requirements", f"{_APPLE}/823-podcast-requirements")
APPLE_ARTWORK: Final = Source("Apple, Artwork requirements", f"{_APPLE}/896-artwork-requirements")
APPLE_AUDIO: Final = Source("Apple, Audio requirements", f"{_APPLE}/893-audio-requirements")
APPLE_CHAPTERS: Final = Source("Apple, Using chapters", f"{_APPLE}/5482-using-chapters")
APPLE_TRANSCRIPTS: Final = Source("Apple, Transcripts", f"{_APPLE}/5316-transcripts")
PSP1: Final = Source(
    "PSP-1, the Podcast RSS specification",
    "https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification",
)
NAMESPACE: Final = Source(
    "The podcast namespace", "https://github.com/Podcastindex-org/podcast-namespace"
)
SPOTIFY: Final = Source(
    "Spotify, Chapters in descriptions", "https://support.spotifyforpodcasters.com"
)
YOUTUBE: Final = Source(
    "YouTube, Video chapters", "https://support.google.com/youtube/answer/9884579"
)
RSS: Final = Source("RSS 2.0", "https://www.rssboard.org/rss-specification")
RFC_2822: Final = Source("RFC 2822, dates", "https://www.rfc-editor.org/rfc/rfc2822#section-3.3")
YAML: Final = Source("YAML 1.2.2", "https://yaml.org/spec/1.2.2/")
WEBVTT: Final = Source("WebVTT", "https://www.w3.org/TR/webvtt1/")
WCAG: Final = Source("WCAG 2.2, captions and transcripts", "https://www.w3.org/TR/WCAG22/")
EBU: Final = Source("EBU R 128", "https://tech.ebu.ch/publications/r128")
JINJA: Final = Source("Jinja", "https://jinja.palletsprojects.com")
LINKEDIN: Final = Source(
    "LinkedIn, Community Management API",
    "https://learn.microsoft.com/en-us/linkedin/marketing/community-management/",
)
OURS: Final = Source("podcaster")
