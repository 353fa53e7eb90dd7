"""An episode for other people's websites: player, oEmbed, JSON, and a page that shows them all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.colours import dark_palette, light_palette
from podcaster.model.mastered import Mastered
from podcaster.render.episode_data import PLAYER_HEIGHT_PX, episode_data
from podcaster.render.filters import say
from podcaster.render.fragments import render_fragments
from podcaster.render.pages import plain_page, values_around
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView, episode_view
from podcaster.settings import Settings

#: What oEmbed's readers expect of a player; the frame itself takes the width it is given.
_WIDTH_PX: Final = 640

#: Small covers are square and this wide.
_THUMBNAIL_PX: Final = 600

_DAY_S: Final = 86_400

#: The most lines of a field; what is longer scrolls.
_MOST_ROWS: Final = 12


@dataclass(frozen=True)
class PieceView:
    """Something to be copied.

    Attributes:
        name: For addresses inside the page.
        title: What it is.
        about: When to take it.
        text: What is copied.
        path: Where the file stands in the built folder; "" if there is none.
    """

    name: str
    title: str
    about: str
    text: str
    path: str = ""

    @property
    def rows(self) -> int:
        """How many lines its field has."""
        return max(4, min(_MOST_ROWS, self.text.count("\n") + 2))


def render_for_others(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render what other people's websites take: fragments, and embeds, whose pages show those.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    fragments = render_fragments(mastered, settings)
    return (*fragments, *render_embeds(mastered, settings, fragments))


def render_embeds(
    mastered: Mastered, settings: Settings, fragments: tuple[Document, ...] = ()
) -> tuple[Document, ...]:
    """Render what a website team needs of every episode, and the files that all of them share.

    Args:
        mastered: The show with finished audio.
        settings: What publish.yaml says.
        fragments: Those of all episodes, if they are there already.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    templates = Templates(mastered.checked.draft.templates)
    pasted = {one.path: one for one in fragments or render_fragments(mastered, settings)}
    views = (episode_view(one, mastered) for one in mastered.episodes)
    documents = tuple(
        document for view in views for document in _documents(view, mastered, templates, pasted)
    )
    element, schema = templates.text(paths.ELEMENT), templates.text(paths.EPISODE_SCHEMA)
    return (
        *documents,
        Document(paths.ELEMENT, element.encode(), "text/javascript"),
        Document(paths.EPISODE_SCHEMA, schema.encode(), "application/json"),
    )


def _documents(
    view: EpisodeView, mastered: Mastered, templates: Templates, pasted: Mapping[str, Document]
) -> Iterator[Document]:
    settings, pieces = mastered.settings, tuple(_pieces(view, mastered.settings, pasted))
    data = {"oembed": oembed_of(view, settings), "episode": episode_data(view, settings)}
    for name, values in data.items():
        text = json.dumps(values, ensure_ascii=False, indent=2)
        yield _document(view, name, f"{text}\n", "application/json")
    yield _document(view, "player", _player(view, mastered, templates), "text/html")
    yield _document(view, "embed", _page(view, mastered, templates, pieces), "text/html")


def _document(view: EpisodeView, name: str, text: str, mime_type: str) -> Document:
    return Document(paths.embed_of(view.slug, name), text.encode(), mime_type, view.item)


def _player(view: EpisodeView, mastered: Mastered, templates: Templates) -> str:
    accent = mastered.settings.site.accent
    values = {
        **values_around(mastered, mastered.settings),
        "language": view.words,
        "path": paths.embed_of(view.slug, "player"),
        "grants": view.grants,
        "episode": view,
        "light": light_palette(accent),
        "dark": dark_palette(accent),
    }
    return templates.render("player.html.j2", values)


def _page(
    view: EpisodeView, mastered: Mastered, templates: Templates, pieces: tuple[PieceView, ...]
) -> str:
    """Return the page that shows every way to embed the episode."""
    settings, path = mastered.settings, paths.embed_of(view.slug, "embed")
    title = say(view.words, "Embed: {title}", title=view.title)
    values = {
        **values_around(mastered, settings),
        "language": view.words,
        "path": path,
        "page": plain_page(title, view, settings.site.address(path)),
        "grants": view.grants,
        "episode": view,
        "pieces": pieces,
        "player_height": PLAYER_HEIGHT_PX,
    }
    return templates.render("embed.html.j2", values)


