"""feed.xml: what carries the show to podcast apps and directories."""

from __future__ import annotations

from collections.abc import Iterable

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render import inherited
from podcaster.render.feed import apple, podcast_namespace
from podcaster.render.feed.dates import rfc_2822
from podcaster.render.feed.description import item_content, item_description, show_description
from podcaster.render.feed.generator import FEED_TYPE, Channel, Item, feed_xml
from podcaster.render.feed.grammar import keep_the_grammar
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings


def render_feed(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the feed with every episode, newest first unless they have places of their own.

    Raises:
        OwnMistakeError: If it would break the grammar of feeds.
    """
    items = (_item(episode, settings) for episode in _in_feed_order(mastered.episodes))
    xml = feed_xml(_channel(mastered, settings), items)
    keep_the_grammar(xml)
    return (Document(paths.FEED, xml, FEED_TYPE),)


def _channel(mastered: Mastered, settings: Settings) -> Channel:
    show = settings.show
    return Channel(
        title=show.title,
        link=show.link,
        description=show_description(settings),
        language=show.language,
        address=settings.site.address(paths.FEED),
        tags=(
            tag("copyright", show.copyright),
            *_last_build_date(mastered.episodes),
            *apple.show_tags(mastered, settings),
            *podcast_namespace.show_tags(mastered, settings),
        ),
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
        ),
    )


def _in_feed_order(episodes: Iterable[MasteredEpisode]) -> list[MasteredEpisode]:
    """Return episodes without a place of their own, then those that have one."""
    return sorted(episodes, key=lambda episode: episode.draft.written.position or 0)


def _last_build_date(episodes: Iterable[MasteredEpisode]) -> tuple[Tag, ...]:
    """Return the newest episode's date: building the feed again is no change."""
    dates = [episode.draft.written.published_at for episode in episodes]
    return (tag("lastBuildDate", rfc_2822(max(dates))),) if dates else ()
