"""Each language has feeds of its own; feeds know each other; pages of a feed stand beside it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.render.every_tag import every_tag
from tests.render.feed_facts import DOCUMENTS, EVERYTHING
from tests.render.mastered_shows import a_mastered, a_plain_episode
from tests.render.w3c_rules import NS

from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.render import render
from podcaster.render.feed import render_feed
from podcaster.settings import FeedSettings

BASE: Final = "https://hoeren.stadt.test/podcast"


def _channel(path: str) -> etree._Element:
    return etree.fromstring(DOCUMENTS[path].content)[0]


def _links(channel: etree._Element, rel: str) -> list[str]:
    links = channel.findall("atom:link", NS)
    return [str(link.get("href")) for link in links if link.get("rel") == rel]


def test_an_episode_goes_where_its_language_leads() -> None:
    titles = {
        path: [one.text for one in _channel(path).findall("item/title")]
        for path in ("feed.xml", "feed.en.xml")
    }

    assert titles["feed.en.xml"] == ["Staff"]
    assert len(titles["feed.xml"]) == len(EVERYTHING.episodes) - 1
    assert "Staff" not in titles["feed.xml"]


def test_an_edition_says_its_own_words_and_has_a_guid_of_its_own() -> None:
    channel = _channel("feed.en.xml")

    assert channel.findtext("title") == "The City in Conversation"
    assert channel.findtext("description") == "On safety in public space."
    assert channel.findtext("language") == "en"
    assert channel.findtext("link") == "https://city.test/podcast"
    assert channel.findtext("itunes:author", namespaces=NS) == "Forum for Urban Security"
    assert channel.findtext("podcast:guid", namespaces=NS) == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert channel.findtext("itunes:owner/itunes:email", namespaces=NS) == "podcast@stadt.test"


def test_the_feeds_of_a_show_know_each_other() -> None:
    links = {
        path: [
            (one.get("href"), one.get("hreflang"), one.get("type"))
            for one in _channel(path).findall("atom:link", NS)
            if one.get("rel") == "alternate"
        ]
        for path in ("feed.xml", "feed.en.xml")
    }

    assert (f"{BASE}/feed.en.xml", "en", "application/rss+xml") in links["feed.xml"]
    assert (f"{BASE}/feed.xml", "de", "application/rss+xml") in links["feed.en.xml"]
    assert (f"{BASE}/feed.en.json", "en", "application/feed+json") in links["feed.en.xml"]


def test_the_pages_of_the_site_lead_to_every_feed() -> None:
    release = render(EVERYTHING, EVERYTHING.settings)
    pages = [one for one in release.artefacts if one.path == "index.html"]

    (page,) = (getattr(one, "content", b"").decode() for one in pages)

    for path in ("feed.xml", "feed.json", "feed.en.xml"):
        assert f'href="{path}"' in page
    assert {"feed.xml", "feed.json", "feed.en.xml", "feed.en.json", "podcasts.opml"} <= {
        one.path for one in release.artefacts
    }


def test_a_feed_names_its_hubs() -> None:
    assert _links(_channel("feed.xml"), "hub") == ["https://hub.test/", "https://hub2.test/"]


def _paged(size: int | None, count: int) -> list[Any]:
    episodes = tuple(
        a_plain_episode(f"folge-{n}", guid=f"g{n}", published_at=f"2026-02-{n:02}T06:00:00+01:00")
        for n in range(count, 0, -1)
    )
    mastered: Mastered = a_mastered(episodes=episodes)
    feed = FeedSettings(page_size=size)
    return list(render_feed(mastered, mastered.settings.model_copy(update={"feed": feed})))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 9), st.integers(0, 9))
def test_the_pages_of_a_feed_hold_every_item_once_and_lead_to_each_other(
    size: int, count: int
) -> None:
    whole, *pages = (etree.fromstring(one.content)[0] for one in _paged(size, count))

    guids = [[one.text for one in page.findall("item/guid")] for page in pages]
    addresses = [f"{BASE}/feed-{n}.xml" for n in range(1, len(pages) + 1)]

    assert [guid for page in guids for guid in page] == [
        one.text for one in whole.findall("item/guid")
    ]
    assert all(len(page) == size for page in guids[:-1])
    assert [_links(page, "self") for page in pages] == [[one] for one in addresses]
    assert all(
        _links(one, "next") == [later] and _links(other, "prev") == [earlier]
        for (one, other), (earlier, later) in zip(pairwise(pages), pairwise(addresses), strict=True)
    )
    for page in pages:
        assert (_links(page, "first"), _links(page, "last")) == ([addresses[0]], [addresses[-1]])


def test_the_whole_feed_is_no_page() -> None:
    (document,) = _paged(None, 3)

    channel = etree.fromstring(document.content)[0]

    assert not any(_links(channel, rel) for rel in ("first", "prev", "next", "last"))


@pytest.mark.parametrize("name", ["block", "complete", "new-feed-url"])
def test_what_is_not_wanted_is_not_said_to_apple(name: str) -> None:
    plain, full = a_mastered(), every_tag()

    def said(mastered: Mastered) -> str | None:
        xml = render_feed(mastered, mastered.settings)[0].content
        return etree.fromstring(xml).findtext(f"channel/itunes:{name}", namespaces=NS)

    assert said(plain) is None
    assert said(full) in {"Yes", f"{BASE}/feed.xml"}


def test_live_streams_stand_in_the_feed_only_if_they_are_switched_on() -> None:
    mastered = every_tag(live=False)

    assert b"liveItem" not in render_feed(mastered, mastered.settings)[0].content
    assert b"liveItem" in DOCUMENTS["feed.xml"].content


def test_simple_chapters_say_the_same_as_the_chapters() -> None:
    chapters = _channel("feed.xml").findall("item/psc:chapters/psc:chapter", NS)

    assert [(one.get("start"), one.get("title"), one.get("href")) for one in chapters] == [
        ("00:00:00.000", "Begrüßung", None),
        ("00:01:15.500", "Was Städte tun & lassen", "https://stadt.test/plaetze?a=1&b=2"),
        ("00:02:10.000", "Ausblick", None),
    ]


def test_an_episode_of_an_edition_belongs_to_that_edition_everywhere() -> None:
    release = render(EVERYTHING, EVERYTHING.settings)
    documents = {one.path: one.content for one in release.artefacts if isinstance(one, Document)}

    data = json.loads(documents["episodes/012-staff/episode.json"])
    page = documents["episodes/012-staff/index.html"].decode()

    assert data["show"]["title"] == "The City in Conversation"
    assert data["show"]["feed"] == f"{BASE}/feed.en.xml"
    assert "<title>Staff – The City in Conversation</title>" in page
    assert f'"webFeed": "{BASE}/feed.en.xml"' in page


def test_a_list_points_to_what_stands_elsewhere() -> None:
    mastered = a_mastered(
        show={
            "medium": "musicL",
            "remote_items": [
                {
                    "feed_guid": "ff519475-6e90-5231-91a0-37d092088d88",
                    "item_guid": "e75771b1",
                    "medium": "music",
                }
            ],
        },
        episodes=(),
    )

    channel = etree.fromstring(render_feed(mastered, mastered.settings)[0].content)[0]

    assert channel.findtext("podcast:medium", namespaces=NS) == "musicL"
    (remote,) = channel.findall("podcast:remoteItem", NS)
    assert (remote.get("itemGuid"), remote.get("medium")) == ("e75771b1", "music")