def oembed_of(view: EpisodeView, settings: Settings) -> Mapping[str, Any]:
    """Return the episode as oEmbed: a frame with the player.

    A file can't answer to `?url=`, so there is one per episode, found by a link in its page's head.

    Source:
        oEmbed 1.0, 2.3.4.4 (rich).
    """
    return {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "author_name": settings.show.author,
        "author_url": settings.show.link,
        "provider_name": settings.show.title,
        "provider_url": settings.site.address(paths.SHOW_PAGE),
        "cache_age": _DAY_S,
        "thumbnail_url": view.cover.small.url,
        "thumbnail_width": _THUMBNAIL_PX,
        "thumbnail_height": _THUMBNAIL_PX,
        "html": frame_of(view, settings, _WIDTH_PX),
        "width": _WIDTH_PX,
        "height": PLAYER_HEIGHT_PX,
    }


def frame_of(view: EpisodeView, settings: Settings, width_px: int | None = None) -> str:
    """Return the iframe that shows the player, as wide as what it stands in.

    Args:
        view: The episode.
        settings: What publish.yaml says.
        width_px: For oEmbed, whose readers expect a width; None leaves it out.
    """
    address = _address(settings, view, "player")
    title = say(view.words, "Listen: {title}", title=view.title)
    width = Markup(' width="{}"').format(width_px) if width_px else Markup("")
    style = "max-width:100%" if width_px else "width:100%"
    return Markup(
        '<iframe src="{}" title="{}"{} height="{}" loading="lazy" '
        'referrerpolicy="no-referrer" style="border:0;{}"></iframe>'
    ).format(address, title, width, PLAYER_HEIGHT_PX, style)


def _element(view: EpisodeView, settings: Settings) -> str:
    script = settings.site.address(paths.ELEMENT)
    return Markup(
        '<script src="{}" defer></script>\n'
        '<podcaster-episode src="{}"><a href="{}">{}</a></podcaster-episode>'
    ).format(script, _address(settings, view, "episode"), view.url, view.title)


def _address(settings: Settings, view: EpisodeView, name: str) -> str:
    return settings.site.address(quote(paths.embed_of(view.slug, name)))


def _pieces(
    view: EpisodeView, settings: Settings, pasted: Mapping[str, Document]
) -> Iterator[PieceView]:
    """Yield every way, the one that works in every CMS first."""
    for kind in paths.FRAGMENTS:
        path = paths.fragment_of(view.slug, kind)
        yield _piece(view, kind, pasted[path].content.decode(), path)
    page = settings.site.address(quote(view.path))
    discovery = Markup('<link rel="alternate" type="application/json+oembed" href="{}">')
    texts = {
        "player": frame_of(view, settings),
        "oembed": page,
        "discovery": discovery.format(_address(settings, view, "oembed")),
        "element": _element(view, settings),
        "episode": _address(settings, view, "episode"),
    }
    for name, text in texts.items():
        path = paths.embed_of(view.slug, name) if name in paths.EMBEDS else ""
        yield _piece(view, name, str(text), path)


def _piece(view: EpisodeView, name: str, text: str, path: str) -> PieceView:
    title, about = (say(view.words, words) for words in WAYS[name])
    return PieceView(f"way-{name}", title, about, text.strip(), path)


#: Way -> what it is called, when to take it. The words stand in the catalogues of pages.
WAYS: Final[Mapping[str, tuple[str, str]]] = {
    "full": (
        "The whole episode as text",
        (
            "Paste it into the source view of any CMS: player, chapters, show notes, transcript. "
            "No script, no style; it takes on the look of your page."
        ),
    ),
    "teaser": (
        "A teaser",
        "Title, summary and player, with a link to the episode.",
    ),
    "notes": (
        "Only the show notes",
        "For a page that has a player already.",
    ),
    "player": (
        "The player in a frame",
        "Where your CMS allows iframes. It works in a sandbox and without scripts.",
    ),
    "oembed": (
        "An address for WordPress and others (oEmbed)",
        "Paste the address on a line of its own; the player appears by itself.",
    ),
    "discovery": (
        "For a page of your own that others shall embed (oEmbed)",
        "Belongs into the head of the page.",
    ),
    "element": (
        "An element of its own",
        (
            "One script for any number of episodes. Where the podcast's server lets other websites "
            "read the data (CORS), it stands in your page itself; elsewhere it shows the player "
            "in a frame."
        ),
    ),
    "episode": (
        "The data as JSON",
        "For those who build the page themselves. Its entry $schema leads to a description.",
    ),
}
