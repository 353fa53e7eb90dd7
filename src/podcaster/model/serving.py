"""What a web server has to say about the files of the built folder.

Source:
    Apple, Podcast RSS feed requirements (HEAD, ranges, ETag); podcast namespace, transcripts
    (`Access-Control-Allow-Origin: *`); RFC 8216 aside, types as registered or as apps expect them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: How long readers may keep a file whose name holds its digest, and any other.
FOR_EVER: Final = "public, max-age=31536000, immutable"
A_WHILE: Final = "public, max-age=300"


@dataclass(frozen=True)
class Served:
    """How some files are served.

    Attributes:
        what: One word for them.
        name: Regular expression of their names, without folder.
        paths: The same for a `_headers` file, from the built folder on; `:slug` is one folder.
        mime_type: Content type, or "" where the server knows it anyway.
        cache: How long they may be kept.
    """

    what: str
    name: str
    paths: tuple[str, ...]
    mime_type: str
    cache: str = A_WHILE

    @property
    def headers(self) -> dict[str, str]:
        """Header -> value; everything here may be read by apps in a browser."""
        kind = {"Content-Type": self.mime_type} if self.mime_type else {}
        return {**kind, "Access-Control-Allow-Origin": "*", "Cache-Control": self.cache}


SERVED: Final = (
    Served("feed", r"feed[^/]*\.xml", ("feed*.xml",), "application/rss+xml; charset=utf-8"),
    Served("json-feed", r"feed[^/]*\.json", ("feed*.json",), "application/feed+json"),
    Served("opml", r"podcasts\.opml", ("podcasts.opml",), "text/x-opml; charset=utf-8"),
    Served(
        "chapters",
        r"chapters\.json",
        ("episodes/:slug/chapters.json",),
        "application/json+chapters",
    ),
    Served("vtt", r"[^/]+\.vtt", ("episodes/:slug/transcript*.vtt",), "text/vtt; charset=utf-8"),
    Served(
        "srt",
        r"[^/]+\.srt",
        ("episodes/:slug/transcript*.srt",),
        "application/x-subrip; charset=utf-8",
    ),
    Served(
        "data",
        r"(transcript[^/]*|episode|oembed|waveform[^/]*)\.json",
        (
            "episodes/:slug/transcript*.json",
            "episodes/:slug/episode.json",
            "episodes/:slug/oembed.json",
        ),
        "application/json",
    ),
    Served("mp3", r"[^/]+-[0-9a-f]{8}\.mp3", ("audio/*",), "audio/mpeg", FOR_EVER),
    Served("m4a", r"[^/]+-[0-9a-f]{8}\.m4a", (), "audio/mp4", FOR_EVER),
    Served("opus", r"[^/]+-[0-9a-f]{8}\.(opus|ogg)", (), "audio/ogg", FOR_EVER),
    Served("films", r"audiogram-[^/]+-[0-9a-f]{8}\.mp4", (), "video/mp4", FOR_EVER),
    Served("pictures", r"[^/]+-[0-9a-f]{8}(-[0-9]+)?\.(jpg|png)", (), "", FOR_EVER),
)
