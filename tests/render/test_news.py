"""Every episode and every news folder becomes a news item: HTML, text, JSON, announcement."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.render.html_rules import read_html
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_media,
    a_news_item,
    a_plain_episode,
    a_trailer,
    an_episode,
)

from podcaster.model.facts import TemplateSource
from podcaster.model.mastered import Mastered
from podcaster.model.release import Announcement
from podcaster.render.news import announcements, render_news

HOSTILE = '<script>alert(1)</script>*fett* [x](javascript:alert(1)) "&'


def _files(mastered: Mastered) -> dict[str, str]:
    return {one.path: one.content.decode() for one in render_news(mastered, mastered.settings)}


def _announced(mastered: Mastered, item: str) -> Announcement:
    return next(one for one in announcements(mastered, mastered.settings) if one.item == item)


def test_every_item_has_three_files() -> None:
    mastered = a_mastered()

    documents = render_news(mastered, mastered.settings)

    assert [(one.path, one.mime_type, one.item) for one in documents[:3]] == [
        ("news/012-mitarbeitende/fragment.html", "text/html", "episode/012-mitarbeitende"),
        ("news/012-mitarbeitende/news.txt", "text/plain", "episode/012-mitarbeitende"),
        ("news/012-mitarbeitende/news.json", "application/json", "episode/012-mitarbeitende"),
    ]
    assert {one.item for one in documents[9:]} == {"news/positionspapier"}
    assert len(documents) == 12


def test_announcements_come_oldest_first() -> None:
    announced = announcements(mastered := a_mastered(), mastered.settings)

    assert [one.item for one in announced] == [
        "episode/trailer",
        "episode/011-plaetze",
        "episode/012-mitarbeitende",
        "news/positionspapier",
    ]


def test_an_episode_is_announced_with_everything_a_channel_needs() -> None:
    mastered = a_mastered()

    one = _announced(mastered, "episode/012-mitarbeitende")

    assert one.guid == "5f0c7c3e-6d1f-4b8e-9a55-0b3a8a3d2c11"
    assert one.title == "Sicherheit von Mitarbeiter*innen: „Was nun?“"
    assert one.link.endswith("/episodes/012-mitarbeitende/index.html")
    assert one.topics == ("Kommunen", "Prävention")
    assert one.picture is not None
    assert one.picture.path.startswith("episodes/012-mitarbeitende/artwork-")
    assert one.picture_alt == "Rathaus am Abend"
    assert one.title in one.post
    assert one.link in one.post


def test_what_is_announced_is_what_stands_in_the_files() -> None:
    mastered = a_mastered()
    files = _files(mastered)

    for one in announcements(mastered, mastered.settings):
        folder = f"news/{one.item.split('/')[1]}"
        assert files[f"{folder}/fragment.html"] == f"{one.html}\n"
        assert files[f"{folder}/news.txt"] == f"{one.text}\n"
        assert json.loads(files[f"{folder}/news.json"]) == one.data


def test_the_generated_text_tells_who_and_where() -> None:
    one = _announced(a_mastered(), "episode/012-mitarbeitende")

    assert one.text == (
        "Sicherheit von Mitarbeiter*innen: „Was nun?“\n\n5. März 2026\n\n"
        "Was Städte für Mitarbeiter*innen & Mandatsträger*innen tun.\n\n"
        "Stadt im Gespräch, Staffel\u00a02, Folge\u00a012 (3\u00a0Minuten). "
        "Mit Moderation und Gast aus Hannover.\n\n"
        f"Folge anhören ({one.link})\n\n"
        "Gefördert durch die Europäische Union."
    )


def test_the_authors_own_text_takes_its_place_and_the_link_is_added() -> None:
    mastered = a_mastered(episodes=(an_episode(news="Ein **eigener** Text."),))

    one = _announced(mastered, "episode/012-mitarbeitende")

    assert "<p>Ein <strong>eigener</strong> Text.</p>" in one.html
    assert "Mit Moderation" not in one.html
    assert one.link in read_html(one.html).values("href")
    assert one.link in one.text


def test_a_news_template_of_the_show_words_the_item() -> None:
    own = TemplateSource(
        "news.md.j2",
        "templates/news.md.j2",
        "Am {{ episode.published_at|date }}: **{{ episode.title }}**"
        " ({{ episode.duration_s|minutes }})",
        own=True,
    )

    one = _announced(a_mastered(templates={own.name: own}), "episode/012-mitarbeitende")

    assert (
        "<p>Am 5. März 2026: <strong>Sicherheit von Mitarbeiter*innen: „Was nun?“</strong>"
        " (3&nbsp;Minuten)</p>"
    ) in one.html


def test_a_grant_is_acknowledged_once() -> None:
    words = "Gefördert durch die Europäische Union."
    mastered = a_mastered(episodes=(an_episode(news=f"Neu.\n\n*{words}*"),))

    one = _announced(mastered, "episode/012-mitarbeitende")

    assert one.text.count(words) == 1
    assert one.html.count(words) == 1


def test_an_item_of_its_own_tells_its_text() -> None:
    one = _announced(a_mastered(), "news/positionspapier")

    page = read_html(one.html)
    assert page.texts("h2") == ["Neues Positionspapier"]
    assert "Das Papier für Mandatsträger*innen ist da." in page.texts("p")
    assert page.values("alt") == ["Das Papier auf einem Tisch"]
    assert one.link == "https://stadt.test/podcast"
    assert one.guid == "news/positionspapier"
    assert one.picture is not None


def test_an_item_without_text_shows_its_summary() -> None:
    news = a_news_item()
    silent = replace(news, draft=replace(news.draft, text=" \n"))

    one = _announced(a_mastered(news=(silent,)), "news/positionspapier")

    assert "<p>Sicherheit von Mandatsträger*innen.</p>" in one.html


def test_an_event_says_when_where_and_how_to_register() -> None:
    event = {
        "starts_at": "2026-04-05T18:00:00+02:00",
        "ends_at": "2026-04-05T20:00:00+02:00",
        "place": "Essen",
        "registration": "https://stadt.test/anmeldung",
    }
    mastered = a_mastered(news=(a_news_item(kind="event", event=event),))

    one = _announced(mastered, "news/positionspapier")

    assert "Wann: 5. April 2026, 18:00–20:00\u00a0Uhr" in one.text
    assert "Wo: Essen" in one.text
    assert "https://stadt.test/anmeldung" in read_html(one.html).values("href")
    assert "5. April 2026, 18:00–20:00\u00a0Uhr, Essen" in one.post
    assert one.data["event"] == event | {"starts_at": "2026-04-05T18:00:00+02:00"}


def test_a_document_is_linked_with_its_size() -> None:
    news = a_news_item(kind="document", document={"file": "papier.pdf", "title": "Das Papier"})
    pdf = replace(a_media("news/positionspapier/papier", "png"), mime_type="application/pdf")
    mastered = a_mastered(news=(replace(news, document=pdf),))

    one = _announced(mastered, "news/positionspapier")

    assert one.documents == (pdf,)
    assert "Das Papier (PDF, 3,0\u00a0MB)" in read_html(one.html).texts("a")
    document: dict[str, Any] = one.data["document"]  # type: ignore[assignment]
    assert document["url"].startswith(
        "https://hoeren.stadt.test/podcast/news/positionspapier/papier"
    )


def test_data_are_json_with_the_facts_of_the_episode() -> None:
    mastered = a_mastered(episodes=(a_linked_episode(), a_trailer()))

    data = _announced(mastered, "episode/010-angstraeume").data

    assert json.loads(json.dumps(data)) == data
    assert data["version"] == "1"
    assert data["kind"] == "episode"
    episode: dict[str, Any] = data["episode"]  # type: ignore[assignment]
    assert episode["audio"] == [
        {
            "title": "M4A",
            "url": "https://cdn.stadt.test/alt.m4a?token=a&x=1",
            "type": "audio/mp4",
            "bytes": 4_200_000,
        }
    ]


def test_hostile_words_stay_words() -> None:
    hostile = a_plain_episode(title=HOSTILE, summary=HOSTILE)
    own = a_news_item(title=HOSTILE, summary=HOSTILE)

    for one in announcements(
        mastered := a_mastered(episodes=(hostile,), news=(own,)), mastered.settings
    ):
        page = read_html(one.html)
        assert page.texts("h2") == [HOSTILE]
        assert not page.all("script")
        assert not page.all("em")
        assert not [href for href in page.values("href") if not href.startswith("https://")]
        assert HOSTILE in one.post


def test_an_item_speaks_its_own_language() -> None:
    english = an_episode(language="en")

    one = _announced(a_mastered(episodes=(english,)), "episode/012-mitarbeitende")

    assert one.language == "en"
    assert "Listen to the episode" in one.html
    assert "New episode: " in one.post


def test_an_item_in_another_language_than_the_shows_says_so() -> None:
    one = _announced(a_mastered(episodes=(an_episode(language="en"),)), "episode/012-mitarbeitende")

    page = read_html(one.html)
    assert (page.elements[0].tag, page.elements[0].attributes) == ("div", {"lang": "en"})
    grants = [one for one in page.all("p") if one.text.startswith("Gefördert")]
    assert [one.attributes for one in grants] == [{"lang": "de"}]
