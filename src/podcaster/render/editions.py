"""The show in each of its languages: what a feed of its own carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from podcaster.model import paths
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render.inherited import language_of
from podcaster.settings import Settings


@dataclass(frozen=True)
class ShowInLanguage:
    """The show as one feed has it.

    Attributes:
        infix: The language in the names of its files; "" for the show's own.
        mastered: The show with the episodes of this language.
        settings: The settings with the show's words in this language.
    """

    infix: str
    mastered: Mastered
    settings: Settings

    @property
    def language(self) -> str:
        """The language of the feed."""
        return self.settings.show.language

    @property
    def feed(self) -> str:
        """Path of the feed in the built folder."""
        return paths.feed_of(self.infix)

    @property
    def feed_pages(self) -> tuple[str, ...]:
        """Paths of the pages that the feed is divided into; none if nobody asked for them."""
        size = self.settings.feed.page_size
        count = ceil(len(self.mastered.episodes) / size) if size else 0
        return tuple(paths.feed_of(self.infix, number) for number in range(1, count + 1))

    @property
    def json_feed(self) -> str:
        """Path of the JSON Feed in the built folder."""
        return paths.json_feed_of(self.infix)


def in_each_language(mastered: Mastered, settings: Settings) -> tuple[ShowInLanguage, ...]:
    """Return the show in its own language, then its editions.

    An episode goes where its `language` leads; what no edition claims stays in the show's own.
    """
    editions = [edition.language for edition in settings.show.editions]
    by_language: dict[str, list[MasteredEpisode]] = {language: [] for language in ("", *editions)}
    for episode in mastered.episodes:
        language = language_of(episode.draft, settings)
        by_language[language if language in editions else ""].append(episode)
    return tuple(
        ShowInLanguage(
            language,
            replace(mastered, episodes=tuple(episodes)),
            settings.in_language(language),
        )
        for language, episodes in by_language.items()
    )
