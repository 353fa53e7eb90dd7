"""What pages that list things tell search engines, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from podcaster.model import paths
from podcaster.render.groups import GroupView
from podcaster.render.json_ld import Json, known_values, news_reference, reference, series
from podcaster.render.news import ItemView
from podcaster.render.views import EpisodeView
from podcaster.settings import Settings

#: What is linked: its name, its place in the built folder.
Linked = tuple[str, str]


def season_data(settings: Settings, group: GroupView, number: int) -> Json:
    """Describe a season as a PodcastSeason of the show, with its episodes."""
    return known_values(
        {
            "@context": "https://schema.org",
            "@type": "PodcastSeason",
            "@id": settings.site.address(group.path),
            "url": settings.site.address(group.path),
            "name": group.name,
            "seasonNumber": number,
            "numberOfEpisodes": len(group.episodes),
            "partOfSeries": series(settings),
            "episode": [reference(one) for one in group.episodes],
        }
    )


def person_data(settings: Settings, group: GroupView) -> Json:
    """Describe the page of somebody who takes part, with what they are heard in."""
    page = settings.site.address(group.path)
    person = known_values(
        {"@type": "Person", "@id": f"{page}#person", "name": group.name, "sameAs": group.link}
    )
    return _page(settings, "ProfilePage", group.name, group.path) | {
        "mainEntity": person,
        "hasPart": _parts(settings, group.episodes, group.news),
    }


def topic_data(settings: Settings, group: GroupView) -> Json:
    """Describe the page of a topic as a CollectionPage about it."""
    return _page(settings, "CollectionPage", group.name, group.path) | {
        "about": {"@type": "Thing", "name": group.name},
        "hasPart": _parts(settings, group.episodes, group.news),
    }


def archive_data(settings: Settings, name: str, path: str, episodes: Iterable[EpisodeView]) -> Json:
    """Describe an older page of the list of episodes as a CollectionPage."""
    return _page(settings, "CollectionPage", name, path) | {
        "hasPart": _parts(settings, episodes, ())
    }


def overview_data(settings: Settings, name: str, path: str, groups: Iterable[GroupView]) -> Json:
    """Describe a page of all topics or all people as a CollectionPage with a list of links."""
    return _listed(settings, name, path, ((one.name, one.path) for one in groups))


def newsroom_data(settings: Settings, name: str, news: Iterable[ItemView]) -> Json:
    """Describe the page of all news as a CollectionPage with its articles."""
    return _page(settings, "CollectionPage", name, paths.SHOW_PAGES["news"]) | {
        "hasPart": _parts(settings, (), news)
    }


def _page(settings: Settings, kind: str, name: str, path: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": settings.site.address(path),
        "url": settings.site.address(path),
        "name": name,
        "inLanguage": settings.show.language,
        "isPartOf": series(settings),
    }


def _listed(settings: Settings, name: str, path: str, links: Iterable[Linked]) -> Json:
    """Return a page whose main thing is a list of links, in the order they stand in."""
    items = [
        {"@type": "ListItem", "position": at, "name": called, "url": settings.site.address(place)}
        for at, (called, place) in enumerate(links, 1)
    ]
    entries = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return _page(settings, "CollectionPage", name, path) | {"mainEntity": entries}


def _parts(
    settings: Settings, episodes: Iterable[EpisodeView], news: Iterable[ItemView]
) -> list[Json]:
    told = [news_reference(settings, one) for one in news]
    return [*(reference(one) for one in episodes), *told]
