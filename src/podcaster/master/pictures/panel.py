"""What pictures of ours are put together from: words that fit, and artwork with round corners."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageOps

from podcaster.master.pictures.lettering import BUNDLED, Lettering, Point, Typeface, width_of, write
from podcaster.master.pictures.line_breaks import glued, runs_leftwards

#: Pillow's letters and corners are smoother when a picture is drawn larger and made smaller.
OVERSAMPLING: Final = 2

WEIGHT: Final = 0.012
_LEADING: Final = 1.22
CORNER: Final = 24

#: Below this size, long words are broken rather than made smaller.
_WHOLE_WORDS: Final = 34


@dataclass(frozen=True)
class Block:
    """Lines of one size, in one typeface; the right edge is told where they stand at the right."""

    lines: tuple[str, ...]
    size: int
    typeface: Typeface = BUNDLED
    from_right: int | None = None

    @property
    def height(self) -> float:
        """How high it is."""
        return len(self.lines) * self.size * _LEADING


def put_artwork(image: Image.Image, artwork: Path, box: tuple[int, int, int]) -> None:
    """Put artwork on a picture, cut to a square, corners round; `box` is left, top and side."""
    left, top, side = (length * OVERSAMPLING for length in box)
    with Image.open(artwork) as opened:
        square = ImageOps.fit(opened.convert("RGB"), (side, side), Image.Resampling.LANCZOS)
    mask = Image.new("L", (side, side), 0)
    corner = CORNER * OVERSAMPLING
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), corner, 255)
    image.paste(square, (left, top), mask)


def put_words(draw: ImageDraw.ImageDraw, block: Block, at: Point, colour: str) -> None:
    """Write a block with its upper left corner at `at`."""
    left, top = at
    for index, line in enumerate(block.lines):
        baseline = top + block.size * (0.92 + index * _LEADING)
        lettering = Lettering(block.size * OVERSAMPLING, colour, WEIGHT, typeface=block.typeface)
        start = left * OVERSAMPLING
        if block.from_right is not None:
            start += block.from_right * OVERSAMPLING - width_of(line, lettering)
        write(draw, (start, baseline * OVERSAMPLING), line, lettering)


def fitted(text: str, width: int, height: int, sizes: range, typeface: Typeface = BUNDLED) -> Block:
    """Return `text` as large as it fits into `width` and `height`; nothing of it is lost.

    The smallest size is taken even where it does not fit: less than the whole text is never shown.
    """
    block, side = Block((), sizes[-1], typeface), width if runs_leftwards(text) else None
    for size in sizes:
        lettering = Lettering(size, "", WEIGHT, typeface=typeface)
        if size >= _WHOLE_WORDS and any(width_of(one, lettering) > width for one, _ in glued(text)):
            continue
        block = Block(_lines(text, width, lettering), size, typeface, side)
        if block.height <= height:
            return block
    return block


def snug(
    text: str, width: int, rooms: tuple[tuple[range, int], ...], typeface: Typeface = BUNDLED
) -> Block:
    """Return `text` in the first of `rooms`, sizes and a height, in which it fits; else the last.

    So a short text is large in little height, and a long one takes more height before it gets
    too small to be read.
    """
    blocks = [fitted(text, width, height, sizes, typeface) for sizes, height in rooms]
    heights = (height for _, height in rooms)
    fitting = (one for one, height in zip(blocks, heights, strict=True) if one.height <= height)
    return next(fitting, blocks[-1])


def _lines(text: str, width: int, lettering: Lettering) -> tuple[str, ...]:
    """Break `text` into lines: between words, and inside those that are wider than a line."""
    lines: list[str] = []
    for word, blank in glued(text):
        joined = f"{lines[-1]}{blank}{word}" if lines else word
        if lines and width_of(joined, lettering) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, lettering)
    return tuple(lines)


def _pieces(word: str, width: int, lettering: Lettering) -> list[str]:
    """Break a word with hyphens where it is wider than a line."""
    pieces = []
    while width_of(word, lettering) > width and len(word) > 1:
        end = next(
            end for end in range(len(word) - 1, 0, -1)
            if end == 1 or width_of(f"{word[:end]}-", lettering) <= width
        )  # fmt: skip
        pieces.append(f"{word[:end]}-")
        word = word[end:]
    return [*pieces, word]


def scaled(*lengths: float) -> tuple[float, float, float, float]:
    """Return a box in the pixels that are drawn."""
    left, top, right, bottom = (length * OVERSAMPLING for length in lengths)
    return left, top, right, bottom
