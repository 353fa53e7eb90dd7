"""A show has pages beside its episodes: topics, people, seasons, news, search, subscribe, press."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import etree
from tests.render.built_site import site_documents, site_texts
from tests.render.html_rules import read_html
from tests.render.mastered_shows import (
    a_mastered,
    a_news_item,
    a_plain_episode,
    a_trailer,
    an_episode,
)

from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render import render
from podcaster.render.service import apps_for

BASE = "https://hoeren.stadt.test/podcast"
STATEMENT = {
    "checked_on": "2026-03-01",
    "gaps": ["Ältere Folgen haben kein Transkript."],
    "phone": "0511 123456",
    "enforcement": {"text": "Schlichtungsstelle", "url": "https://schlichtung.test/"},
}


def _many(count: int) -> tuple[MasteredEpisode, ...]:
    return tuple(
        a_plain_episode(f"folge-{number}", guid=f"g{number}", title=f"Folge Nummer {number}")
        for number in range(count, 0, -1)
    )


def _headings(mastered: Mastered, path: str) -> list[str]:
    return read_html(site_texts(mastered)[path]).texts("h3")


def test_older_episodes_stand_on_pages_of_their_own() -> None:
    mastered = a_mastered(episodes=_many(5), news=(), site={"episodes_per_page": 2})

    titles = [
        _headings(mastered, path)
        for path in ("index.html", "archive/2/index.html", "archive/3/index.html")
    ]

    assert [title[-1] for one in titles for title in one] == ["5", "4", "3", "2", "1"]
    pager = read_html(site_texts(mastered)["archive/2/index.html"])
    current = [one.text for one in pager.elements if one.attributes.get("aria-current") == "page"]
    assert current == ["Seite 2"]
    assert "archive/4/index.html" not in site_texts(mastered)


def test_a_topic_has_its_episodes_and_its_news() -> None:
    page = read_html(site_texts(a_mastered())["topics/praevention/index.html"])

    assert page.texts("h1") == ["Prävention"]
    assert page.texts("h3") == [
        "Sicherheit von Mitarbeiter*innen: „Was nun?“",
        "Neues Positionspapier",
    ]


def test_topics_that_differ_in_their_capitals_share_a_page() -> None:
    both = (an_episode(topics=["Kommunen"]), a_plain_episode(topics=["kommunen"]))

    page = read_html(site_texts(a_mastered(episodes=both))["topics/kommunen/index.html"])

    assert len(page.texts("h3")) == 2


def test_somebody_has_a_page_with_their_episodes_and_a_way_to_their_own() -> None:
    texts = site_texts(a_mastered())
    page = read_html(texts["people/gast-aus-hannover/index.html"])
    everybody = read_html(texts["people/index.html"])

    assert page.texts("h3") == ["Sicherheit von Mitarbeiter*innen: „Was nun?“"]
    assert "https://hannover.test/gast" in page.values("href")
    assert everybody.texts("bdi") == ["Gast aus Hannover", "Moderation", "Tonstudio"]


def test_names_in_other_scripts_have_different_pages() -> None:
    people = [{"name": "王伟"}, {"name": "王薇"}, {"name": "سارة"}]

    texts = site_texts(a_mastered(episodes=(an_episode(people=people),), show={"people": []}))

    pages = [path for path in texts if path.startswith("people/") and path.count("/") == 2]
    names = {read_html(texts[path]).texts("h1")[0] for path in pages}
    assert names == {"王伟", "王薇", "سارة"}
    assert all(path.isascii() for path in pages)


def test_seasons_have_pages_and_are_offered_where_there_are_two() -> None:
    texts = site_texts(a_mastered())

    assert "Staffeln" in read_html(texts["index.html"]).texts("h2")
    assert read_html(texts["seasons/2/index.html"]).texts("h1") == ["Staffel\u00a02"]
    assert "seasons/3/index.html" not in texts


def test_the_search_says_what_to_do_without_a_script() -> None:
    page = read_html(site_texts(a_mastered())["search/index.html"])

    assert "../topics/praevention/index.html" in page.values("href")
    assert page.all("form")[0].attributes["data-search"] == "../pagefind/pagefind.js"
    assert "Die Suche braucht JavaScript." in page.all("noscript")[0].text


def test_a_show_may_do_without_search() -> None:
    texts = site_texts(a_mastered(site={"search": False}))

    assert not {"search/index.html", "search.js"} & set(texts)
    assert not any("search/" in value for value in read_html(texts["index.html"]).values("href"))


def test_the_feed_can_be_copied_scanned_and_opened_in_apps() -> None:
    page = read_html(site_texts(a_mastered())["subscribe/index.html"])

    assert page.values("value") == [f"{BASE}/feed.xml"]
    assert "antennapod-subscribe://hoeren.stadt.test/podcast/feed.xml" in page.values("href")
    assert [one.attributes["class"] for one in page.all("svg")] == ["qr"]
    assert "https://podcasts.apple.test/id1" in page.values("href")


def test_an_app_gets_the_address_in_its_own_form() -> None:
    apps = {one.name: one.address for one in apps_for("https://a.test/feed.xml")}

    assert apps["Overcast"].endswith("?url=https%3A%2F%2Fa.test%2Ffeed.xml")
    assert apps["Pocket Casts"] == "pktc://subscribe/a.test/feed.xml"


def test_the_press_finds_facts_pictures_and_contact() -> None:
    release = a_news_item("mitteilung", kind="press", title="Zur Presse")
    page = read_html(site_texts(a_mastered(news=(release,)))["press/index.html"])

    assert "mailto:podcast@stadt.test" in page.values("href")
    assert page.texts("dd")[:3] == [
        "Stadt im Gespräch",
        "Forum Urbane Sicherheit",
        "5.\u00a0Januar 2026",
    ]
    assert "Zur Presse" in page.texts("h3")


def test_news_have_a_list_and_pages() -> None:
    texts = site_texts(a_mastered())
    page = read_html(texts["news/positionspapier/index.html"])

    assert read_html(texts["news/index.html"]).texts("h2") == [
        "Neues Positionspapier",
        "Förderhinweis",
    ]
    assert page.texts("h1") == ["Neues Positionspapier"]
    assert [one.attributes["alt"] for one in page.all("img")][1] == "Das Papier auf einem Tisch"


def test_a_show_without_news_has_no_newsroom() -> None:
    assert not any(path.startswith("news/") for path in site_texts(a_mastered(news=())))


def test_the_accessibility_statement_says_what_the_staff_wrote() -> None:
    mastered = a_mastered(site={"accessibility": STATEMENT}, show={"legal": {}})
    texts = site_texts(mastered)
    page = read_html(texts["accessibility/index.html"])

    assert "1.\u00a0März 2026" in page.texts("time")
    assert "Ältere Folgen haben kein Transkript." in page.texts("li")
    assert {"mailto:podcast@stadt.test", "tel:0511123456"} <= set(page.values("href"))
    assert "accessibility/index.html" in read_html(texts["index.html"]).values("href")


_NO_TRANSCRIPT = an_episode("010-stumm", guid="stumm", transcript=None)


@pytest.mark.parametrize(
    ("episodes", "said"),
    [
        ((an_episode(),), "Zu jeder Folge gibt es ein Transkript"),
        ((an_episode(), _NO_TRANSCRIPT), "Nicht zu jeder Folge gibt es ein Transkript"),
        ((_NO_TRANSCRIPT,), "Zu den Folgen gibt es kein Transkript"),
        ((), "Der Player lässt sich"),
    ],
)
def test_the_statement_says_of_transcripts_what_is_so(
    episodes: tuple[MasteredEpisode, ...], said: str
) -> None:
    mastered = a_mastered(episodes=episodes, site={"accessibility": STATEMENT})

    page = read_html(site_texts(mastered)["accessibility/index.html"])

    claims = [text for text in page.texts("p") if "Player" in text]
    assert [text.startswith(said) for text in claims] == [True]


def test_the_statement_promises_nothing_for_a_player_that_is_not_ours() -> None:
    mastered = a_mastered(site={"accessibility": STATEMENT, "player": "podlove"})

    page = read_html(site_texts(mastered)["accessibility/index.html"])

    assert not any("Screenreader" in text for text in page.texts("p"))
    assert any("Podlove" in text for text in page.texts("p"))


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_the_statement_can_be_read_in_every_language(language: str) -> None:
    mastered = a_mastered(site={"accessibility": STATEMENT}, show={"language": language})

    words = {
        "de": "Erklärung zur Barrierefreiheit",
        "en": "Accessibility statement",
        "fr": "Déclaration d’accessibilité",
    }
    page = read_html(site_texts(mastered)["accessibility/index.html"])
    assert page.texts("h1") == [words[language]]


def test_every_page_of_the_show_acknowledges_its_grants() -> None:
    for one in site_documents(a_mastered()):
        if one.mime_type == "text/html" and not one.item:
            assert "Gefördert durch die Europäische Union." in one.content.decode(), one.path


def test_the_sitemap_names_every_page_once_and_says_when_it_changed() -> None:
    mastered = a_mastered()
    release = render(mastered, mastered.settings)
    files = {one.path: one for one in release.artefacts}

    root = etree.fromstring(files["sitemap.xml"].content)  # type: ignore[union-attr]
    entries = {one[0].text: datetime.fromisoformat(str(one[1].text)) for one in root}

    pages = {one.path for one in site_documents(mastered) if one.mime_type == "text/html"}
    assert set(entries) == {f"{BASE}/{path}" for path in pages}
    assert entries[f"{BASE}/episodes/011-plaetze/index.html"] == datetime(
        2026, 2, 5, 5, 0, tzinfo=UTC
    )
    assert entries[f"{BASE}/index.html"] == max(entries.values())
    assert files["robots.txt"].content.decode().endswith(f"{BASE}/sitemap.xml\n")  # type: ignore[union-attr]


def test_an_episode_leads_to_those_beside_it() -> None:
    episodes = (an_episode(), a_plain_episode(), a_trailer())

    page = read_html(site_texts(a_mastered(episodes=episodes))["episodes/011-plaetze/index.html"])

    assert {"../trailer/index.html", "../012-mitarbeitende/index.html"} <= set(page.values("href"))


def test_a_season_is_called_by_its_name() -> None:
    texts = site_texts(a_mastered(show={"seasons": [{"number": 2, "name": "Nacht"}]}))

    assert read_html(texts["seasons/2/index.html"]).texts("h1") == ["Staffel\u00a02: Nacht"]


def test_editions_of_the_show_are_linked_both_for_people_and_for_search_engines() -> None:
    edition = {
        "language": "en",
        "title": "City talk",
        "summary": "In English.",
        "guid": "1b2f9f0c-55a4-4f5e-8f0e-0a9d7a1f6a10",
        "link": "https://city.test/en",
    }
    texts = site_texts(a_mastered(show={"editions": [edition]}))
    head = read_html(texts["index.html"])
    subscribe = read_html(texts["subscribe/index.html"])

    assert [one for one in head.values("hreflang") if one in {"de", "en", "x-default"}][:3] == [
        "de",
        "en",
        "x-default",
    ]
    assert "https://city.test/en" in head.values("href")
    assert "../feed.en.xml" in subscribe.values("href")
    assert "City talk" in subscribe.texts("a")
