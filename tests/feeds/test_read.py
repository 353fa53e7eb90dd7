from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.feeds.wild import CHANNEL, HEAD, feed, item

from podcaster.errors import PodcasterError
from podcaster.feeds import FoundFeed, parse_feed
from podcaster.feeds.plain_text import plain_text
from podcaster.feeds.times import parse_date, parse_duration


def read(content: bytes) -> FoundFeed:
    return parse_feed(content, "feed.xml")


def said(found: FoundFeed) -> str:
    return "\n".join(str(row.what) for row in found.repairs)


def test_a_good_feed_is_read_without_repairs() -> None:
    found = read(feed(item(1), item(2)))

    assert found.repairs == ()
    assert found.texts["title"] == "Stadtgespräch"
    assert found.explicit is False
    assert [one.guid for one in found.items] == ["tag:stadt,1", "tag:stadt,2"]
    assert found.items[0].url == "https://cdn.example/1.mp3?a=1&b=2"
    assert found.items[0].size_bytes == 1234567
    assert found.items[0].duration_s == 1234


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xef\xbb\xbf" + feed(item()), ""),
        (b"\n \n" + feed(item()), "blanks before the feed"),
        (feed(item()).decode().encode("utf-16"), ""),
        (feed(item()).replace("äch".encode(), b"\xe4ch"), "Windows-1252"),
        (feed(item()).replace(b"UTF-8", b"ISO-8859-1"), "another encoding"),
        (feed(item()).replace(b"Ein Platz", b"Ein\x00 \x08Platz"), "control characters"),
        (feed(item(more="<x:unknown>&nbsp;</x:unknown>")), "broken XML"),
        (feed(item()).replace(b"&amp; Wege", b"& Wege"), "broken XML"),
        (feed(item()).removesuffix(b"</channel></rss>"), "broken XML"),
        (feed(item(guid="")), "the GUID is missing; the enclosure"),
        (feed(item(guid="", enclosure="")), "one was made from title"),
        (feed(item(date="<pubDate>bald</pubDate>")), "the date can't be read"),
        (feed(item(duration="<itunes:duration>lang</itunes:duration>")), "the duration can't"),
    ],
)
def test_what_is_broken_is_repaired_and_said(content: bytes, words: str) -> None:
    found = read(content)

    assert words in said(found)
    assert bool(words) == bool(found.repairs)
    assert found.texts["title"] == "Stadtgespräch"
    assert len(found.items) == 1
    assert found.items[0].title == "Folge über Platz 1"


def test_a_prefix_that_nobody_declared_is_understood() -> None:
    found = read(feed(item(), head='<rss version="2.0">'))

    assert found.items[0].duration_s == 1234
    assert found.texts["author"] == "Forum Stadt"


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
NAMED = (
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"\n'
    ' "http://127.0.0.1:9/rss-0.91.dtd">'
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (feed().replace(b"<rss", f"{BOMB}<rss".encode(), 1), "declares a document type"),
        (feed().replace(b"<rss", f"<!-- x -->{OUTSIDE}<rss".encode(), 1), "declares a document"),
        (feed().replace(b"<rss", f"{BOMB}<rss".encode(), 1).decode().encode("utf-16"), "document"),
        (b"<rss><channel>" + b"<a>" * 200_000, "nested more than 256 deep"),
        (b" " * 20_000_001, "larger than 20 MB"),
        (b"", "no XML"),
        (b"\x00\xff\xfe binary", "no XML"),
        (b"<html><body>Hello</body></html>", "begins with `<html>`"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "this is an Atom feed"),
        (NAMED.encode() + NAMED.encode() + feed(), "declares a document type"),
        (feed().replace(b"<rss", f"{NAMED}{BOMB}<rss".encode(), 1), "declares a document type"),
        (b"<rss/>", "no RSS feed"),
    ],
)
def test_what_is_no_feed_or_a_trap_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(PodcasterError, match=words):
        read(content)


@pytest.mark.parametrize("named", [NAMED, "<!DOCTYPE rss>", "<!DOCTYPE rss SYSTEM 'rss.dtd'>"])
def test_a_document_type_that_only_names_itself_is_left_out(named: str) -> None:
    found = read(feed(item()).replace(b"<rss", f"{named}<rss".encode(), 1))

    assert said(found) == "the document type (`<!DOCTYPE`) was left out"
    assert found.items[0].title == "Folge über Platz 1"


