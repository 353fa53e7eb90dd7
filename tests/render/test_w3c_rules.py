"""The rules that feeds are held against do object."""

from __future__ import annotations

import pytest
from tests.render.every_tag import every_tag
from tests.render.mastered_shows import a_mastered
from tests.render.w3c_rules import RULES, objections

from podcaster.render.feed import render_feed

FAULTS = [
    ("document_is_rss_2", 'version="2.0"', 'version="0.91"'),
    ("nothing_is_empty", "<docs>http://www.rssboard.org/rss-specification</docs>", "<docs/>"),
    ("required_elements_stand_once", "<language>de</language>", ""),
    ("titles_are_plain_and_short", "<title>Plätze<", "<title>&lt;b&gt;Plätze&lt;/b&gt;<"),
    ("descriptions_fit_in_4000_bytes", "<description>Über", f"<description>{'ü' * 2000}"),
    ("html_is_harmless_and_absolute", 'href="https://stadt.test/papier', 'href="papier'),
    ("addresses_are_absolute_ascii", "<link>https://stadt.test", "<link>https://städte.test"),
    ("channel_links_to_a_page_and_to_itself", 'rel="self"', 'rel="alternate"'),
    ("languages_are_tags", "<language>de</language>", "<language>de_DE</language>"),
    ("categories_are_apples", 'text="Government"', 'text="Goverment"'),
    ("flags_are_true_or_false", "<itunes:explicit>false", "<itunes:explicit>no"),
    ("artwork_is_jpeg_or_png", '.jpg"/>', '.webp"/>'),
    ("dates_are_rfc_2822", "Thu, 05 Mar", "Fri, 05 Mar"),
    ("items_come_newest_first", "Thu, 05 Mar 2026", "Sat, 05 Mar 2016"),
    ("guids_are_unique", ">stadt-trailer</guid>", ">5f0c7c3e-6d1f-4b8e-9a55-0b3a8a3d2c11</guid>"),
    ("enclosures_are_true", 'type="audio/mpeg"', 'type="audio/mp4"'),
    ("apples_numbers_are_whole", "<itunes:duration>185<", "<itunes:duration>184.6<"),
    (
        "nothing_stands_that_apple_dropped",
        "<itunes:type>episodic</itunes:type>",
        "<itunes:summary>x</itunes:summary>",
    ),
    ("the_show_is_named_and_locked", ">yes</podcast:locked>", ">true</podcast:locked>"),
    ("sidecars_are_of_known_types", 'type="text/vtt"', 'type="text/srt"'),
    ("soundbites_and_texts_have_their_length", 'duration="20"', 'duration="5"'),
]


@pytest.mark.parametrize(("rule", "right", "wrong"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_found(rule: str, right: str, wrong: str) -> None:
    mastered = a_mastered()
    (document,) = render_feed(mastered, mastered.settings)
    text = document.content.decode()
    assert right in text

    found = objections(text.replace(right, wrong).encode())

    assert rule in {objection.split(":")[0] for objection in found}


def test_the_feed_with_every_tag_keeps_every_rule() -> None:
    mastered = every_tag(live=False)

    found = {one.path: objections(one.content) for one in render_feed(mastered, mastered.settings)}

    assert "feed.xml" in found
    assert {path for path, objected in found.items() if objected} == set()


def test_every_rule_is_tried() -> None:
    assert {fault[0] for fault in FAULTS} == {rule.__name__ for rule in RULES}
