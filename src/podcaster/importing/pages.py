"""The older pages of a feed that has several."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from podcaster.doors.web import PublicWebDoor
from podcaster.errors import PodcasterError
from podcaster.feeds import FoundFeed, parse_feed
from podcaster.feeds.found import Repair
from podcaster.feeds.read import LARGEST_FEED_BYTES
from podcaster.model.findings import Place
from podcaster.model.message import message

MOST_PAGES: Final = 200

#: All pages together: a show has no more, and a server may go on for ever.
LARGEST_SUM_BYTES: Final = 100_000_000


def with_older_pages(feed: FoundFeed, web: PublicWebDoor) -> FoundFeed:
    """Return the feed with the items of all its pages, each GUID once.

    Source:
        RFC 5005, section 3.
    """
    address, seen = feed.file, {feed.file}
    items, repairs = list(feed.items), list(feed.repairs)
    page, left_bytes = feed, LARGEST_SUM_BYTES
    while page.next_page and len(seen) < MOST_PAGES:
        address = urljoin(address, page.next_page)
        if address in seen:
            break
        seen.add(address)
        try:
            content = web.fetch(address, min(LARGEST_FEED_BYTES, left_bytes))
            left_bytes -= len(content)
            page = parse_feed(content, address)
        except PodcasterError as error:
            what = message("the next page of the feed is missing: {reason}", reason=error.what)
            repairs.append(Repair(Place(address), what))
            break
        known = {item.guid for item in items}
        items += [item for item in page.items if item.guid not in known]
        repairs += page.repairs
    return replace(feed, items=tuple(items), repairs=tuple(repairs))
