"""feed.json: the show as JSON Feed, for readers and programs that would rather not parse XML.

What the podcast namespace says stands under `_podcast`: each of its tags is a list under its own
name, attributes are keys, text stands under `text`, elements inside are lists again. It is made of
the very tags of `feed.xml`, so that the two never differ.

Source:
    JSON Feed 1.1 (jsonfeed.org/version/1.1).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from podcaster.model.artefacts import Document
from podcaster.model.mastered import Enclosure, Mastered, MasteredEpisode
from podcaster.model.people import Person
from podcaster.render import inherited
from podcaster.render.characters import printable
from podcaster.render.editions import ShowInLanguage, in_each_language
from podcaster.render.feed import podcast_namespace
from podcaster.render.feed.addresses import ascii_address
from podcaster.render.feed.description import item_content
from podcaster.render.feed.links import JSON_FEED_TYPE
from podcaster.render.feed.order import in_feed_order
from podcaster.render.feed.tag import Tag
from podcaster.settings import Settings

VERSION: Final = "https://jsonfeed.org/version/1.1"

#: Where the tags under `_podcast` are explained.
ABOUT: Final = "https://podcastindex.org/namespace/1.0"

Json = Mapping[str, Any]


def render_json_feed(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the JSON Feed of each language."""
    return tuple(
        Document(show.json_feed, _as_json(json_feed(show)), JSON_FEED_TYPE)
        for show in in_each_language(mastered, settings)
    )


def json_feed(this: ShowInLanguage) -> Json:
    """Return the show in one language as JSON-ready values."""
    settings, show, cover = this.settings, this.settings.show, this.mastered.cover
    return _known(
        {
            "version": VERSION,
            "title": printable(show.title),
            "home_page_url": ascii_address(show.link),
            "feed_url": settings.site.address(this.json_feed),
            "description": printable(show.summary),
            "icon": settings.site.address(cover.full.path),
            "favicon": settings.site.address(cover.small.path),
            "authors": [{"name": printable(show.author), "url": ascii_address(show.link)}],
            "language": show.language,
            "expired": show.complete or None,
            "hubs": [{"type": "WebSub", "url": ascii_address(hub)} for hub in settings.feed.hubs],
            "_podcast": _tags(podcast_namespace.show_tags(this.mastered, settings)),
            "items": [
                _item(episode, settings) for episode in in_feed_order(this.mastered.episodes)
            ],
        }
    )


def _item(episode: MasteredEpisode, settings: Settings) -> Json:
    draft, cover = episode.draft, episode.cover
    written = draft.written
    return _known(
        {
            "id": printable(written.guid),
            "url": ascii_address(inherited.link_of(draft, settings)),
            "title": printable(written.title),
            "content_html": item_content(episode, settings),
            "summary": printable(written.summary),
            "image": cover and settings.site.address(cover.full.path),
            "date_published": written.published_at.isoformat(timespec="seconds"),
            "authors": [_author(person) for person in inherited.people_of(draft, settings)],
            "tags": [printable(topic) for topic in written.topics],
            "language": inherited.language_of(draft, settings),
            "attachments": [_attachment(one, settings) for one in episode.enclosures],
            "_podcast": _tags(podcast_namespace.item_tags(episode, settings)),
        }
    )


def _author(person: Person) -> Json:
    return _known(
        {
            "name": printable(person.name),
            "url": person.link and ascii_address(person.link),
            "avatar": person.img and ascii_address(person.img),
        }
    )


def _attachment(enclosure: Enclosure, settings: Settings) -> Json:
    """Return a file; those without titles are the same in different forms."""
    return _known(
        {
            "url": ascii_address(enclosure.address(settings)),
            "mime_type": enclosure.mime_type,
            "size_in_bytes": enclosure.size_bytes or None,
            "duration_in_seconds": round(enclosure.duration_s, 3) or None,
        }
    )


def _tags(tags: Iterable[Tag]) -> Json:
    """Return tags of the podcast namespace by their names, with where they are explained."""
    return {"about": ABOUT, **_by_name(tags)}


def _by_name(tags: Iterable[Tag]) -> dict[str, list[Json]]:
    named: dict[str, list[Json]] = {}
    for tag in tags:
        if not tag.empty:
            said = {**tag.attributes, **({"text": tag.text} if tag.text else {})}
            local = tag.name.rpartition(":")[2]
            named.setdefault(local, []).append({**said, **_by_name(tag.children)})
    return named


def _known(values: Json) -> Json:
    """Leave out what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _as_json(values: Json) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()
