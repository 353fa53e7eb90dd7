"""A city as planners draw it, houses dark and light, streets between them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import ImageDraw

from podcaster.master.pictures.lettering import Colour, Point


@dataclass(frozen=True)
class Palette:
    """Colours of a picture; `blocks` are drawn at random, `lit` and `park` now and then."""

    street: Colour
    blocks: tuple[Colour, ...]
    lit: Colour
    park: Colour
    paper: Colour
    ink: Colour
    accent: Colour


@dataclass(frozen=True)
class Rectangle:
    """A piece of ground in the city's own grid, sides in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def inset(self, by: float) -> Rectangle:
        """Return it smaller by `by` on every side."""
        return Rectangle(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def split(self, share: float) -> tuple[Rectangle, Rectangle]:
        """Cut the longer side at `share`."""
        if self.width > self.height:
            cut = self.left + share * self.width
            return (
                Rectangle(self.left, self.top, cut, self.bottom),
                Rectangle(cut, self.top, self.right, self.bottom),
            )
        cut = self.top + share * self.height
        return (
            Rectangle(self.left, self.top, self.right, cut),
            Rectangle(self.left, cut, self.right, self.bottom),
        )

    def turned(self, degrees: float, around: Point) -> list[Point]:
        """Return its corners after a turn."""
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        corners = (
            (self.left, self.top), (self.right, self.top),
            (self.right, self.bottom), (self.left, self.bottom),
        )  # fmt: skip
        return [
            (
                around[0] + (x - around[0]) * cosine - (y - around[1]) * sine,
                around[1] + (x - around[0]) * sine + (y - around[1]) * cosine,
            )
            for x, y in corners
        ]


@dataclass(frozen=True)
class City:
    """A street plan: same seed, same city.

    Attributes:
        seed: What makes it this city.
        turn: Degrees by which its grid is turned.
        block: Longest side of a block, as a share of the picture's width.
        lit_share: How many blocks are lit.
        park_share: How many blocks are parks.
    """

    seed: int
    turn: float = -14.0
    block: float = 0.115
    lit_share: float = 0.045
    park_share: float = 0.07


def draw_city(draw: ImageDraw.ImageDraw, size: Point, city: City, palette: Palette) -> None:
    """Cover a picture of `size` with a city."""
    rng = np.random.default_rng(city.seed)
    width, height = size
    margin = 0.3 * max(size)
    ground = Rectangle(-margin, -margin, width + margin, height + margin)
    colours = (palette.lit, palette.park, *palette.blocks)
    shares = (city.lit_share, city.park_share, 1 - city.lit_share - city.park_share)
    chances = [*shares[:2], *[shares[2] / len(palette.blocks)] * len(palette.blocks)]
    for block in _blocks(ground, city.block * width, 0.02 * width, rng):
        colour = colours[int(rng.choice(len(colours), p=chances))]
        corners = block.turned(city.turn, (width / 2, height / 2))
        draw.polygon(corners, colour)
        if colour in palette.blocks and min(block.width, block.height) > 0.05 * width:
            yard = block.inset(0.36 * min(block.width, block.height))
            draw.polygon(yard.turned(city.turn, (width / 2, height / 2)), palette.street)


def _blocks(
    ground: Rectangle, longest: float, street: float, rng: np.random.Generator
) -> Iterator[Rectangle]:
    """Cut `ground` into blocks; the first cuts are avenues, later ones lanes."""
    if max(ground.width, ground.height) <= longest:
        yield ground.inset(0.0035 * longest / 0.115)
        return
    lane = max(street * 0.72, 0.05 * longest)
    for part in ground.split(float(rng.uniform(0.36, 0.64))):
        yield from _blocks(part.inset(lane / 4), longest, lane, rng)
