"""iTunes metadata in M4A."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mutagen.mp4 import MP4, MP4Cover

from podcaster.master.tags.values import Tags


def write_mp4(path: Path, tags: Tags) -> None:
    """Write iTunes atoms into the M4A at `path`; its chapters came with the container.

    What stands there already is kept: to delete it would take the chapters along.
    """
    file = MP4(path)
    for name, value in _atoms(tags).items():
        if value:
            file[name] = value
    file.save(padding=lambda _info: 1024)


def _atoms(tags: Tags) -> dict[str, Any]:
    """Return atom name -> value; empty values are left out by the caller."""
    return {
        "\xa9nam": tags.title,
        "\xa9alb": tags.show,
        "\xa9ART": tags.author,
        "aART": tags.author,
        "\xa9gen": "Podcast",
        "\xa9day": tags.published_at.isoformat(),
        "\xa9cmt": tags.comment[:255],
        "desc": tags.comment[:255],
        "ldes": tags.comment,
        "cprt": tags.copyright,
        "purl": tags.feed_url,
        "egid": tags.guid,
        "catg": "Podcast",
        "keyw": ", ".join(tags.topics),
        "pcst": True,
        "stik": [21],
        "trkn": [(tags.number, 0)] if tags.number else None,
        "disk": [(tags.season, 0)] if tags.season else None,
        "covr": _cover(tags.picture),
    }


def _cover(picture: Path | None) -> list[MP4Cover] | None:
    return [MP4Cover(picture.read_bytes(), MP4Cover.FORMAT_JPEG)] if picture else None
