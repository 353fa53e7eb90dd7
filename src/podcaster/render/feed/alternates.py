"""The other formats in which an episode was mastered, with what tells that a file is whole."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Final

from podcaster.model.mastered import Enclosure, MasteredEpisode
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings

#: Media type -> what the format is called, and its codec (RFC 6381) where the type leaves it open.
_FORMATS: Final[dict[str, tuple[str, str | None]]] = {
    "audio/mpeg": ("MP3", None),
    "audio/mp4": ("AAC", "mp4a.40.2"),
    "audio/ogg": ("Opus", "opus"),
}


def own_alternates(episode: MasteredEpisode, settings: Settings) -> Iterator[Tag]:
    """Yield every format behind the first, which is the enclosure itself."""
    for enclosure in episode.enclosures[1:]:
        title, codecs = _FORMATS.get(enclosure.mime_type, (None, None))
        yield tag(
            "podcast:alternateEnclosure",
            None,
            tag("podcast:source", uri=enclosure.address(settings)),
            tag("podcast:integrity", **_integrity(enclosure)),
            type=enclosure.mime_type,
            length=enclosure.size_bytes or None,
            bitrate=_bits_per_second(enclosure),
            title=title,
            codecs=codecs,
        )


def _bits_per_second(enclosure: Enclosure) -> int | None:
    if not enclosure.duration_s or not enclosure.size_bytes:
        return None
    return round(enclosure.size_bytes * 8 / enclosure.duration_s) or None


def _integrity(enclosure: Enclosure) -> dict[str, str]:
    """Return the digest as W3C's Subresource Integrity spells it."""
    if enclosure.media is None:
        return {}
    digest = b64encode(bytes.fromhex(enclosure.media.sha256)).decode("ascii")
    return {"type": "sri", "value": f"sha256-{digest}"}
