"""Words on pictures, in the typeface that Pillow brings along or in one from a file.

Its subset of Aileron has neither umlauts nor accents, nor German quotes, nor dashes; they are put
together from what it has. What can't be put together can't be written in it: see `writable`; other
typefaces are taken as they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

Colour = str
Point = tuple[float, float]

DOT_RADIUS: Final = 0.056  # of the font size
DOT_DISTANCE: Final = 0.13
DOT_GAP: Final = 0.125

#: What is written with other letters.
SPELLED: Final = {
    "ß": "ss", "ẞ": "SS", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u00ad": "", "\u2060": "",
}  # fmt: skip

#: Quotes that are others, lowered to the baseline.
LOWERED: Final = {"„": "”", "‚": "’"}

DASH_THICKNESS: Final = 0.06

#: Dashes: the letter that is as wide.
DASHES: Final = {"–": "n", "—": "m"}

#: Accent -> the characters it is made of, and how far each moves right and down, of the size.
ACCENTS: Final = {
    "\u0300": (("`", 0.0, 0.0),),
    "\u0301": (("´", 0.0, 0.0),),
    "\u0302": (("´", -0.065, 0.0), ("`", 0.065, 0.0)),
    "\u0303": (("~", 0.0, -0.30),),
    "\u030a": (("°", 0.0, -0.02),),
    "\u030c": (("`", -0.065, 0.0), ("´", 0.065, 0.0)),
    "\u0327": ((",", 0.0, 0.04),),
}
DIAERESIS: Final = "\u0308"

#: Capitals reach this much higher than small letters, of the font size.
CAPITAL_RISE: Final = 0.19


@dataclass(frozen=True)
class Typeface:
    """What letters are drawn with; `file` None is the one that Pillow brings along."""

    file: Path | None = None


BUNDLED: Final = Typeface()


@dataclass(frozen=True)
class Lettering:
    """How words are written.

    Attributes:
        size: Font size in pixels.
        colour: Of letters and dots.
        weight: Thickness added around each letter, as a share of the size.
        tracking: Space added between letters, as a share of the size.
        typeface: Of the letters; tracking is the bundled one's only.
    """

    size: float
    colour: Colour
    weight: float = 0.0
    tracking: float = 0.0
    typeface: Typeface = BUNDLED

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The typeface at this size."""
        return _font(self.size, self.typeface.file)


@dataclass(frozen=True)
class Letter:
    """One letter: as written, the character of the typeface it is made of, and its accents."""

    written: str
    plain: str
    accents: str = ""


def writable(text: str) -> bool:
    """Tell whether every letter of `text` can be written."""
    return all(
        _in_typeface(letter.plain) and all(mark in {*ACCENTS, DIAERESIS} for mark in letter.accents)
        for letter in letters_of(text)
    )


def letters_of(text: str) -> Iterator[Letter]:
    """Take `text` apart into letters that the typeface has, and what is put to them."""
    spelled = "".join(SPELLED.get(one, one) for one in unicodedata.normalize("NFC", text))
    for one in spelled:
        parts = unicodedata.normalize("NFD", one)
        base, accents = parts[:1], parts[1:]
        yield Letter(one, LOWERED.get(base, DASHES.get(base, base)), accents)


def width_of(text: str, lettering: Lettering) -> float:
    """Return how wide `text` comes out."""
    if lettering.typeface.file:
        return lettering.font.getlength(text)
    plain = "".join(letter.plain for letter in letters_of(text))
    spaces = lettering.tracking * lettering.size * (len(plain) - 1)
    return lettering.font.getlength(plain) + spaces


def write(draw: ImageDraw.ImageDraw, at: Point, text: str, lettering: Lettering) -> None:
    """Write one line, starting at `at` on the baseline."""
    if lettering.typeface.file:
        _glyph(draw, at, text, lettering)
        return
    letters = tuple(letters_of(text))
    plain, font = "".join(letter.plain for letter in letters), lettering.font
    for index, letter in enumerate(letters):
        before = font.getlength(plain[: index + 1]) - font.getlength(letter.plain)
        left = at[0] + before + index * lettering.tracking * lettering.size
        _letter(draw, (left, at[1]), letter, lettering)


