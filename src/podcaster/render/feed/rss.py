"""feed.xml: what carries the show to podcast apps and directories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render import inherited
from podcaster.render.editions import ShowInLanguage, in_each_language
from podcaster.render.feed import apple, podcast_namespace
from podcaster.render.feed.dates import rfc_2822
from podcaster.render.feed.description import item_content, item_description, show_description
from podcaster.render.feed.generator import FEED_TYPE, Channel, Item, feed_xml
from podcaster.render.feed.grammar import keep_the_grammar
from podcaster.render.feed.links import links_of, page_links
from podcaster.render.feed.order import in_feed_order
from podcaster.render.feed.psc import simple_chapters
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings


def render_feed(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the feed of each language: whole, and in pages beside it if the show wants them.

    Episodes come newest first unless they have places of their own.

    Raises:
        OwnMistakeError: If one would break the grammar of feeds.
    """
    shows = in_each_language(mastered, settings)
    return tuple(
        document for show in shows for document in _feeds(show, tuple(links_of(show, shows)))
    )


def _feeds(show: ShowInLanguage, links: tuple[Tag, ...]) -> Iterator[Document]:
    """Yield the whole feed of one language, then its pages.

    Apple and Spotify read no further than the first page, so the whole feed is never cut.
    """
    items = [_item(episode, show.settings) for episode in in_feed_order(show.mastered.episodes)]
    yield _document(show, show.feed, links, items)
    pages = _divided(items, show.settings.feed.page_size)
    for number, (path, page) in enumerate(zip(show.feed_pages, pages, strict=True), start=1):
        further = page_links(show, number, len(pages))
        yield _document(show, path, (*links, *further), page)


def _document(
    show: ShowInLanguage, path: str, links: tuple[Tag, ...], items: Sequence[Item]
) -> Document:
    xml = feed_xml(_channel(show, path, links), items)
    keep_the_grammar(xml)
    return Document(path, xml, FEED_TYPE)


def _divided(items: Sequence[Item], size: int | None) -> list[Sequence[Item]]:
    """Return the pages of a feed, none if nobody asked for them."""
    if size is None:
        return []
    return [items[start : start + size] for start in range(0, len(items), size)]


def _channel(this: ShowInLanguage, path: str, links: tuple[Tag, ...]) -> Channel:
    mastered, settings = this.mastered, this.settings
    show = settings.show
    return Channel(
        title=show.title,
        link=show.link,
        description=show_description(settings),
        language=show.language,
        address=settings.site.address(path),
        tags=(
            *links,
            tag("copyright", show.copyright),
            *_last_build_date(mastered.episodes),
            *apple.show_tags(mastered, settings),
            *podcast_namespace.show_tags(mastered, settings),
        ),
        extra=mastered.checked.draft.extra,
    )


def _item(episode: MasteredEpisode, settings: Settings) -> Item:
    written, enclosure = episode.draft.written, episode.enclosure
    return Item(
        title=written.title,
        link=inherited.link_of(episode.draft, settings),
        guid=written.guid,
        description=item_description(episode),
        content=item_content(episode, settings),
        tags=(
            tag("pubDate", rfc_2822(written.published_at)),
            tag(
                "enclosure",
                url=enclosure.address(settings),
                length=enclosure.size_bytes,
                type=enclosure.mime_type,
            ),
            *apple.item_tags(episode, settings),
            *podcast_namespace.item_tags(episode, settings),
            simple_chapters(episode),
        ),
        extra=episode.draft.extra,
    )


def _last_build_date(episodes: Iterable[MasteredEpisode]) -> tuple[Tag, ...]:
    """Return the newest episode's date: building the feed again is no change."""
    dates = [episode.draft.written.published_at for episode in episodes]
    return (tag("lastBuildDate", rfc_2822(max(dates))),) if dates else ()
