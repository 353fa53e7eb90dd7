"""The feed says what the model says, the way directories want it."""

from __future__ import annotations

import locale
import warnings
from base64 import b64encode
from dataclasses import replace
from typing import Any, Final

import pytest
from lxml import etree
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_media,
    a_plain_episode,
    a_trailer,
    an_episode,
)
from tests.render.w3c_rules import NS, objections

from podcaster.model.mastered import Enclosure, Mastered
from podcaster.render.feed import render_feed
from podcaster.render.feed.addresses import ascii_address

Element = etree._Element
BASE: Final = "https://hoeren.stadt.test/podcast"


def feed_of(mastered: Mastered) -> bytes:
    return render_feed(mastered, mastered.settings)[0].content


def _channel(mastered: Mastered | None = None) -> Element:
    return etree.fromstring(feed_of(mastered or a_mastered()))[0]


def _first_item(mastered: Mastered | None = None) -> Element:
    item = _channel(mastered).find("item")
    assert item is not None
    return item


def _texts(parent: Element, path: str) -> list[str | None]:
    return [element.text for element in parent.findall(path, NS)]


def _attributes(parent: Element, path: str) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in element.attrib.items()}
        for element in parent.findall(path, NS)
    ]


@pytest.mark.parametrize(
    "mastered",
    [
        a_mastered(),
        a_mastered(episodes=(an_episode(), a_linked_episode(), a_trailer())),
        a_mastered(episodes=()),
        a_mastered(
            show={"people": [], "grants": [], "support": [], "licence": None, "copyright": None},
            episodes=(a_plain_episode(),),
        ),
        a_mastered(show={"explicit": True, "type": "serial", "locked": False, "language": "de-DE"}),
        a_mastered(show={"summary": "ä" * 5000}, episodes=(an_episode(summary="& " * 4000),)),
        a_mastered(site={"url": "https://hören.test/größe/"}),
    ],
)
def test_the_w3c_and_the_directories_have_nothing_to_object(mastered: Mastered) -> None:
    assert objections(feed_of(mastered)) == []


def test_feedgen_warns_of_nothing_and_leaves_the_locale_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("other threads would see the locale change")

    monkeypatch.setattr(locale, "setlocale", refuse)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        xml = feed_of(a_mastered())

    assert b"<lastBuildDate>Thu, 05 Mar 2026 06:00:00 +0100</lastBuildDate>" in xml


def test_german_text_stands_in_the_file_as_it_was_written() -> None:
    text = feed_of(a_mastered()).decode()

    assert text.startswith("<?xml version='1.0' encoding='UTF-8'?>\n")
    assert "Sicherheit von Mitarbeiter*innen: „Was nun?“" in text


def test_the_channel_links_to_the_page_and_to_itself() -> None:
    channel = _channel()

    assert _texts(channel, "link") == ["https://stadt.test/podcast"]
    assert [
        (one["rel"], one["href"], one["type"]) for one in _attributes(channel, "atom:link")
    ] == [
        ("self", f"{BASE}/feed.xml", "application/rss+xml"),
        ("alternate", "https://stadt.test/podcast", "text/html"),
        ("alternate", f"{BASE}/feed.json", "application/feed+json"),
    ]


def test_categories_are_nested_and_those_of_one_main_category_stand_together() -> None:
    channel = _channel(a_mastered(show={"categories": ["News > Politics", "Arts", "News"]}))

    mains = channel.findall("itunes:category", NS)
    assert [main.get("text") for main in mains] == ["News", "Arts"]
    assert [sub.get("text") for sub in mains[0]] == ["Politics"]


def test_the_show_is_named_locked_licensed_and_supported() -> None:
    channel = _channel()

    assert _texts(channel, "podcast:guid") == ["917393e3-1b1e-5cef-ace4-edaa54e1f810"]
    assert _texts(channel, "podcast:medium") == ["podcast"]
    assert _attributes(channel, "podcast:locked") == [{"owner": "podcast@stadt.test"}]
    assert _texts(channel, "podcast:license") == ["cc-by-4.0"]
    assert _texts(channel, "podcast:funding") == ["Mitglied werden"]
    assert _texts(channel, "itunes:owner/itunes:email") == ["podcast@stadt.test"]


def test_trailers_are_announced_in_the_channel_too() -> None:
    (trailer,) = _channel().findall("podcast:trailer", NS)

    assert trailer.text == "Worum es geht"
    assert trailer.get("pubdate") == "Mon, 05 Jan 2026 06:00:00 +0100"
    assert trailer.get("season") == "1"
    assert (trailer.get("url") or "").startswith(f"{BASE}/audio/trailer-")


def test_the_trailer_of_the_show_may_be_any_episode() -> None:
    channel = _channel(a_mastered(show={"trailer": "011-plaetze"}, episodes=(a_plain_episode(),)))

    assert _texts(channel, "podcast:trailer") == ["Plätze"]


def test_items_come_newest_first() -> None:
    assert _texts(_channel(), "item/title") == [
        "Sicherheit von Mitarbeiter*innen: „Was nun?“",
        "Plätze",
        "Worum es geht",
    ]


