"""The picture that goes with a link to an episode or a news item: artwork, and words that fit."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from podcaster.master.cache import Cache
from podcaster.master.lettering import writable
from podcaster.master.panel import OVERSAMPLING, fitted, put_artwork, put_words, scaled
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.colours import light_palette
from podcaster.model.draft import EpisodeDraft, NewsDraft
from podcaster.model.mastered import CARD_SIZE, Card, Cover
from podcaster.settings import Settings
from podcaster.words import language_of_words, spoken

#: Raised when the same card would come out with other bytes.
_VERSION: Final = 1

_WIDTH, _HEIGHT = CARD_SIZE
_ARTWORK: Final = (54, 54, 519)  # left, top, side
_TEXT: Final = (627, 513)  # left, width
_TITLE: Final = (150, 330)  # top, height

#: A title is at most as large, and at least as small.
_SIZES: Final = range(72, 17, -2)


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


def episode_card(
    cache: Cache, settings: Settings, episode: EpisodeDraft, cover: Cover
) -> Card | None:
    """Return the card of an episode, or None where its title can't be written in our typeface."""
    wording, folder = wording_of(settings, episode), paths.episode_folder(episode.slug)
    return _card(cache, wording, settings.site.accent, cover.small, (folder, episode.item))


def news_card(cache: Cache, settings: Settings, news: NewsDraft, picture: Media) -> Card | None:
    """Return the card of a news item of its own, or None where its title can't be written.

    Args:
        cache: Where cards are kept.
        settings: What publish.yaml says.
        news: The item; its topics stand below its title.
        picture: Shown beside the words, cut to a square about its middle.
    """
    written = news.written
    topics = ", ".join(topic for topic in written.topics if writable(topic))
    wording = Wording(settings.show.title, written.title, topics, "")
    return _card(cache, wording, settings.site.accent, picture, (f"news/{news.slug}", news.item))


def _card(
    cache: Cache, wording: Wording, accent: str, artwork: Media, whose: tuple[str, str]
) -> Card | None:
    """Return a card; `whose` is the folder it stands in and the item it belongs to."""
    if not writable(wording.title) or not writable(wording.show):
        return None
    recipe = {
        "version": _VERSION,
        "words": [wording.show, wording.title, wording.label, wording.people],
        "accent": accent,
        "artwork": artwork.sha256,
    }
    kept = cache.keep("cards", recipe, lambda folder: _save(folder, wording, accent, artwork))
    facts, (folder, item) = kept.facts(), whose
    media = Media(
        path=f"{folder}/card-{facts['sha256'][:8]}.png",
        source=kept.folder / "card.png",
        mime_type="image/png",
        size_bytes=facts["size_bytes"],
        sha256=facts["sha256"],
        item=item,
    )
    return Card(media, wording.alt)


def wording_of(settings: Settings, episode: EpisodeDraft) -> Wording:
    """Return what stands on the card; names that can't be written are left out."""
    written = episode.written
    words = language_of_words(written.language or "", settings.show.language)
    of_the_show = settings.show.people if written.show_people else ()
    people = dict.fromkeys(one.name for one in (*of_the_show, *written.people))
    number = written.number
    label = spoken(words, "Episode {number}", number=number) if number else ""
    names = ", ".join(name for name in people if writable(name))
    return Wording(settings.show.title, written.title, label, names)


def _save(folder: Path, wording: Wording, accent: str, artwork: Media) -> dict[str, object]:
    """Write the card as PNG: without a time, so the same words give the same bytes."""
    out = folder / "card.png"
    draw_card(wording, accent, artwork.source).save(out, "PNG", optimize=True)
    content = out.read_bytes()
    return {"sha256": sha256(content).hexdigest(), "size_bytes": len(content)}


def draw_card(wording: Wording, accent: str, artwork: Path) -> Image.Image:
    """Draw the card."""
    colours = light_palette(accent)
    image = Image.new("RGB", (_WIDTH * OVERSAMPLING, _HEIGHT * OVERSAMPLING), colours.paper)
    draw = ImageDraw.Draw(image)
    put_artwork(image, artwork, _ARTWORK)
    draw.rectangle(scaled(0, _HEIGHT - 14, _WIDTH, _HEIGHT), colours.accent)
    show = fitted(wording.show, _TEXT[1], 66, range(30, 15, -2))
    put_words(draw, show, (_TEXT[0], 70), colours.accent)
    title = fitted(wording.title, _TEXT[1], _TITLE[1], _SIZES)
    middle = _TITLE[0] + (_TITLE[1] - title.height) / 2
    put_words(draw, title, (_TEXT[0], middle), colours.ink)
    below = " · ".join(part for part in (wording.label, wording.people) if part)
    foot = fitted(below, _TEXT[1], 76, range(28, 11, -2))
    put_words(draw, foot, (_TEXT[0], 572 - foot.height), colours.quiet)
    return image.resize(CARD_SIZE, Image.Resampling.LANCZOS)
