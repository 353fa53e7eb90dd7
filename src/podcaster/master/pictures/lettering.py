"""Words on pictures: in the typeface that comes along, Source Sans, or in one from a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from unicodedata import normalize

from PIL import ImageDraw, ImageFont

Colour = str
Point = tuple[float, float]

#: What says where a line may or must not break, and leaves no mark itself; some typefaces draw it.
UNSEEN: Final = {ord(one): "" for one in "\u00ad\u200b\u2060"} | {ord("\u2011"): "-"}


@dataclass(frozen=True)
class Typeface:
    """What letters are drawn with: a file that FreeType reads."""

    file: Path


#: Latin, Greek and Cyrillic letters, half bold.
BUNDLED: Final = Typeface(
    Path(str(files("font_source_sans_pro").joinpath("files", "SourceSansPro-Semibold.ttf")))
)


@dataclass(frozen=True)
class Lettering:
    """How words are written.

    Attributes:
        size: Font size in pixels.
        colour: Of the letters.
        weight: Thickness added around each letter, as a share of the size.
        tracking: Space added between letters, as a share of the size.
        typeface: Of the letters.
    """

    size: float
    colour: Colour
    weight: float = 0.0
    tracking: float = 0.0
    typeface: Typeface = BUNDLED

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The typeface at this size."""
        return _font(self.size, self.typeface)


def width_of(text: str, lettering: Lettering) -> float:
    """Return how wide `text` comes out, in pixels."""
    shown = _shown(text)
    return lettering.font.getlength(shown) + _gap(lettering) * max(len(shown) - 1, 0)


def write(draw: ImageDraw.ImageDraw, at: Point, text: str, lettering: Lettering) -> None:
    """Write one line, starting at `at` on the baseline."""
    shown = _shown(text)
    if not lettering.tracking:
        _put(draw, at, shown, lettering)
        return
    for index, letter in enumerate(shown):
        before = lettering.font.getlength(shown[: index + 1]) - lettering.font.getlength(letter)
        _put(draw, (at[0] + before + index * _gap(lettering), at[1]), letter, lettering)


def _shown(text: str) -> str:
    """Return the letters that are drawn, accents put together with theirs."""
    return normalize("NFC", text).translate(UNSEEN)


def _gap(lettering: Lettering) -> float:
    """Return the space between two letters, in pixels."""
    return lettering.tracking * lettering.size


def _put(draw: ImageDraw.ImageDraw, at: Point, text: str, lettering: Lettering) -> None:
    stroke = round(lettering.weight * lettering.size)
    draw.text(
        at, text, lettering.colour, lettering.font, anchor="ls",
        stroke_width=stroke, stroke_fill=lettering.colour,
    )  # fmt: skip


@cache
def _font(size: float, typeface: Typeface) -> ImageFont.FreeTypeFont:
    if typeface == BUNDLED:  # laid out the same on every machine, with or without its libraries
        return ImageFont.truetype(typeface.file, size, layout_engine=ImageFont.Layout.BASIC)
    return ImageFont.truetype(typeface.file, size)
