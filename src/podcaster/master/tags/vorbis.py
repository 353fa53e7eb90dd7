"""Vorbis comments in Opus, with the chapter extension and the picture block."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from mutagen.flac import Picture
from mutagen.oggopus import OggOpus

from podcaster.master.tags.values import Tags

_FRONT_COVER: Final = 3


def write_vorbis(path: Path, tags: Tags) -> None:
    """Write comments into the Ogg Opus file at `path`.

    Source:
        wiki.xiph.org: VorbisComment, Chapter Extension; RFC 7845.
    """
    file = OggOpus(path)
    file.delete()
    for name, value in (_comments(tags) | _chapters(tags)).items():
        if value:
            file[name] = value
    if tags.picture:
        file["METADATA_BLOCK_PICTURE"] = _picture(tags.picture, tags.picture_alt)
    file.save(padding=lambda _info: 1024)


def _comments(tags: Tags) -> dict[str, str]:
    return {
        "TITLE": tags.title,
        "ALBUM": tags.show,
        "ARTIST": tags.author,
        "ORGANIZATION": tags.author,
        "GENRE": "Podcast",
        "DATE": tags.published_at.date().isoformat(),
        "TRACKNUMBER": str(tags.number or ""),
        "DISCNUMBER": str(tags.season or ""),
        "LANGUAGE": tags.language_code,
        "DESCRIPTION": tags.comment,
        "COPYRIGHT": tags.copyright or "",
        "LICENSE": tags.licence_url or "",
        "CONTACT": tags.page_url,
    }


def _chapters(tags: Tags) -> dict[str, str]:
    """Return CHAPTER000=time, CHAPTER000NAME=title and so on."""
    comments = {}
    for index, (start_ms, _, chapter) in enumerate(tags.spans()):
        seconds, milliseconds = divmod(start_ms, 1000)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        comments[f"CHAPTER{index:03d}"] = f"{clock}.{milliseconds:03d}"
        comments[f"CHAPTER{index:03d}NAME"] = chapter.title
    return comments


def _picture(path: Path, alt: str) -> str:
    picture = Picture()
    picture.data = path.read_bytes()
    picture.type = _FRONT_COVER
    picture.mime = "image/jpeg"
    picture.desc = alt
    return base64.b64encode(picture.write()).decode("ascii")
