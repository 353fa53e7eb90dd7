"""Pages that serve: search, subscribe, press, news, the accessibility statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import quote

import segno
from markupsafe import Markup

from podcaster.model import paths
from podcaster.model.accessibility import AccessibilityStatement
from podcaster.model.artefacts import Document
from podcaster.model.mastered import CARD_SIZE, Mastered
from podcaster.render.archive import Shelf
from podcaster.render.filters import open_graph_locale, say
from podcaster.render.groups import existing_pages, news_views, topics_of
from podcaster.render.json_ld import news_data
from podcaster.render.json_ld_lists import newsroom_data
from podcaster.render.news import ItemView
from podcaster.render.pages import PageView, episode_views
from podcaster.render.templates import Templates
from podcaster.settings import Settings
from podcaster.words import language_of_words

#: App -> how it opens a feed it was never told of; `{bare}` is the address without its scheme.
#: The apps' own documentation, and what the Podlove Subscribe Button has used for years.
APPS: Final[tuple[tuple[str, str], ...]] = (
    ("Apple Podcasts", "podcast://{bare}"),
    ("AntennaPod", "antennapod-subscribe://{bare}"),
    ("Pocket Casts", "pktc://subscribe/{bare}"),
    ("Overcast", "overcast://x-callback-url/add?url={quoted}"),
)

#: How many episodes the press sees.
_PRESS_EPISODES: Final = 5

_QR_BORDER: Final = 4  # ISO 18004: four modules of white around it


@dataclass(frozen=True)
class AppView:
    """An app, and the address that opens the feed in it."""

    name: str
    address: str


@dataclass(frozen=True)
class StatementView:
    """An accessibility statement.

    Attributes:
        written: What the staff say.
        checked_on: When it was checked last.
        email: Where barriers are told of.
        transcripts: How many episodes have one: `all`, `some`, `none`; "" before the first episode.
    """

    written: AccessibilityStatement
    checked_on: date
    email: str
    transcripts: str = ""


def render_service(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render those of these pages that the show has.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    shelf = Shelf(mastered, Templates(mastered.checked.draft.templates))
    there = existing_pages(mastered)
    made = [_PAGES[name](shelf) for name in there if name in _PAGES]
    script = paths.SEARCH_SCRIPT
    scripts = [Document(script, shelf.templates.text(script).encode(), "text/javascript")]
    news = _news_pages(shelf) if "news" in there else ()
    return (*made, *news, *(scripts if settings.site.search else ()))


def _search(shelf: Shelf) -> Document:
    name = say(shelf.settings.show.language, "Search")
    topics = topics_of(shelf.mastered, episode_views(shelf.mastered))
    return _page(shelf, "search", name, topics=topics)


def _subscribe(shelf: Shelf) -> Document:
    feed = shelf.settings.site.address(paths.FEED)
    name = say(shelf.settings.show.language, "Subscribe")
    return _page(shelf, "subscribe", name, apps=apps_for(feed), code=qr_code(feed))


def _press(shelf: Shelf) -> Document:
    views = episode_views(shelf.mastered)
    return _page(
        shelf,
        "press",
        say(shelf.settings.show.language, "Press"),
        episodes=views[:_PRESS_EPISODES],
        news=tuple(one for one in news_views(shelf.mastered) if one.kind == "press"),
        since=min((one.published_at for one in views), default=None),
        number=len(views),
    )


def _newsroom(shelf: Shelf) -> Document:
    name = say(shelf.settings.show.language, "News")
    path, news = paths.SHOW_PAGES["news"], news_views(shelf.mastered)
    head = shelf.head(name, path, data=newsroom_data(shelf.settings, name, news))
    return shelf.page("newsroom.html.j2", path, head, news=news)


def _accessibility(shelf: Shelf) -> Document:
    written = shelf.settings.site.accessibility
    assert written is not None, "existing_pages has seen it"  # noqa: S101
    statement = StatementView(
        written,
        date.fromisoformat(written.checked_on),
        written.email or shelf.settings.show.owner.email,
        _share_of_transcripts(shelf.mastered),
    )
    name = say(shelf.settings.show.language, "Accessibility statement")
    return _page(shelf, "accessibility", name, statement=statement)


def _share_of_transcripts(mastered: Mastered) -> str:
    """Tell whether all episodes can be read, or some, or none; "" where there is no episode."""
    told = {bool(one.transcript and one.transcript.cues) for one in mastered.episodes}
    if len(told) > 1:
        return "some"
    return "all" if True in told else "none" if told else ""


_PAGES: Final[dict[str, Callable[[Shelf], Document]]] = {
    "search": _search,
    "subscribe": _subscribe,
    "press": _press,
    "news": _newsroom,
    "accessibility": _accessibility,
}


def _page(shelf: Shelf, kind: str, name: str, **values: object) -> Document:
    path = paths.SHOW_PAGES[kind]
    return shelf.page(f"{kind}.html.j2", path, shelf.head(name, path), **values)


def _news_pages(shelf: Shelf) -> Iterator[Document]:
    for item in news_views(shelf.mastered):
        head = _news_head(shelf, item)
        words = language_of_words(item.language, shelf.settings.show.language)
        made = shelf.page("news-page.html.j2", item.path, head, item=item, language=words)
        yield Document(made.path, made.content, made.mime_type, item.item)


def _news_head(shelf: Shelf, item: ItemView) -> PageView:
    """Return the head of a news item's page: links to it show its card, or else the artwork."""
    data = news_data(shelf.settings, item)
    head = shelf.head(item.title, item.path, item.summary, data)
    head = replace(head, type="article", locale=open_graph_locale(item.language))
    return replace(head, image=item.card, image_size=CARD_SIZE) if item.card else head


def apps_for(feed: str) -> tuple[AppView, ...]:
    """Return the apps that can be told of the feed at this address."""
    bare = feed.split("://", 1)[1]
    return tuple(
        AppView(name, pattern.format(bare=bare, quoted=quote(feed, safe="")))
        for name, pattern in APPS
    )


def qr_code(text: str) -> Markup:
    """Return a QR code as SVG, black on white whatever the page's colours are."""
    svg = segno.make(text, error="m", micro=False).svg_inline(
        border=_QR_BORDER, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff"
    )
    return Markup(svg)  # noqa: S704 - paths of segno's own making