def _letter(draw: ImageDraw.ImageDraw, at: Point, letter: Letter, lettering: Lettering) -> None:
    if letter.written in DASHES:
        _dash(draw, at, letter, lettering)
        return
    down = lettering.size * 0.62 if letter.written in LOWERED else 0.0
    if letter.plain == "i" and letter.accents:
        _dotless(draw, at, lettering)
    else:
        _glyph(draw, (at[0], at[1] + down), letter.plain, lettering)
    for accent in letter.accents:
        if accent == DIAERESIS:
            _dots(draw, at, letter.plain, lettering)
        else:
            _accent(draw, at, letter.plain, accent, lettering)


def _glyph(draw: ImageDraw.ImageDraw, at: Point, glyph: str, lettering: Lettering) -> None:
    stroke = round(lettering.weight * lettering.size)
    draw.text(
        at, glyph, lettering.colour, lettering.font, anchor="ls",
        stroke_width=stroke, stroke_fill=lettering.colour,
    )  # fmt: skip


def _dash(draw: ImageDraw.ImageDraw, at: Point, letter: Letter, lettering: Lettering) -> None:
    """Draw a dash as high as the hyphen stands."""
    top = at[1] + lettering.font.getbbox("-", anchor="ls")[1]
    right = at[0] + lettering.font.getlength(letter.plain)
    thickness = (DASH_THICKNESS + lettering.weight) * lettering.size
    draw.rectangle((at[0], top, right, top + thickness), lettering.colour)


def _dotless(draw: ImageDraw.ImageDraw, at: Point, lettering: Lettering) -> None:
    """Draw an `i` without its dot, for the accent that takes its place."""
    font, stroke = lettering.font, round(lettering.weight * lettering.size)
    left, top, right, bottom = font.getbbox("i", anchor="ls", stroke_width=stroke)
    body = font.getbbox("x", anchor="ls", stroke_width=stroke)[1]
    mask = Image.new("L", (round(right - left) + 2, round(bottom - top) + 2), 0)
    ImageDraw.Draw(mask).text((-left, -top), "i", 255, font, anchor="ls", stroke_width=stroke)
    mask.paste(0, (0, 0, mask.width, round(body - top) - 1))
    draw.bitmap((round(at[0] + left), round(at[1] + top)), mask, lettering.colour)


def _accent(
    draw: ImageDraw.ImageDraw, at: Point, base: str, accent: str, lettering: Lettering
) -> None:
    """Put an accent above a letter, or the cedilla below it."""
    left, _, right, _ = lettering.font.getbbox(base, anchor="ls")
    for glyph, aside, down in ACCENTS[accent]:
        glyph_left, _, glyph_right, _ = lettering.font.getbbox(glyph, anchor="ls")
        across = (left + right - glyph_left - glyph_right) / 2 + aside * lettering.size
        rise = CAPITAL_RISE if base.isupper() and glyph != "," else 0.0
        _glyph(draw, (at[0] + across, at[1] + (down - rise) * lettering.size), glyph, lettering)


def _dots(draw: ImageDraw.ImageDraw, at: Point, letter: str, lettering: Lettering) -> None:
    """Put two dots above a letter that starts at `at`."""
    left, top, right, _ = lettering.font.getbbox(letter, anchor="ls")
    top = lettering.font.getbbox("x", anchor="ls")[1] if letter == "i" else top
    size = lettering.size
    radius = (DOT_RADIUS + lettering.weight) * size
    middle, height = at[0] + (left + right) / 2, at[1] + top - (DOT_GAP + lettering.weight) * size
    for side in (-1, 1):
        dot = middle + side * DOT_DISTANCE * size
        draw.ellipse(
            (dot - radius, height - radius, dot + radius, height + radius), lettering.colour
        )


@cache
def _font(size: float, file: Path | None = None) -> ImageFont.FreeTypeFont:
    if file:
        return ImageFont.truetype(file, size)
    font = ImageFont.load_default(size=size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType; its wheel from PyPI has it")
    return font


@cache
def _in_typeface(letter: str) -> bool:
    """Tell whether the typeface has a picture of its own for `letter`."""
    font = _font(40)
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
