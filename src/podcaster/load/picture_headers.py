"""Facts about pictures. Sizes are looked at first: a small file must not unfold into gigabytes."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

from PIL import Image

from podcaster.load.folder import unreadable
from podcaster.model.artwork import READ_FORMATS
from podcaster.model.facts import PictureFacts, Unreadable
from podcaster.model.message import message

#: Twice what Apple takes, in both directions; more is a mistake or an attack.
MOST_PIXELS: Final = 6000 * 6000

_WITH_ALPHA: Final = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})


def picture_facts(file: str, path: Path) -> PictureFacts | Unreadable:
    """Read the header of a picture and decode it once."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures while opening; the limit below is ours.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=READ_FORMATS) as picture:
                facts = _header(picture, path.stat().st_size)
                if facts.width * facts.height > MOST_PIXELS:
                    return _unfolds(facts)
                # Only decoding shows that a file is cut off in the middle.
                picture.load()
    except OSError as error:
        if error.errno is not None:
            return Unreadable(*unreadable(file, error))
        return _no_picture(file)
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever broken bytes lead to
        return _no_picture(file)
    return facts


def _header(picture: Image.Image, size_bytes: int) -> PictureFacts:
    return PictureFacts(
        format=picture.format or "",
        width=picture.width,
        height=picture.height,
        mode=picture.mode,
        has_alpha=picture.mode in _WITH_ALPHA or "transparency" in picture.info,
        size_bytes=size_bytes,
    )


def _unfolds(facts: PictureFacts) -> Unreadable:
    return Unreadable(
        message("it unfolds to {width} x {height} pixels", width=facts.width, height=facts.height),
        message("save it with at most 3000 x 3000 pixels"),
    )


def _no_picture(file: str) -> Unreadable:
    return Unreadable(
        message("`{file}` is not a picture that can be read", file=file),
        message("export it as JPEG or PNG"),
    )
