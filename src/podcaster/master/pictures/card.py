"""The picture that goes with a link to an episode or a news item: artwork, and words that fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from podcaster.master.cache import Cache
from podcaster.master.pictures.card_drawing import Look, Wording, draw_card, look_of
from podcaster.master.pictures.lettering import BUNDLED
from podcaster.master.pictures.typefaces import Typefaces
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.codes import finding
from podcaster.model.draft import EpisodeDraft, NewsDraft
from podcaster.model.facts import PictureFile
from podcaster.model.findings import Finding, Place
from podcaster.model.mastered import CARD_SIZE, Card, Cover
from podcaster.model.message import message
from podcaster.model.typography import typeset
from podcaster.settings import Settings
from podcaster.words import language_of_words, spoken

#: Raised when the same card would come out with other bytes.
_VERSION: Final = 3


@dataclass(frozen=True)
class CardMaker:
    """What all cards of a show are made with."""

    cache: Cache
    settings: Settings
    typefaces: Typefaces
    background: PictureFile | None = None

    def of_episode(self, episode: EpisodeDraft, cover: Cover) -> Card | None:
        """Return the card of an episode, or None where no typeface has its title's letters."""
        wording, folder = self._wording(episode), paths.episode_folder(episode.slug)
        return self._card(wording, cover.small, (folder, episode.item))

    def of_news(self, news: NewsDraft, picture: Media) -> Card | None:
        """Return the card of a news item of its own, or None where its title can't be written.

        Args:
            news: The item; its topics stand below its title.
            picture: Shown beside the words, cut to a square about its middle.
        """
        topics = self._joined("", news.written.topics)
        title = typeset(news.written.title, news.written.language or self.settings.show.language)
        wording = Wording(self._show(), title, topics, "")
        return self._card(wording, picture, (f"news/{news.slug}", news.item))

    def doubts(self, draft: EpisodeDraft | NewsDraft) -> Iterator[Finding]:
        """Yield a finding where something is missing on a card for want of a typeface."""
        titled = bool(self.typefaces.for_text(draft.written.title))
        missing = [text for text in self._texts(draft) if not self.typefaces.for_text(text)]
        if missing:
            lacking = self.typefaces.lacking("".join(missing))[:8] or missing[0]
            lost = message("its card leaves out `{text}`", text=missing[0])
            what = lost if titled else message("it has no card for links to it")
            hint = message("install a typeface with these letters, or name one: `site.fonts`")
            none = message("{what}: no typeface here has `{letters}`", what=what, letters=lacking)
            yield finding("PC509", Place(draft.source.file), none, hint)

    def _texts(self, draft: EpisodeDraft | NewsDraft) -> tuple[str, ...]:
        """Return what would stand on a card if everything could be written."""
        if isinstance(draft, NewsDraft):
            return (draft.written.title, self._show(), *draft.written.topics)
        return (draft.written.title, self._show(), *self._names(draft))

    def _wording(self, episode: EpisodeDraft) -> Wording:
        """Return what stands on the card; names that can't be written are left out."""
        written, shows = episode.written, self.settings.site.card.shows
        language = written.language or self.settings.show.language
        words = language_of_words(written.language or "", self.settings.show.language)
        number = written.number if "number" in shows else None
        label = spoken(words, "Episode {number}", number=number) if number else ""
        people = self._joined(label, self._names(episode))
        return Wording(self._show(), typeset(written.title, language), label, people)

    def _show(self) -> str:
        shows, show = self.settings.site.card.shows, self.settings.show
        return typeset(show.title, show.language) if "show" in shows else ""

    def _names(self, episode: EpisodeDraft) -> tuple[str, ...]:
        if "people" not in self.settings.site.card.shows:
            return ()
        of_the_show = self.settings.show.people if episode.written.show_people else ()
        return tuple(dict.fromkeys(one.name for one in (*of_the_show, *episode.written.people)))

    def _joined(self, beside: str, names: tuple[str, ...]) -> str:
        """Return names in a line: all if one typeface has all letters, else those of ours."""
        if self.typefaces.for_text(f"{beside} · {', '.join(names)}"):
            return ", ".join(names)
        return ", ".join(name for name in names if self.typefaces.for_text(name) == BUNDLED)

    def _card(self, wording: Wording, artwork: Media, whose: tuple[str, str]) -> Card | None:
        """Return a card; `whose` is the folder it stands in and the item it belongs to."""
        faces = [
            self.typefaces.for_text(text) for text in (wording.show, wording.title, wording.below)
        ]
        show, title, below = faces
        if not title or not show or not below:
            return None
        site, ground = self.settings.site, self.background.path if self.background else None
        look = look_of(site.card, site.accent, (show, title, below), ground)
        return self._kept(wording, look, artwork, whose)

    def _kept(self, wording: Wording, look: Look, artwork: Media, whose: tuple[str, str]) -> Card:
        recipe = {
            "version": _VERSION,
            "words": [wording.show, wording.title, wording.label, wording.people],
            "colours": asdict(look.colours),
            "layout": look.layout,
            "artwork": artwork.sha256,
            "background": look.background and self.cache.digest(look.background),
            "typefaces": [one.file and self.cache.digest(one.file) for one in look.typefaces],
        }
        kept = self.cache.keep("cards", recipe, lambda to: _save(to, wording, look, artwork))
        facts, (folder, item) = kept.facts(), whose
        media = Media(
            path=f"{folder}/card-{facts['sha256'][:8]}.png",
            source=kept.folder / "card.png",
            mime_type="image/png",
            size_bytes=facts["size_bytes"],
            sha256=facts["sha256"],
            item=item,
            size_px=CARD_SIZE,
        )
        return Card(media, wording.alt)


def _save(folder: Path, wording: Wording, look: Look, artwork: Media) -> dict[str, object]:
    """Write the card as PNG: without a time, so the same words give the same bytes."""
    out = folder / "card.png"
    draw_card(wording, look, artwork.source).save(out, "PNG", optimize=True)
    content = out.read_bytes()
    return {"sha256": sha256(content).hexdigest(), "size_bytes": len(content)}
