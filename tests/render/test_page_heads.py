"""The head of a page, what search engines are told, and the page of the show."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.render.built_site import site_texts
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import a_mastered, a_media, a_plain_episode, an_episode

from podcaster.model.mastered import Card, Mastered
from podcaster.render import render

EPISODE = "episodes/012-mitarbeitende/index.html"


def _page(mastered: Mastered, path: str = EPISODE) -> Page:
    return read_html(site_texts(mastered)[path])


def _data(page: Page) -> dict[str, object]:
    scripts = [one for one in page.all("script") if "ld+json" in one.attributes.get("type", "")]
    data: dict[str, object] = json.loads(scripts[0].text)
    return data


def test_the_head_of_a_page_is_complete() -> None:
    page = _page(a_mastered())
    address = f"https://hoeren.stadt.test/podcast/{EPISODE}"
    links = {one.attributes["rel"]: one.attributes for one in page.all("link")}
    feeds = [one for one in page.all("link") if "rss" in one.attributes.get("type", "")]

    assert page.all("html")[0].attributes["lang"] == "de"
    assert page.texts("title") == [
        "Sicherheit von Mitarbeiter*innen: „Was nun?“ – Stadt im Gespräch"
    ]
    assert links["canonical"]["href"] == page.meta("og:url") == address
    assert page.meta("og:type") == "article"
    assert page.meta("og:locale") == "de_DE"
    assert page.meta("og:image:alt") == "Rathaus am Abend"
    assert page.meta("og:image").startswith("https://hoeren.stadt.test/podcast/episodes/")
    assert page.meta("og:audio").startswith("https://hoeren.stadt.test/podcast/audio/012-")
    assert page.meta("description") == "Was Städte für Mitarbeiter*innen & Mandatsträger*innen tun."
    assert page.values("hreflang")[:2] == ["de", "en"]
    assert [one.attributes["href"] for one in feeds] == ["../../feed.xml"]


def test_search_engines_are_told_what_an_episode_is() -> None:
    data = _data(_page(a_mastered()))

    assert data["@type"] == "PodcastEpisode"
    assert data["name"] == "Sicherheit von Mitarbeiter*innen: „Was nun?“"
    assert data["episodeNumber"] == 12
    assert data["timeRequired"] == "PT185S"
    assert data["accessibilityFeature"] == ["transcript"]
    assert data["partOfSeries"] == {
        "@type": "PodcastSeries",
        "@id": "urn:uuid:917393e3-1b1e-5cef-ace4-edaa54e1f810",
        "name": "Stadt im Gespräch",
        "url": "https://hoeren.stadt.test/podcast/index.html",
        "webFeed": "https://hoeren.stadt.test/podcast/feed.xml",
    }
    clips = data["hasPart"]
    assert isinstance(clips, list)
    assert [(one["startOffset"], one["endOffset"]) for one in clips] == [
        (0.0, 75.5),
        (75.5, 130.0),
        (130.0, 184.6),
    ]


def test_search_engines_are_told_what_the_show_is() -> None:
    data = _data(_page(a_mastered(), "index.html"))

    assert data["@type"] == "PodcastSeries"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    episodes = data["hasPart"]
    assert isinstance(episodes, list)
    assert len(episodes) == 3


def test_the_show_page_lists_trailer_and_episodes() -> None:
    page = _page(a_mastered(), "index.html")

    assert page.texts("h1") == ["Stadt im Gespräch"]
    assert page.texts("h2") == [
        "Abonnieren", "Trailer", "Folgen", "Meldungen", "Staffeln", "Mitwirkende", "Unterstützen",
        "Lizenz", "Förderhinweis",
    ]  # fmt: skip
    assert page.texts("h3") == [
        "Worum es geht",
        "Sicherheit von Mitarbeiter*innen: „Was nun?“",
        "Plätze",
        "Neues Positionspapier",
    ]
    assert {"Apple Podcasts", "Alle Apps und RSS", "Mitglied werden"} <= set(page.texts("a"))


def test_a_serial_show_lists_its_episodes_as_they_are_to_be_heard() -> None:
    page = _page(a_mastered(show={"type": "serial"}, news=()), "index.html")

    assert page.texts("h3")[1:] == ["Plätze", "Sicherheit von Mitarbeiter*innen: „Was nun?“"]


def test_a_show_without_episodes_has_a_page_that_says_so() -> None:
    page = _page(a_mastered(episodes=(), news=()), "index.html")

    assert "Die erste Folge erscheint in Kürze." in page.texts("p")


def test_two_episodes_may_say_the_same() -> None:
    twins = (a_plain_episode("eins"), a_plain_episode("zwei", guid="zwei"))

    page = _page(a_mastered(episodes=twins, news=()), "index.html")

    assert page.texts("h3") == ["Plätze", "Plätze"]


def test_a_card_goes_with_links_to_its_episode_and_says_how_large_it_is() -> None:
    card = Card(a_media("episodes/012-mitarbeitende/card", "png"), "Stadt im Gespräch · Folge 12")
    page = _page(a_mastered(episodes=(replace(an_episode(), card=card),)))

    assert page.meta("og:image").endswith(card.media.path)
    assert page.meta("og:image:width") == "1200"
    assert page.meta("og:image:height") == "627"
    assert page.meta("og:image:alt") == "Stadt im Gespräch · Folge 12"


def test_an_announcement_shows_the_card_of_its_episode() -> None:
    card = Card(a_media("episodes/012-mitarbeitende/card", "png"), "Stadt im Gespräch · Folge 12")
    mastered = a_mastered(episodes=(replace(an_episode(), card=card),), news=())

    release = render(mastered, mastered.settings)

    assert release.announcements[0].picture == card.media
    assert release.announcements[0].picture_alt == card.alt
    assert card.media in release.artefacts
