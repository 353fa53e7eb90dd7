"""Artwork of the show and of one episode, pictures of the news, the funder's emblem."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageDraw

from example_media.city import City, Palette, draw_city
from podcaster.master.pictures.lettering import Lettering, Point, width_of, write

OVERSAMPLING: Final = 2  # Pillow's polygons have no smooth edges
BUBBLE_MIDDLE: Final = 0.475  # of the height; see `_bubble`
TITLE_WEIGHT: Final = 0.016

PETROL: Final = Palette(
    street="#0d2b36",
    blocks=("#174857", "#1b5263", "#143f4d", "#205b6c"),
    lit="#f0b84c",
    park="#2f7566",
    paper="#faf5ea",
    ink="#0d2b36",
    accent="#b5451f",
)
AUBERGINE: Final = Palette(
    street="#2d1a2b",
    blocks=("#4b2c48", "#573453", "#41263f", "#633c5e"),
    lit="#f0b84c",
    park="#4f6b57",
    paper="#faf5ea",
    ink="#2d1a2b",
    accent="#b5451f",
)


@dataclass(frozen=True)
class Cover:
    """A square picture: a city, and in it a place in the shape of a speech bubble."""

    side: int
    lines: tuple[str, ...]
    subtitle: str
    city: City
    palette: Palette


SHOW: Final = Cover(
    3000, ("Stadtgespräch", "Sicherheit"), "Der Podcast des DEFUS", City(seed=21), PETROL
)
PLACES: Final = Cover(
    1600,
    ("Schwierige", "Plätze"),
    "Stadtgespräch Sicherheit · Folge 2",
    City(seed=5, turn=11.0),
    AUBERGINE,
)


def draw_cover(cover: Cover) -> Image.Image:
    """Draw the artwork of a show or an episode."""
    side = cover.side * OVERSAMPLING
    image = Image.new("RGB", (side, side), cover.palette.street)
    draw = ImageDraw.Draw(image)
    draw_city(draw, (side, side), cover.city, cover.palette)
    _bubble(draw, side, 0.026, cover.palette.street)
    _bubble(draw, side, 0.0, cover.palette.paper)
    _title(draw, side, cover)
    return image.resize((cover.side, cover.side), Image.Resampling.LANCZOS)


def _bubble(draw: ImageDraw.ImageDraw, side: float, grown: float, colour: str) -> None:
    """Draw a speech bubble; `grown` is what it gains on every side, as a share of the picture."""
    left, top, right, bottom = 0.075 - grown, 0.25 - grown, 0.925 + grown, 0.7 + grown
    radius = (0.06 + grown) * side
    draw.rounded_rectangle([at * side for at in (left, top, right, bottom)], radius, colour)
    tail = ((0.2 - grown, 0.69), (0.36 + 1.5 * grown, 0.69), (0.185 - grown, 0.83 + 2.4 * grown))
    draw.polygon([(x * side, y * side) for x, y in tail], colour)


def _title(draw: ImageDraw.ImageDraw, side: float, cover: Cover) -> None:
    """Write the title as large as the bubble allows, the subtitle below, in its middle."""
    widest = max(width_of(line, Lettering(1000, "", TITLE_WEIGHT)) for line in cover.lines)
    size = min(1000 * 0.75 / widest, 0.14)
    capitals, leading, below = 0.72 * size, 1.13 * size * (len(cover.lines) - 1), 0.09
    baseline = BUBBLE_MIDDLE - (capitals + leading + below) / 2 + capitals
    title = Lettering(size * side, cover.palette.ink, TITLE_WEIGHT)
    for index, line in enumerate(cover.lines):
        write(draw, (0.125 * side, (baseline + index * 1.13 * size) * side), line, title)
    subtitle = Lettering(0.043 * side, cover.palette.accent, weight=0.008, tracking=0.02)
    write(draw, (0.129 * side, (baseline + leading + below) * side), cover.subtitle, subtitle)


@dataclass(frozen=True)
class Circle:
    """People around a table: how many of the first kind, how many of the second."""

    size: tuple[int, int]
    first: int
    second: int
    palette: Palette


#: 16 cities and two organisations are members.
ASSEMBLY: Final = Circle((1200, 628), 16, 2, PETROL)


def draw_circle(circle: Circle) -> Image.Image:
    """Draw dots in a circle, each one connected with each other one, above a city."""
    width, height = (length * OVERSAMPLING for length in circle.size)
    image = Image.new("RGB", (width, height), circle.palette.street)
    draw = ImageDraw.Draw(image)
    draw_city(draw, (width, height), City(seed=8, block=0.07, lit_share=0.0), circle.palette)
    centre, radius = (width / 2, height / 2), 0.36 * height
    _disc(draw, centre, 0.455 * height, circle.palette.street)
    seats = _seats(centre, radius, circle.first + circle.second)
    for index, seat in enumerate(seats):
        for other in seats[index + 1 :]:
            draw.line((*seat, *other), circle.palette.blocks[-1], width=OVERSAMPLING)
    for index, seat in enumerate(seats):
        guest = index % (len(seats) // circle.second) == 0
        _disc(draw, seat, 0.034 * height, circle.palette.lit if guest else circle.palette.paper)
    return image.resize(circle.size, Image.Resampling.LANCZOS)


def _seats(centre: Point, radius: float, count: int) -> list[Point]:
    """Return `count` places on a circle, the first one on top."""
    angles = (2 * math.pi * index / count - math.pi / 2 for index in range(count))
    return [
        (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))
        for angle in angles
    ]


def _disc(draw: ImageDraw.ImageDraw, at: Point, radius: float, colour: str) -> None:
    """Draw a disc."""
    draw.ellipse((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), colour)


def draw_europe() -> Image.Image:
    """Draw the emblem of the European Union.

    Source:
        Interinstitutional style guide, annex A1: twelve stars on a circle with a third of the
        height as radius, each star in a circle with an eighteenth of the height as radius.
    """
    height = 400 * OVERSAMPLING
    image = Image.new("RGB", (height * 3 // 2, height), "#003399")
    draw = ImageDraw.Draw(image)
    for seat in _seats((height * 0.75, height * 0.5), height / 3, 12):
        draw.polygon(_star(seat, height / 18), "#ffcc00")
    return image.resize((600, 400), Image.Resampling.LANCZOS)


def _star(at: Point, radius: float) -> list[Point]:
    """Return the corners of an upright five-pointed star."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    tips, dents = _seats(at, radius, 5), _seats(at, inner, 10)[1::2]
    return [corner for pair in zip(tips, dents, strict=True) for corner in pair]


JPEG: Final = {"format": "JPEG", "quality": 80, "optimize": True}
PNG: Final = {"format": "PNG", "optimize": True}

#: File in the show's folder -> what draws it, how it is saved.
PICTURES: Final[dict[str, tuple[Callable[[], Image.Image], dict[str, Any]]]] = {
    "artwork.jpg": (lambda: draw_cover(SHOW), JPEG),
    "episodes/002-schwierige-plaetze/artwork.png": (lambda: draw_cover(PLACES), PNG),
    "news/mitgliederversammlung-2021/picture.jpg": (lambda: draw_circle(ASSEMBLY), JPEG),
    "emblems/eu.png": (draw_europe, PNG),
}
