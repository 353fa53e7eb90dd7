"""Words on pictures, in the typeface that Pillow brings along.

Its subset of Aileron has no umlauts; they are put together from a letter and two dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PIL import ImageDraw, ImageFont

Colour = str
Point = tuple[float, float]

UMLAUTS: Final = {"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"}
DOT_RADIUS: Final = 0.056  # of the font size
DOT_DISTANCE: Final = 0.13
DOT_GAP: Final = 0.125


@dataclass(frozen=True)
class Lettering:
    """How words are written.

    Attributes:
        size: Font size in pixels.
        colour: Of letters and dots.
        weight: Thickness added around each letter, as a share of the size.
        tracking: Space added between letters, as a share of the size.
    """

    size: float
    colour: Colour
    weight: float = 0.0
    tracking: float = 0.0

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The bundled typeface at this size."""
        font = ImageFont.load_default(size=self.size)
        if not isinstance(font, ImageFont.FreeTypeFont):
            raise SystemExit("pillow: built without FreeType\nhint: install its wheel from PyPI")
        return font


def width_of(text: str, lettering: Lettering) -> float:
    """Return how wide `text` comes out."""
    plain = "".join(UMLAUTS.get(letter, letter) for letter in text)
    return lettering.font.getlength(plain) + lettering.tracking * lettering.size * (len(text) - 1)


def write(draw: ImageDraw.ImageDraw, at: Point, text: str, lettering: Lettering) -> None:
    """Write one line, starting at `at` on the baseline."""
    font, (x, y) = lettering.font, at
    stroke = round(lettering.weight * lettering.size)
    plain = "".join(UMLAUTS.get(letter, letter) for letter in text)
    for index, letter in enumerate(plain):
        before = font.getlength(plain[: index + 1]) - font.getlength(letter)
        left = x + before + index * lettering.tracking * lettering.size
        draw.text(
            (left, y), letter, lettering.colour, font, anchor="ls",
            stroke_width=stroke, stroke_fill=lettering.colour,
        )  # fmt: skip
        if text[index] in UMLAUTS:
            _dots(draw, (left, y), letter, lettering)


def _dots(draw: ImageDraw.ImageDraw, at: Point, letter: str, lettering: Lettering) -> None:
    """Put two dots above a letter that starts at `at`."""
    left, top, right, _ = lettering.font.getbbox(letter, anchor="ls")
    size = lettering.size
    radius = (DOT_RADIUS + lettering.weight) * size
    middle, height = at[0] + (left + right) / 2, at[1] + top - (DOT_GAP + lettering.weight) * size
    for side in (-1, 1):
        dot = middle + side * DOT_DISTANCE * size
        draw.ellipse(
            (dot - radius, height - radius, dot + radius, height + radius), lettering.colour
        )
