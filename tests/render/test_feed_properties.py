"""Whatever people write: the feed is XML and says it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode
from tests.render.w3c_rules import NS, RFC_2822, objections

from podcaster.model.chapters import Chapter
from podcaster.model.mastered import Mastered
from podcaster.model.values import NO_CHARACTER
from podcaster.render.feed import render_feed
from podcaster.render.feed.addresses import ascii_address
from podcaster.render.feed.dates import rfc_2822

#: What an author may get into a value: anything that can be seen, once stripped and not empty.
lines = (
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), min_size=1, max_size=60)
    .map(lambda text: NO_CHARACTER.sub("", text).strip())
    .filter(bool)
)


def _feed_of(mastered: Mastered) -> bytes:
    (document,) = render_feed(mastered, mastered.settings)
    return document.content


@settings(max_examples=60)
@given(lines, lines, lines, lines, lines)
def test_any_text_survives_into_xml_and_back(
    title: str, summary: str, author: str, name: str, guid: str
) -> None:
    visible = [title, summary, author, name, guid]
    people = [{"name": name, "role": "guest"}]
    episode = a_plain_episode(title=title, summary=summary, guid=guid, people=people)
    mastered = a_mastered(
        show={"title": title, "author": author, "people": []}, episodes=(episode,)
    )

    channel = etree.fromstring(_feed_of(mastered))[0]

    item = channel.find("item")
    assert item is not None
    assert channel.findtext("title") == item.findtext("title") == visible[0]
    assert unescape(item.findtext("description", "")) == f"<p>{visible[1]}</p>"
    assert channel.findtext("itunes:author", "", NS) == visible[2]
    assert item.findtext("podcast:person", "", NS) == visible[3]
    assert item.findtext("guid") == visible[4]


@settings(max_examples=60)
@given(st.text(), st.lists(lines, min_size=3, max_size=6))
def test_any_notes_and_chapters_leave_nothing_to_object(notes: str, titles: list[str]) -> None:
    chapters = tuple(Chapter(30.0 * n, title) for n, title in enumerate(titles))

    xml = _feed_of(a_mastered(episodes=(an_episode(notes=notes, chapters=chapters),)))

    assert objections(xml) == []


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - the zone follows
    st.integers(-12 * 60, 14 * 60),
)
def test_dates_say_the_same_second_in_rfc_2822(moment: datetime, offset_min: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset_min)))

    text = rfc_2822(aware)

    assert RFC_2822.fullmatch(text)
    assert parsedate_to_datetime(text) == aware


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=30))
def test_addresses_come_out_in_ascii_and_stay_so(path: str) -> None:
    address = ascii_address(f"https://größe.test/{path}")

    assert address.isascii()
    assert ascii_address(address) == address


def test_an_address_that_is_fine_is_not_touched() -> None:
    address = "https://stadt.test/a%20b/(c)?d=e&f=g#h"

    assert ascii_address(address) == address