def test_nothing_of_an_undefined_entity_comes_from_outside() -> None:
    found = read(feed(item(title="<title>Vor &geheim; nach</title>")))

    assert found.items[0].title == "Vor &geheim; nach"


def test_twice_as_many_items_are_twice_the_work() -> None:
    once, twice = (calls_to_read(items) for items in (100, 200))

    assert twice < 2.1 * once


def calls_to_read(items: int) -> int:
    """Count the calls that reading a feed takes: unlike seconds, they are the same anywhere."""
    content, calls = feed(*(item(1) for _ in range(items))), [0]

    def count(*_event: object) -> None:
        calls[0] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = read(content)
    finally:
        sys.setprofile(before)
    assert len(found.items) == items
    return calls[0]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_are_refused(content: bytes) -> None:
    refusals: list[PodcasterError] = []
    try:
        read(HEAD.encode() + b"<channel>" + content)
    except PodcasterError as error:
        refusals.append(error)

    assert all(refusal.place for refusal in refusals)


@given(st.text(max_size=60))
def test_any_date_and_duration_is_read_or_is_none(text: str) -> None:
    moment, seconds = parse_date(text), parse_duration(text)

    assert moment is None or moment.tzinfo is not None
    assert seconds is None or seconds > 0


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 28 Feb 2019 06:00:00 +0100", "Mon, 28 Feb 2019 05:00:00 GMT",
        "28 Feb 2019 05:00:00 -0000", "2019-02-28T06:00:00+01:00", "2019-02-28T05:00:00Z",
        "Do, 28 Feb 2019 06:00:00 MEZ", "2019-02-28 05:00:00", "Thu, 28 February 2019 06:00 CET",
        "Thursday, 28 Feb 2019 00:00:00 EST", "Feb 28, 2019 05:00:00", "28.02.2019 05:00",
        "28.2.2019, 5:00 AM", "2019/02/28 05:00:00", "1551330000", "1551330000000",
        "Thu, 28 Feb 2019 06:00:00 GMT+1", "Thu, 28 Feb 2019 06:00:00 +1",
        "Wed, 27 Feb 2019 24:00:00 -0500", "jeu., 28 févr. 2019 05:00:00 +0000",
        "Donnerstag, 28. Februar 2019 05:00 GMT", "2019-02-28 05:00:00 UTC",
        "Thu, 28 Feb 2019 17:00:00 +1200 (NZST)", "Thu, 28 Feb 2019 05:00:00 GMT+0000 (UTC)",
    ],
)  # fmt: skip
def test_dates_of_every_shape_are_read(text: str) -> None:
    assert parse_date(text) == datetime(2019, 2, 28, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1234", 1234), ("20:34", 1234), ("00:20:34", 1234), ("0:20:34.5", 1234.5),
        ("1234.5", 1234.5), ("20m34s", 1234), ("PT20M34S", 1234), ("20 min 34 sec", 1234),
        ("95:00", 5700), ("0", None), ("00:00:00", None), ("", None), ("-5", None),
        ("unknown", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_durations_of_every_shape_are_read(text: str, seconds: float | None) -> None:
    assert parse_duration(text) == seconds


def test_what_nobody_reads_is_counted() -> None:
    nobodys = (
        "<cloud/><ttl>60</ttl><docs>https://stadt.example/rss</docs>"
        "<image><url>https://stadt.example/klein.png</url><title>Klein</title></image>"
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='payment' href='https://x.test'/>"
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='https://x.test'/>"
    )
    live = '<podcast:liveItem status="live"/>'

    found = read(feed(item(more=live), channel=f"{CHANNEL}{nobodys}"))

    assert found.losses == {
        "atom:link payment": 1, "cloud": 1, "image": 1, "podcast:liveItem": 1,
    }  # fmt: skip


def test_no_depth_keeps_a_reader_busy() -> None:
    """A parser of HTML takes the square of the depth; what says nothing loses its tags unparsed."""
    assert plain_text("<div>" * 50_000 + "tief &amp; leer") == "tief & leer"