def test_an_item_announces_the_first_format_and_offers_the_others() -> None:
    episode = an_episode()
    m4a = replace(a_media("audio/012", "mp3"), path="audio/012.m4a", mime_type="audio/mp4")
    both = (*episode.enclosures, Enclosure("audio/mp4", 17, 184.6, m4a))

    item = _first_item(a_mastered(episodes=(replace(episode, enclosures=both),)))

    assert [one["type"] for one in _attributes(item, "enclosure")] == ["audio/mpeg"]
    assert _attributes(item, "podcast:alternateEnclosure") == [
        {
            "type": "audio/mp4",
            "length": "17",
            "bitrate": "1",
            "title": "AAC",
            "codecs": "mp4a.40.2",
        }
    ]
    assert _attributes(item, "podcast:alternateEnclosure/podcast:integrity") == [
        {"type": "sri", "value": f"sha256-{b64encode(bytes.fromhex(m4a.sha256)).decode()}"}
    ]
    assert _attributes(item, "podcast:alternateEnclosure/podcast:source") == [
        {"uri": f"{BASE}/audio/012.m4a"}
    ]


def test_linked_audio_is_announced_where_it_stands() -> None:
    item = _first_item(a_mastered(episodes=(a_linked_episode(),)))

    assert _attributes(item, "enclosure") == [
        {
            "url": "https://cdn.stadt.test/alt.m4a?token=a&x=1",
            "length": "4200000",
            "type": "audio/mp4",
        }
    ]


def test_a_guid_is_a_permanent_address_only_if_it_is_an_address() -> None:
    assert _attributes(_channel(), "item/guid") == [
        {"isPermaLink": "false"},
        {"isPermaLink": "true"},
        {"isPermaLink": "false"},
    ]


def test_an_item_links_to_its_page_or_to_where_its_author_wants() -> None:
    own = an_episode(link="https://stadt.test/folge-12")

    assert _texts(_first_item(), "link") == [f"{BASE}/episodes/012-mitarbeitende/index.html"]
    assert _texts(_first_item(a_mastered(episodes=(own,))), "link") == [
        "https://stadt.test/folge-12"
    ]


@pytest.mark.parametrize(("seconds", "said"), [(184.6, "185"), (0.2, "1"), (3600.0, "3600")])
def test_durations_are_whole_seconds(seconds: float, said: str) -> None:
    episode = a_plain_episode()
    enclosure = replace(episode.enclosure, duration_s=seconds)

    item = _first_item(a_mastered(episodes=(replace(episode, enclosures=(enclosure,)),)))

    assert _texts(item, "itunes:duration") == [said]


@pytest.mark.parametrize(
    ("show", "episode", "said"),
    [(False, None, "false"), (True, None, "true"), (True, False, "false"), (False, True, "true")],
)
def test_explicit_is_true_or_false_and_the_episodes_word_counts(
    show: bool, episode: bool | None, said: str
) -> None:
    mastered = a_mastered(show={"explicit": show}, episodes=(a_plain_episode(explicit=episode),))

    assert _texts(_first_item(mastered), "itunes:explicit") == [said]


def test_guests_do_not_drive_the_hosts_away() -> None:
    items = _channel().findall("item")

    assert _texts(items[0], "podcast:person") == ["Moderation", "Gast aus Hannover", "Tonstudio"]
    assert _texts(items[1], "podcast:person") == []


def test_people_outside_the_cast_have_their_group() -> None:
    people = _attributes(_first_item(), "podcast:person")

    assert people[1] == {"role": "guest", "href": "https://hannover.test/gast"}
    assert people[2] == {"group": "audio production", "role": "audio engineer"}


def test_sidecars_are_announced_with_type_and_language() -> None:
    item, folder = _first_item(), f"{BASE}/episodes/012-mitarbeitende"

    assert _attributes(item, "podcast:chapters") == [
        {"url": f"{folder}/chapters.json", "type": "application/json+chapters"}
    ]
    assert _attributes(item, "podcast:transcript") == [
        {"url": f"{folder}/transcript{infix}.{suffix}", "type": kind, "language": language, **rel}
        for infix, language in (("", "de"), (".en", "en"))
        for suffix, kind, rel in (
            ("vtt", "text/vtt", {"rel": "captions"}),
            ("srt", "application/x-subrip", {"rel": "captions"}),
            ("json", "application/json", {}),
            ("html", "text/html", {}),
            ("txt", "text/plain", {}),
        )
    ]


def test_an_item_has_place_licence_soundbite_season_and_number() -> None:
    item = _first_item()

    assert _attributes(item, "podcast:location") == [
        {"country": "DE", "geo": "geo:52.37,9.73", "osm": "R59418"}
    ]
    assert _attributes(item, "podcast:license") == [{"url": "https://stadt.test/lizenz"}]
    assert _attributes(item, "podcast:soundbite") == [{"startTime": "84.25", "duration": "20"}]
    assert _texts(item, "podcast:season") == _texts(item, "itunes:season") == ["2"]
    assert _texts(item, "podcast:episode") == _texts(item, "itunes:episode") == ["12"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://straße.test", "https://xn--strae-oqa.test"),
        ("https://HÖREN.test:8080/x", "https://xn--hren-5qa.test:8080/x"),
        ("https://ho\u0308ren.test/#ö", "https://xn--hren-5qa.test/#%C3%B6"),
    ],
)
def test_host_names_are_spelled_as_browsers_do(address: str, said: str) -> None:
    assert ascii_address(address) == said


def test_umlauts_in_addresses_are_spelled_for_machines() -> None:
    mastered = a_mastered(
        show={"link": "https://städte.test/größe?ort=köln%20süd"},
        site={"url": "https://hören.test"},
    )

    channel = _channel(mastered)

    assert channel.findtext("link") == (
        "https://xn--stdte-hra.test/gr%C3%B6%C3%9Fe?ort=k%C3%B6ln%20s%C3%BCd"
    )
    assert (channel.findtext("item/link") or "").startswith("https://xn--hren-5qa.test/episodes/")
