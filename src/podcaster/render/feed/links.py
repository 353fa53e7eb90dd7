"""What a feed links to beside itself: hubs, the same in other languages and forms, its pages.

Source:
    RFC 4287, section 4.2.7; RFC 5005, section 3; W3C WebSub, section 4; RFC 8288.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcaster.model import paths
from podcaster.render.editions import ShowInLanguage
from podcaster.render.feed.tag import Tag, tag

FEED_TYPE = "application/rss+xml"
JSON_FEED_TYPE = "application/feed+json"


def links_of(this: ShowInLanguage, everything: Iterable[ShowInLanguage]) -> Iterator[Tag]:
    """Yield the links of the feed `this`, one of all feeds of the show."""
    site, title = this.settings.site, this.settings.show.title
    for hub in this.settings.feed.hubs:
        yield tag("atom:link", href=hub, rel="hub")
    # Readers that take the first alternative for the show's page get it.
    yield _alternate(this.settings.show.link, "text/html", this.language, title)
    address = site.address(this.json_feed)
    yield _alternate(address, JSON_FEED_TYPE, this.language, title)
    for other in everything:
        if other.infix != this.infix:
            show = other.settings.show
            yield _alternate(site.address(other.feed), FEED_TYPE, show.language, show.title)


def page_links(this: ShowInLanguage, page: int, last: int) -> Iterator[Tag]:
    """Yield the links between the pages 1 to `last` of a feed, as page number `page` has them."""
    named = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    for rel, number in named.items():
        if 1 <= number <= last:
            address = this.settings.site.address(paths.feed_of(this.infix, number))
            yield tag("atom:link", href=address, rel=rel, type=FEED_TYPE)


def _alternate(address: str, kind: str, language: str, title: str) -> Tag:
    return tag(
        "atom:link", href=address, rel="alternate", type=kind, hreflang=language, title=title
    )
