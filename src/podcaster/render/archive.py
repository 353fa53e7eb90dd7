"""The show's page and the list of its episodes: all of them, by season, by topic, by person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.model.show import Show
from podcaster.render.files import cover_view
from podcaster.render.filters import open_graph_locale, say
from podcaster.render.groups import (
    GroupView,
    news_views,
    people_of_show,
    seasons_of,
    topics_of,
)
from podcaster.render.json_ld import Json, show_data
from podcaster.render.json_ld_lists import (
    archive_data,
    overview_data,
    person_data,
    season_data,
    topic_data,
)
from podcaster.render.pages import PageView, episode_views, values_around
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView, PersonView, people_view
from podcaster.settings import Settings
from podcaster.words import language_of_words


def render_archive(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the show's page, the older pages of its list, seasons, topics and people.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    shelf = Shelf(mastered, Templates(mastered.checked.draft.templates))
    views = episode_views(mastered)
    language = settings.show.language
    name = partial(_season_name, settings)
    people, topics = people_of_show(views), topics_of(mastered, views)
    return (
        *_show_pages(shelf, views, seasons_of(views, name), people),
        *_season_pages(shelf, seasons_of(views, name)),
        *_overview(shelf, "topics", say(language, "Topics"), topics),
        *(_group_page(shelf, "topic", one, topic_data(settings, one)) for one in topics),
        *_overview(shelf, "people", say(language, "People"), people),
        *(_group_page(shelf, "person", one, person_data(settings, one)) for one in people),
    )


@dataclass(frozen=True)
class Shelf:
    """What every page of the show's own is made with."""

    mastered: Mastered
    templates: Templates

    @property
    def settings(self) -> Settings:
        """The show's settings."""
        return self.mastered.settings

    def page(self, template: str, path: str, head: PageView, **values: object) -> Document:
        """Render a page in the show's language."""
        given: dict[str, Any] = {
            **values_around(self.mastered, self.settings),
            "language": language_of_words(self.settings.show.language),
            "path": path,
            "page": head,
            **values,
        }
        return Document(path, self.templates.render(template, given).encode(), "text/html")

    def head(
        self, name: str, path: str, description: str = "", data: Json | None = None
    ) -> PageView:
        """Return the head of a page called `name`."""
        show = self.settings.show
        return PageView(
            title=show.title if name == show.title else f"{name} – {show.title}",
            name=name,
            description=description or show.summary,
            url=self.settings.site.address(path),
            type="website",
            image=cover_view(self.mastered.cover, self.settings),
            locale=open_graph_locale(show.language),
            data=data or {},
        )


def _show_pages(
    shelf: Shelf,
    views: tuple[EpisodeView, ...],
    seasons: tuple[GroupView, ...],
    people: tuple[GroupView, ...],
) -> Iterator[Document]:
    show, size = shelf.settings.show, shelf.settings.site.episodes_per_page
    trailer = next((one for one in views if one.slug == show.trailer), None)
    listed = _listed(views, trailer, serial=show.type == "serial")
    parts = [listed[start : start + size] for start in range(0, len(listed), size)] or [()]
    around = {"number": 1, "count": len(parts)}
    yield shelf.page(
        "show.html.j2",
        paths.SHOW_PAGE,
        _show_head(shelf, views),
        episodes=parts[0],
        trailer=trailer,
        people=_of_the_show(show, people),
        seasons=seasons,
        news=news_views(shelf.mastered)[:3],
        **around,
    )
    for number, part in enumerate(parts[1:], start=2):
        heading = say(show.language, "Episodes, page {number}", number=number)
        path = paths.archive_page(number)
        values = {**_listing("archive", heading), "number": number, "count": len(parts)}
        head = shelf.head(heading, path, data=archive_data(shelf.settings, heading, path, part))
        yield shelf.page("list.html.j2", path, head, **values, episodes=part)


def _show_head(shelf: Shelf, views: tuple[EpisodeView, ...]) -> PageView:
    data = show_data(shelf.mastered, views)
    head = shelf.head(shelf.settings.show.title, paths.SHOW_PAGE, data=data)
    return replace(head, alternates=_alternates(shelf.settings))


def _of_the_show(show: Show, people: tuple[GroupView, ...]) -> tuple[PersonView, ...]:
    """Return those of the show; who is in no episode that is out has no page yet."""
    pages = {one.path for one in people}
    everybody = people_view(show.people, show.language)
    return tuple(replace(one, has_page=one.path in pages) for one in everybody)


def _season_pages(shelf: Shelf, seasons: tuple[GroupView, ...]) -> Iterator[Document]:
    for group in seasons:
        number = group.episodes[0].season or 0
        yield _group_page(shelf, "season", group, season_data(shelf.settings, group, number))


def _group_page(shelf: Shelf, kind: str, group: GroupView, data: Json) -> Document:
    values = _listing(kind, group.name) | {"link": group.link, "news": group.news}
    head = shelf.head(group.name, group.path, data=data)
    return shelf.page("list.html.j2", group.path, head, **values, episodes=group.episodes)


def _listing(kind: str, heading: str) -> dict[str, Any]:
    """Return what a list has beside its episodes."""
    return {"kind": kind, "heading": heading, "link": None, "news": (), "number": 1, "count": 1}


def _overview(
    shelf: Shelf, name: str, heading: str, groups: tuple[GroupView, ...]
) -> Iterator[Document]:
    if groups:
        path = paths.SHOW_PAGES[name]
        data = overview_data(shelf.settings, heading, path, groups)
        head = shelf.head(heading, path, data=data)
        yield shelf.page("overview.html.j2", path, head, heading=heading, groups=groups)


def _season_name(settings: Settings, number: int) -> str:
    said = say(settings.show.language, "Season {number}", number=number)
    own = next((one.name for one in settings.show.seasons if one.number == number), "")
    return f"{said}: {own}" if own else said


def _alternates(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return language and address of the show's page in every language it has one in."""
    show, here = settings.show, settings.site.address(paths.SHOW_PAGE)
    others = tuple((one.language, one.link) for one in show.editions if one.link)
    return ((show.language, here), *others, ("x-default", here)) if others else ()


def _listed(
    episodes: tuple[EpisodeView, ...], trailer: EpisodeView | None, *, serial: bool
) -> tuple[EpisodeView, ...]:
    """Return the episodes below the trailer: newest first, or as they are to be heard."""
    rest = tuple(one for one in episodes if one is not trailer)
    return rest[::-1] if serial else rest
