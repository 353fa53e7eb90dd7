"""The pictures of an audiogram: artwork, title, a waveform that fills up, captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from podcaster.master.pictures.captions import Caption
from podcaster.master.pictures.lettering import BUNDLED, Lettering, Typeface
from podcaster.master.pictures.panel import (
    OVERSAMPLING,
    Block,
    fitted,
    put_artwork,
    put_words,
    scaled,
    snug,
)
from podcaster.model.colours import Palette, light_palette
from podcaster.model.film import Picture

#: Pictures a second: as film in Europe has them.
PER_S: Final = 25

#: Sizes of the show's name and the height they may take; where that is too little, the second.
_SHOW: Final = ((range(34, 23, -2), 44), (range(22, 11, -2), 108))
_TITLE_SIZES: Final = range(64, 17, -2)
_CAPTION_SIZES: Final = range(60, 21, -2)
_SPEAKER_SIZE: Final = 26
_BAR_SHARE: Final = 0.6  # of the room that each bar has
_LEAST_BAR: Final = 0.04  # of the height: silence is a dot


@dataclass(frozen=True)
class Shape:
    """Where everything stands, in pixels: left, top, and width and height (or the side).

    Attributes:
        name: What files of this shape are called by.
        size: Width and height.
        artwork: Left, top and side.
        heading: Show and title.
        waveform: Of the whole piece.
        words: Captions.
    """

    name: str
    size: tuple[int, int]
    artwork: tuple[int, int, int]
    heading: tuple[int, int, int, int]
    waveform: tuple[int, int, int, int]
    words: tuple[int, int, int, int]


SHAPES: Final = (
    Shape("square", (1080, 1080), (64, 64, 320), (424, 64, 592, 320),
          (64, 452, 952, 150), (64, 664, 952, 320)),
    Shape("wide", (1280, 720), (56, 56, 240), (336, 56, 888, 240),
          (56, 340, 1168, 100), (56, 468, 1168, 196)),
)  # fmt: skip


@dataclass(frozen=True)
class Script:
    """What an audiogram shows.

    Attributes:
        show: Name of the show.
        title: Of the piece.
        captions: What is said, and when.
        levels: Share of full scale (0.0 to 1.0), one for each bar of the waveform.
        duration_s: How long it is.
        accent: The show's colour.
        artwork: A square JPEG or PNG.
        typefaces: Of the show's name, of the title, of captions.
    """

    show: str
    title: str
    captions: tuple[Caption, ...]
    levels: tuple[float, ...]
    duration_s: float
    accent: str
    artwork: Path
    typefaces: tuple[Typeface, Typeface, Typeface] = (BUNDLED, BUNDLED, BUNDLED)


def pictures(script: Script, shape: Shape) -> Iterator[Picture]:
    """Yield every picture of the film, the first one at 0.0 s."""
    colours = light_palette(script.accent)
    still = _drawn(script, shape, colours)
    lettering = Lettering(_caption_size(script, shape), colours.ink, typeface=script.typefaces[2])
    bars = _bars(script, shape, colours)
    shown: Caption | None = None
    worded = still
    for number in range(max(1, round(script.duration_s * PER_S))):
        at_s = number / PER_S
        caption = _caption_at(script.captions, at_s)
        if caption != shown:
            worded = _worded(still, caption, shape, colours, lettering) if caption else still
            shown = caption
        yield _played(worded, bars, shape, at_s / script.duration_s)


def _caption_at(captions: tuple[Caption, ...], at_s: float) -> Caption | None:
    return next((one for one in captions if one.start_s <= at_s < one.end_s), None)


def _drawn(script: Script, shape: Shape, colours: Palette) -> Picture:
    """Draw what never changes."""
    image = _canvas(shape.size, colours.paper)
    draw = ImageDraw.Draw(image)
    width, height = shape.size
    put_artwork(image, script.artwork, shape.artwork)
    draw.rectangle(scaled(0, height - 14, width, height), colours.accent)
    left, top, across, high = shape.heading
    show = snug(script.show, across, _SHOW, script.typefaces[0])
    below = max(60, round(show.height) + 12)
    title = fitted(script.title, across, high - below, _TITLE_SIZES, script.typefaces[1])
    put_words(draw, show, (left, top), colours.accent)
    put_words(draw, title, (left, top + below), colours.ink)
    _bars_on(draw, script.levels, shape, colours.line)
    return _finished(image)


def _bars(script: Script, shape: Shape, colours: Palette) -> Picture:
    """Draw the waveform as it looks when all has been played."""
    image = _canvas(shape.size, colours.paper)
    _bars_on(ImageDraw.Draw(image), script.levels, shape, colours.accent)
    left, top, width, height = shape.waveform
    return _finished(image)[top : top + height, left : left + width]


def _bars_on(
    draw: ImageDraw.ImageDraw, levels: tuple[float, ...], shape: Shape, colour: str
) -> None:
    left, top, width, height = shape.waveform
    room = width / len(levels)
    loudest = max(*levels, 1e-6)
    for index, level in enumerate(levels):
        half = max(_LEAST_BAR, level / loudest) * height / 2
        middle, start = top + height / 2, left + index * room
        box = scaled(start, middle - half, start + room * _BAR_SHARE, middle + half)
        draw.rounded_rectangle(box, room * _BAR_SHARE * OVERSAMPLING / 2, colour)


def _played(picture: Picture, bars: Picture, shape: Shape, share: float) -> Picture:
    """Fill the waveform up to `share` of its width."""
    left, top, width, height = shape.waveform
    done = round(width * share)
    made = picture.copy()
    made[top : top + height, left : left + done] = bars[:, :done]
    return made


def _worded(
    still: Picture, caption: Caption, shape: Shape, colours: Palette, lettering: Lettering
) -> Picture:
    """Write what is being said, and who says it."""
    left, top, width, height = shape.words
    image = _canvas((width, height), colours.paper)
    draw = ImageDraw.Draw(image)
    if caption.speaker:
        speaker = _speaker(caption.speaker, width, lettering.typeface)
        put_words(draw, speaker, (0, 0), colours.accent)
    put_words(draw, _lines(caption.text, width, height, lettering), (0, 46), lettering.colour)
    made = still.copy()
    made[top : top + height, left : left + width] = _finished(image)
    return made


def _caption_size(script: Script, shape: Shape) -> int:
    """Return the size at which all captions fit: letters that grow and shrink disturb readers."""
    _, _, width, height = shape.words
    face = script.typefaces[2]
    blocks = (fitted(one.text, width, height - 52, _CAPTION_SIZES, face) for one in script.captions)
    return min((one.size for one in blocks), default=_CAPTION_SIZES[0])


def _speaker(name: str, width: int, typeface: Typeface) -> Block:
    return fitted(name, width, 34, range(_SPEAKER_SIZE, 11, -2), typeface)


def _lines(text: str, width: int, height: int, lettering: Lettering) -> Block:
    size = int(lettering.size)
    return fitted(text, width, height - 52, range(size, size - 1, -1), lettering.typeface)


def _canvas(size: tuple[int, int], colour: str) -> Image.Image:
    width, height = size
    return Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), colour)


def _finished(image: Image.Image) -> Picture:
    """Return a drawing at its real size."""
    size = (image.width // OVERSAMPLING, image.height // OVERSAMPLING)
    return np.asarray(image.resize(size, Image.Resampling.LANCZOS))
