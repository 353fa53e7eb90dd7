"""Artwork as feeds have it, made what directories take."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from podcaster.model.artwork import READ_FORMATS
from podcaster.model.message import Message, message

#: Source: Apple, artwork requirements.
SMALLEST_PX: Final = 1400
LARGEST_PX: Final = 3000

#: More is a trap: a small file that becomes a huge picture.
_MOST_PIXELS: Final = 60_000_000

#: Pillow's name of a format -> ending of a file.
_ENDINGS: Final = {"JPEG": "jpg", "PNG": "png"}


@dataclass(frozen=True)
class FittedPicture:
    """A picture that directories take.

    Attributes:
        name: Name of its file.
        content: The file.
        changed: What had to be done, or None if it is as it came.
    """

    name: str
    content: bytes
    changed: Message | None = None


def fitted_picture(content: bytes) -> FittedPicture | None:
    """Return artwork that passes the rules, or None if it is no picture.

    It stays byte for byte if it may; otherwise it becomes a square JPEG of 1400 to 3000 pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=READ_FORMATS) as picture:
                return _fitted(picture, content)
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever broken bytes lead to
        return None


def _fitted(picture: Image.Image, content: bytes) -> FittedPicture | None:
    width, height = picture.size
    if width * height > _MOST_PIXELS:
        return None
    ending = _ENDINGS.get(picture.format or "")
    square = width == height and SMALLEST_PX <= width <= LARGEST_PX
    if ending and square and picture.mode == "RGB":
        picture.load()
        return FittedPicture(f"artwork.{ending}", content)
    side = min(max(width, height, SMALLEST_PX), LARGEST_PX)
    whole = Image.new("RGB", picture.size, "white")
    shown = picture.convert("RGBA")
    whole.paste(shown, mask=shown)
    padded = ImageOps.pad(whole, (side, side), Image.Resampling.LANCZOS, color="white")
    file = io.BytesIO()
    padded.save(file, "JPEG", quality=90)
    changed = message(
        "the artwork is {width} × {height} pixels, {mode}; it was made {side} × {side}, RGB",
        width=width, height=height, mode=picture.mode, side=side,
    )  # fmt: skip
    return FittedPicture("artwork.jpg", file.getvalue(), changed)
