"""How a card is drawn: artwork on one side, words that fit on the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageOps

from podcaster.master.pictures.lettering import BUNDLED, Typeface
from podcaster.master.pictures.panel import (
    CORNER,
    OVERSAMPLING,
    fitted,
    put_artwork,
    put_words,
    scaled,
    snug,
)
from podcaster.model.card_settings import CardLayout, CardSettings
from podcaster.model.colours import Palette, light_palette, palette_on
from podcaster.model.mastered import CARD_SIZE

_WIDTH, _HEIGHT = CARD_SIZE
_SIDE: Final = 519  # of the artwork
_TOP: Final = 54
_FOOT: Final = 572  # where the last line ends
_TITLE: Final = (150, 480)  # its room, where the words around it are short
_GAP: Final = 20  # between them and the title, where they are long

#: Layout -> where the artwork begins (None: there is none), where words begin, how wide they are.
_PLACES: Final[dict[CardLayout, tuple[int | None, int, int]]] = {
    "left": (54, 627, 513),
    "right": (627, 60, 513),
    "words": (None, 84, 1032),
}

#: A title is at most as large, and at least as small.
_SIZES: Final = range(72, 17, -2)

#: Largest sizes and the height they may take; where they don't fit, smaller ones and more height.
_SHOW: Final = ((range(30, 23, -2), 66), (range(22, 11, -2), 170))
_BELOW: Final = ((range(28, 19, -2), 76), (range(18, 11, -2), 120))

#: How far the paper reaches around words that stand on a picture.
_PAPER: Final = 27


@dataclass(frozen=True)
class Wording:
    """What stands on a card; "" stands for what does not."""

    show: str
    title: str
    label: str
    people: str

    @property
    def below(self) -> str:
        """What stands below the title."""
        return " · ".join(part for part in (self.label, self.people) if part)

    @property
    def alt(self) -> str:
        """All of it in one line, for those who can't see it."""
        return " · ".join(part for part in (self.show, self.label, self.title, self.people) if part)


@dataclass(frozen=True)
class Look:
    """How a card looks: the show's template, its colours, what its three texts are written in."""

    layout: CardLayout
    colours: Palette
    typefaces: tuple[Typeface, Typeface, Typeface] = (BUNDLED, BUNDLED, BUNDLED)
    background: Path | None = None


def look_of(
    settings: CardSettings,
    accent: str,
    typefaces: tuple[Typeface, Typeface, Typeface] = (BUNDLED, BUNDLED, BUNDLED),
    background: Path | None = None,
) -> Look:
    """Return how cards look by these settings; `typefaces` are of show, title and what is below."""
    paper = settings.paper
    colours = palette_on(paper, accent) if paper else light_palette(accent)
    return Look(settings.layout, colours, typefaces, background)


def draw_card(wording: Wording, look: Look, artwork: Path) -> Image.Image:
    """Draw the card."""
    colours, (picture, left, width) = look.colours, _PLACES[look.layout]
    image = _ground(look, left, width)
    draw = ImageDraw.Draw(image)
    if picture is not None:
        put_artwork(image, artwork, (picture, _TOP, _SIDE))
    draw.rectangle(scaled(0, _HEIGHT - 14, _WIDTH, _HEIGHT), colours.accent)
    of_show, of_title, of_foot = look.typefaces
    show = snug(wording.show, width, _SHOW, of_show)
    foot = snug(wording.below, width, _BELOW, of_foot)
    top = max(_TITLE[0], 70 + show.height + _GAP)
    bottom = min(_TITLE[1], _FOOT - foot.height - _GAP)
    title = fitted(wording.title, width, int(bottom - top), _SIZES, of_title)
    put_words(draw, show, (left, 70), colours.accent)
    put_words(draw, title, (left, top + (bottom - top - title.height) / 2), colours.ink)
    put_words(draw, foot, (left, _FOOT - foot.height), colours.quiet)
    return image.resize(CARD_SIZE, Image.Resampling.LANCZOS)


def _ground(look: Look, left: int, width: int) -> Image.Image:
    """Return what everything stands on: paper, or a picture with paper under the words."""
    size = (_WIDTH * OVERSAMPLING, _HEIGHT * OVERSAMPLING)
    if look.background is None:
        return Image.new("RGB", size, look.colours.paper)
    with Image.open(look.background) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
        image = ImageOps.fit(upright, size, Image.Resampling.LANCZOS)
    box = scaled(left - _PAPER, _TOP, left + width + _PAPER, _TOP + _SIDE + _PAPER)
    ImageDraw.Draw(image).rounded_rectangle(box, CORNER * OVERSAMPLING, look.colours.paper)
    return image
