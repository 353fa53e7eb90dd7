"""feed.json says what feed.xml says, as JSON Feed has it."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from lxml import etree
from tests.render.feed_facts import DOCUMENTS, EVERYTHING
from tests.render.mastered_shows import a_mastered, a_plain_episode
from tests.render.w3c_rules import NS

from podcaster.render.json_feed import render_json_feed

FEED: Final[dict[str, Any]] = json.loads(DOCUMENTS["feed.json"].content)

#: Keys that JSON Feed 1.1 knows; extensions begin with an underscore.
TOP: Final = {
    "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url",
    "icon", "favicon", "authors", "language", "expired", "hubs", "items",
}  # fmt: skip
ITEM: Final = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image",
    "banner_image", "date_published", "date_modified", "authors", "tags", "language",
    "attachments",
}  # fmt: skip
ATTACHMENT: Final = {"url", "mime_type", "title", "size_in_bytes", "duration_in_seconds"}


def test_only_keys_of_json_feed_stand_in_it() -> None:
    assert {key for key in FEED if key[0] != "_"} <= TOP
    for item in FEED["items"]:
        assert {key for key in item if key[0] != "_"} <= ITEM
        assert all(set(one) <= ATTACHMENT for one in item["attachments"])
        assert isinstance(item["id"], str)
    assert FEED["version"] == "https://jsonfeed.org/version/1.1"


@pytest.mark.parametrize("where", ["channel", "item"])
def test_the_extension_says_every_tag_of_the_podcast_namespace(where: str) -> None:
    channel = etree.fromstring(DOCUMENTS["feed.xml"].content)[0]
    element = channel if where == "channel" else channel.find("item")
    assert element is not None
    tags = element.findall("podcast:*", NS)

    said = (FEED if where == "channel" else FEED["items"][0])["_podcast"]

    listed = [one for name, rows in said.items() if name != "about" for one in rows]
    assert len(listed) == len(tags)
    for tag in tags:
        rows = said[etree.QName(tag).localname]
        wanted = {str(name): value for name, value in tag.attrib.items()}
        if (tag.text or "").strip():
            wanted["text"] = tag.text or ""
        assert any(wanted.items() <= row.items() for row in rows), wanted


def test_nothing_that_is_unknown_stands_in_it() -> None:
    mastered = a_mastered(episodes=(a_plain_episode(),))

    (document,) = render_json_feed(mastered, mastered.settings)

    assert b"null" not in document.content
    assert b'""' not in document.content
    assert document.content.endswith(b"}\n")


def test_the_items_are_those_of_the_feed_in_its_order() -> None:
    channel = etree.fromstring(DOCUMENTS["feed.xml"].content)[0]

    assert [item["id"] for item in FEED["items"]] == [
        one.text for one in channel.findall("item/guid")
    ]
    assert FEED["feed_url"] == EVERYTHING.settings.site.address("feed.json")
