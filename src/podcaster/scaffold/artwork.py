"""Artwork to begin with: complete, and plainly to be replaced."""

from __future__ import annotations

import io
import math
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

#: Pixels of each side; Apple takes 1400 to 3000.
SIDE: Final = 3000
GROUND: Final = "#8f1d2c"
WAVES: Final = "#f6e7d8"

#: Bars of the sound wave, and how they share the width.
_BARS: Final = 15
_MARGIN: Final = 450


@cache
def placeholder_artwork() -> bytes:
    """Return a PNG: light sound waves on a dark red ground. Same bytes every time."""
    picture = Image.new("RGB", (SIDE, SIDE), GROUND)
    draw = ImageDraw.Draw(picture)
    step = (SIDE - 2 * _MARGIN) / _BARS
    for index in range(_BARS):
        left = _MARGIN + index * step + step / 4
        half = SIDE * (0.04 + 0.24 * abs(math.sin(1.3 * index + 0.6)))
        top, bottom = SIDE / 2 - half, SIDE / 2 + half
        draw.rounded_rectangle((left, top, left + step / 2, bottom), step / 4, fill=WAVES)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
