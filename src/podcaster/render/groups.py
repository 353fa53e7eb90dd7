"""Episodes and news by topic, by person, by season; and the pages that a show has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from podcaster.model import paths
from podcaster.model.mastered import Mastered
from podcaster.model.slugs import slug_of_name
from podcaster.render.inherited import people_of
from podcaster.render.news import ItemView, news_view
from podcaster.render.views import EpisodeView, PersonView

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class GroupView:
    """What belongs to a topic, a person or a season.

    Attributes:
        name: As it was written first.
        path: Its page in the built folder.
        episodes: Newest first.
        news: Newest first.
        link: A person's own page, or None.
    """

    name: str
    path: str
    episodes: tuple[EpisodeView, ...]
    news: tuple[ItemView, ...] = ()
    link: str | None = None

    @property
    def count(self) -> int:
        """How much there is."""
        return len(self.episodes) + len(self.news)


def existing_pages(mastered: Mastered) -> Mapping[str, str]:
    """Return those of `paths.SHOW_PAGES` that the show has, by name."""
    settings = mastered.settings
    drafts = [one.draft for one in mastered.episodes]
    there = {
        "topics": any(one.written.topics for one in drafts),
        "people": any(people_of(one, settings) for one in drafts),
        "news": bool(mastered.news),
        "search": settings.site.search and bool(mastered.episodes),
        "subscribe": True,
        "press": True,
        "accessibility": settings.site.accessibility is not None,
    }
    return {name: path for name, path in paths.SHOW_PAGES.items() if there[name]}


def news_views(mastered: Mastered) -> tuple[ItemView, ...]:
    """Return the news of its own, newest first."""
    return tuple(news_view(one, mastered.settings) for one in mastered.news)


def topics_of(mastered: Mastered, episodes: Iterable[EpisodeView]) -> tuple[GroupView, ...]:
    """Return the topics of episodes, in the order of the alphabet."""
    heard = _by_page(episodes, lambda one: one.topics, paths.topic_page)
    told = _by_page(news_views(mastered), lambda one: one.topics, paths.topic_page)
    groups = (
        GroupView(name, path, found, told.get(path, ("", ()))[1])
        for path, (name, found) in heard.items()
    )
    return _sorted(groups)


def people_of_show(episodes: Iterable[EpisodeView]) -> tuple[GroupView, ...]:
    """Return everybody who takes part, in the order of the alphabet."""
    episodes = tuple(episodes)
    links = {one.path: one.link for view in episodes for one in view.people if one.link}
    heard = _by_page(episodes, lambda one: _names(one.people), paths.person_page)
    return _sorted(
        GroupView(name, path, found, link=links.get(path)) for path, (name, found) in heard.items()
    )


def seasons_of(episodes: Iterable[EpisodeView], say: Callable[[int], str]) -> tuple[GroupView, ...]:
    """Return the seasons, the last one first.

    Args:
        episodes: All of the show.
        say: Names a season in the show's language.
    """
    episodes = tuple(episodes)
    numbers = sorted({one.season for one in episodes if one.season}, reverse=True)
    return tuple(
        GroupView(
            say(number),
            paths.season_page(number),
            tuple(one for one in episodes if one.season == number),
        )
        for number in numbers
    )


def _names(people: Iterable[PersonView]) -> tuple[str, ...]:
    return tuple(one.name for one in people)


def _by_page(
    items: Iterable[_Item], names: Callable[[_Item], tuple[str, ...]], page: Callable[[str], str]
) -> dict[str, tuple[str, tuple[_Item, ...]]]:
    """Return page -> name as it was written first, and its items, each once."""
    found: dict[str, tuple[str, tuple[_Item, ...]]] = {}
    for item in items:
        for path, name in {page(name): name for name in names(item)}.items():
            first, others = found.get(path, (name, ()))
            found[path] = (first, (*others, item))
    return found


def _sorted(groups: Iterable[GroupView]) -> tuple[GroupView, ...]:
    return tuple(sorted(groups, key=lambda one: (slug_of_name(one.name), one.path)))
