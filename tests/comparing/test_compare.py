from __future__ import annotations

import pytest
from tests.feeds.wild import feed, item

from podcaster.comparing import compare
from podcaster.feeds import FoundFeed, parse_feed


def read(*items: str) -> FoundFeed:
    return parse_feed(feed(*items), "feed.xml")


def test_a_feed_is_the_same_as_itself() -> None:
    assert compare(read(item(1), item(2)), read(item(1), item(2))) == ()


def test_the_same_moment_in_another_zone_is_no_difference() -> None:
    other = item(1, date="<pubDate>Wed, 27 Feb 2019 05:00:00 GMT</pubDate>")

    assert compare(read(item(1)), read(other)) == ()


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        (item(1, title="<title>Anders</title>"), ["title"]),
        (item(1, date="<pubDate>Thu, 27 Feb 2020 06:00:00 +0100</pubDate>"), ["date"]),
        (item(1, duration=""), ["duration"]),
        (item(1, enclosure=""), ["enclosure", "type", "length"]),
        (item(1, guid="<guid>neu</guid>"), ["item", "item"]),
        (item(1, more="<itunes:season>2</itunes:season>"), ["season"]),
        (item(1, more="<itunes:episode>2</itunes:episode>"), ["number"]),
        (item(1, more="<itunes:episodeType>bonus</itunes:episodeType>"), ["kind"]),
        (item(1, description="<description>Anders</description>"), ["description", "notes"]),
        (item(1, more="<podcast:person>Gast</podcast:person>"), ["people"]),
        (item(1, more='<itunes:image href="https://a.example/x.jpg"/>'), ["artwork"]),
        (item(1, more="<link>https://a.example/</link>"), ["link"]),
        (item(1, more='<x:y xmlns:x="urn:x">z</x:y>'), ["x:y"]),
        (item(1, more="<itunes:explicit>yes</itunes:explicit>"), ["explicit"]),
    ],
)
def test_each_field_that_apps_see_is_compared(other: str, fields: list[str]) -> None:
    assert [one.field for one in compare(read(item(1)), read(other))] == fields


def test_another_order_is_told_once() -> None:
    differences = compare(read(item(1), item(2), item(3)), read(item(3), item(2), item(1)))

    assert [(one.field, one.old) for one in differences] == [("order", "1: tag:stadt,1")]
