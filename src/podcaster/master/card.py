"""The picture that goes with a link to an episode: artwork, show, title, number, people."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from podcaster.master.cache import Cache
from podcaster.master.lettering import Lettering, width_of, writable, write
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.colours import light_palette
from podcaster.model.draft import EpisodeDraft
from podcaster.model.mastered import CARD_SIZE, Card, Cover
from podcaster.settings import Settings
from podcaster.words import spoken

#: Raised when the same card would come out with other bytes.
_VERSION: Final = 1

_OVERSAMPLING: Final = 2  # Pillow's letters and corners are smoother that way

_WIDTH, _HEIGHT = CARD_SIZE
_ARTWORK: Final = (54, 54, 519)  # left, top, side
_TEXT: Final = (627, 513)  # left, width
_TITLE: Final = (150, 330)  # top, height
_WEIGHT: Final = 0.012
_LEADING: Final = 1.22

#: A title is at most as large, and at least as small; below the middle one, long words are broken.
_SIZES: Final = range(72, 17, -2)
_WHOLE_WORDS: Final = 34


@dataclass(frozen=True)
class Wording:
    """What stands on a card."""

    show: str
    title: str
    label: str
    people: str

    @property
    def alt(self) -> str:
        """The same in one line, for those who can't see it."""
        return " · ".join(part for part in (self.show, self.label, self.title, self.people) if part)


@dataclass(frozen=True)
class Block:
    """Lines of one size."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        """How high it is."""
        return len(self.lines) * self.size * _LEADING


def episode_card(
    cache: Cache, settings: Settings, episode: EpisodeDraft, cover: Cover
) -> Card | None:
    """Return the card of an episode, or None where its title can't be written in our typeface."""
    wording = wording_of(settings, episode)
    if not writable(wording.title) or not writable(wording.show):
        return None
    recipe = {
        "version": _VERSION,
        "words": [wording.show, wording.title, wording.label, wording.people],
        "accent": settings.site.accent,
        "artwork": cover.small.sha256,
    }
    kept = cache.keep(
        "cards", recipe, lambda folder: _save(folder, wording, settings.site.accent, cover)
    )
    facts = kept.facts()
    media = Media(
        path=f"{paths.episode_folder(episode.slug)}/card-{facts['sha256'][:8]}.png",
        source=kept.folder / "card.png",
        mime_type="image/png",
        size_bytes=facts["size_bytes"],
        sha256=facts["sha256"],
        item=episode.item,
    )
    return Card(media, wording.alt)


def wording_of(settings: Settings, episode: EpisodeDraft) -> Wording:
    """Return what stands on the card; names that can't be written are left out."""
    written = episode.written
    language = written.language or settings.show.language
    of_the_show = settings.show.people if written.show_people else ()
    people = dict.fromkeys(one.name for one in (*of_the_show, *written.people))
    number = written.number
    label = spoken(language, "Episode {number}", number=number) if number else ""
    names = ", ".join(name for name in people if writable(name))
    return Wording(settings.show.title, written.title, label, names)


def _save(folder: Path, wording: Wording, accent: str, cover: Cover) -> dict[str, object]:
    """Write the card as PNG: without a time, so the same words give the same bytes."""
    out = folder / "card.png"
    draw_card(wording, accent, cover.small.source).save(out, "PNG", optimize=True)
    content = out.read_bytes()
    return {"sha256": sha256(content).hexdigest(), "size_bytes": len(content)}


def draw_card(wording: Wording, accent: str, artwork: Path) -> Image.Image:
    """Draw the card."""
    colours = light_palette(accent)
    image = Image.new("RGB", (_WIDTH * _OVERSAMPLING, _HEIGHT * _OVERSAMPLING), colours.paper)
    draw = ImageDraw.Draw(image)
    _artwork(image, artwork)
    draw.rectangle(_scaled(0, _HEIGHT - 14, _WIDTH, _HEIGHT), colours.accent)
    _write(draw, fitted(wording.show, _TEXT[1], 66, range(30, 15, -2)), 70, colours.accent)
    title = fitted(wording.title, _TEXT[1], _TITLE[1], _SIZES)
    _write(draw, title, _TITLE[0] + (_TITLE[1] - title.height) / 2, colours.ink)
    below = " · ".join(part for part in (wording.label, wording.people) if part)
    foot = fitted(below, _TEXT[1], 76, range(28, 11, -2))
    _write(draw, foot, 572 - foot.height, colours.quiet)
    return image.resize(CARD_SIZE, Image.Resampling.LANCZOS)


def _artwork(image: Image.Image, artwork: Path) -> None:
    """Put the artwork on the card, with round corners."""
    left, top, side = (length * _OVERSAMPLING for length in _ARTWORK)
    with Image.open(artwork) as opened:
        square = opened.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), 24 * _OVERSAMPLING, 255)
    image.paste(square, (left, top), mask)


def _write(draw: ImageDraw.ImageDraw, block: Block, top: float, colour: str) -> None:
    for index, line in enumerate(block.lines):
        baseline = top + block.size * (0.92 + index * _LEADING)
        lettering = Lettering(block.size * _OVERSAMPLING, colour, _WEIGHT)
        write(draw, (_TEXT[0] * _OVERSAMPLING, baseline * _OVERSAMPLING), line, lettering)


def fitted(text: str, width: int, height: int, sizes: range) -> Block:
    """Return `text` as large as it fits into `width` and `height`; nothing of it is lost.

    The smallest size is taken even where it does not fit: less than the whole text is never shown.
    """
    block = Block((), sizes[-1])
    for size in sizes:
        lettering = Lettering(size, "", _WEIGHT)
        if size >= _WHOLE_WORDS and any(width_of(w, lettering) > width for w in text.split()):
            continue
        block = Block(_lines(text, width, lettering), size)
        if block.height <= height:
            return block
    return block


def _lines(text: str, width: int, lettering: Lettering) -> tuple[str, ...]:
    """Break `text` into lines: between words, and inside those that are wider than a line."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
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


def _scaled(*lengths: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (length * _OVERSAMPLING for length in lengths)
    return left, top, right, bottom
