"""The pages of episodes, the frame of all pages, their style and their script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.colours import dark_palette, light_palette
from podcaster.model.mastered import CARD_SIZE, Mastered
from podcaster.render.files import PictureView, cover_view, file_view, grants_view
from podcaster.render.filters import open_graph_locale
from podcaster.render.groups import existing_pages
from podcaster.render.json_ld import Json, episode_data
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView, episode_view
from podcaster.settings import Settings


@dataclass(frozen=True)
class PageView:
    """What stands in the head of a page.

    Attributes:
        title: Of the window.
        name: Of the thing the page is about.
        description: One plain paragraph.
        url: The address that counts as the page's own.
        type: Open Graph's: `website`, `article`.
        image: The picture that goes with links to the page.
        image_size: Its width and height in pixels, where they are known.
        data: For search engines; see `json_ld`.
        alternates: Language and address of the page in other languages.
    """

    title: str
    name: str
    description: str
    url: str
    type: str
    image: PictureView
    locale: str
    data: Json
    alternates: tuple[tuple[str, str], ...] = ()
    audio: str = ""
    image_size: tuple[int, int] | None = None


def render_pages(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render a page per episode, the style sheet and the player's script.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    del settings  # the mastered show has them
    templates = Templates(mastered.checked.draft.templates)
    views = episode_views(mastered)
    around = zip(views, (*views[1:], None), (None, *views), strict=False)
    return (
        *(_episode_page(one, (older, newer), mastered, templates) for one, older, newer in around),
        _style(mastered, templates),
        Document(paths.SCRIPT, templates.text(paths.SCRIPT).encode(), "text/javascript"),
    )


def episode_views(mastered: Mastered) -> tuple[EpisodeView, ...]:
    """Return what templates see of every episode, newest first."""
    return tuple(episode_view(one, mastered) for one in mastered.episodes)


def _episode_page(
    view: EpisodeView,
    beside: tuple[EpisodeView | None, EpisodeView | None],
    mastered: Mastered,
    templates: Templates,
) -> Document:
    """Render the page of an episode; `beside` is the one before and the one after."""
    values = {
        **values_around(mastered, mastered.settings),
        "language": view.words,
        "path": view.path,
        "page": _head(view, mastered),
        "grants": view.grants,
        "episode": view,
        "older": beside[0],
        "newer": beside[1],
    }
    content = templates.render("episode.html.j2", values).encode()
    return Document(view.path, content, "text/html", view.item)


def _head(view: EpisodeView, mastered: Mastered) -> PageView:
    show = mastered.settings.in_language(view.language).show
    return PageView(
        title=f"{view.title} – {show.title}",
        name=view.title,
        description=view.summary,
        url=view.url,
        type="article",
        image=view.card or view.cover,
        image_size=CARD_SIZE if view.card else None,
        locale=open_graph_locale(view.language),
        data=episode_data(mastered, view),
        alternates=tuple(_alternates(view)),
        audio=view.audio[0].url,
    )


def values_around(mastered: Mastered, settings: Settings) -> dict[str, Any]:
    """Return what every page is given."""
    return {
        "show": settings.show,
        "site": settings.site,
        "cover": cover_view(mastered.cover, settings),
        "pages": existing_pages(mastered),
        "grants": grants_view(mastered),
    }


def plain_page(title: str, episode: EpisodeView, url: str) -> PageView:
    """Return the head of a page beside an episode's, which tells search engines nothing."""
    return PageView(
        title=title,
        name=title,
        description=episode.summary,
        url=url,
        type="website",
        image=episode.cover,
        locale=open_graph_locale(episode.language),
        data={},
    )


def _alternates(episode: EpisodeView) -> Iterator[tuple[str, str]]:
    """Yield language and address of the episode in every language it has a page in."""
    translated = [(one.language, one.link) for one in episode.editions if one.link]
    if translated:
        yield episode.language, episode.url
        yield from translated


def _style(mastered: Mastered, templates: Templates) -> Document:
    settings = mastered.settings
    accent = settings.site.accent
    values = {
        "show": settings.show,
        "light": light_palette(accent),
        "dark": dark_palette(accent),
        "fonts": {use: file_view(one, settings) for use, one in mastered.fonts.items()},
    }
    return Document(paths.STYLE, templates.render("style.css.j2", values).encode(), "text/css")
