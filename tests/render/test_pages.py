"""Pages are valid, complete, harmless, and find their own files wherever the folder stands."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from tests.render.built_site import site_documents, site_texts
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_trailer,
    an_episode,
)

from podcaster.errors import TemplateError
from podcaster.model.facts import TemplateSource
from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.render.pages import render_pages

EPISODE = "episodes/012-mitarbeitende/index.html"
HOSTILE = (
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }} \u202eabc & ü"
)


def _pages(mastered: Mastered) -> dict[str, str]:
    return dict(site_texts(mastered))


def _page(mastered: Mastered, path: str = EPISODE) -> Page:
    return read_html(_pages(mastered)[path])


def _data(page: Page) -> dict[str, object]:
    scripts = [one for one in page.all("script") if "ld+json" in one.attributes.get("type", "")]
    data: dict[str, object] = json.loads(scripts[0].text)
    return data


def test_there_is_a_page_for_the_show_and_for_each_episode_with_style_and_script() -> None:
    documents = render_pages(mastered := a_mastered(), mastered.settings)
    show = next(one for one in site_documents(mastered) if one.path == "index.html")

    assert {one.path: (one.mime_type, one.item) for one in (show, *documents)} == {
        "index.html": ("text/html", ""),
        EPISODE: ("text/html", "episode/012-mitarbeitende"),
        "episodes/011-plaetze/index.html": ("text/html", "episode/011-plaetze"),
        "episodes/trailer/index.html": ("text/html", "episode/trailer"),
        "style.css": ("text/css", ""),
        "podcaster.js": ("text/javascript", ""),
    }


def test_the_same_show_gives_the_same_bytes() -> None:
    assert _pages(a_mastered()) == _pages(a_mastered())


def test_an_episode_page_has_everything_in_its_order() -> None:
    page = _page(a_mastered())

    assert page.texts("h1") == ["Sicherheit von Mitarbeiter*innen: „Was nun?“"]
    assert page.texts("h2") == [
        "Folge anhören",
        "Kapitelmarken",
        "Shownotes",
        "Transkript",
        "Mitwirkende",
        "In anderen Sprachen",
        "Themen",
        "Abonnieren",
        "Downloads",
        "Lizenz",
        "Förderhinweis",
    ]
    assert page.texts("a")[:2] == ["Zum Inhalt springen", "Stadt im Gespräch"]


def test_an_episode_page_says_when_how_long_and_who() -> None:
    page = _page(a_mastered())

    assert page.texts("time")[:2] == ["5.\u00a0März 2026", "3\u00a0Minuten"]
    assert page.all("time")[0].attributes["datetime"] == "2026-03-05T06:00:00+01:00"
    assert page.all("time")[1].attributes["datetime"] == "PT185S"
    assert "Mit Moderation und Gast aus Hannover" in page.texts("p")
    assert "Tonstudio Tontechnik" in page.texts("li")
    assert "Staffel\u00a02, Folge\u00a012" in page.texts("p")[0]


def test_headings_leave_no_level_out() -> None:
    for path, text in _pages(a_mastered()).items():
        if path.endswith(".html"):
            levels = [int(one.tag[1]) for one in read_html(text).elements if one.tag in _HEADINGS]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(now <= before + 1 for before, now in pairwise(levels))


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def test_a_page_finds_its_own_files_by_relative_addresses() -> None:
    mastered = a_mastered()
    pages = _pages(mastered)
    media = {
        mastered.cover.small.path,
        *(one.path for one in mastered.emblems.values()),
        *(one.cover.small.path for one in mastered.episodes if one.cover),
        *(file.media.path for one in mastered.episodes for file in one.enclosures if file.media),
    }
    sidecars = {
        f"episodes/012-mitarbeitende/transcript{infix}"
        for infix in (".vtt", ".srt", ".txt", ".html", ".en.vtt", ".en.html")
    }
    embeds = {f"episodes/{one.draft.slug}/einbinden.html" for one in mastered.episodes}
    news = {one.picture.path for one in mastered.news if one.picture} | {mastered.cover.full.path}
    known = {*pages, *media, *sidecars, *embeds, *news, "feed.xml", "feed.json"}

    for path, text in pages.items():
        if path.endswith(".html"):
            assert set(_local_targets(read_html(text), path)) <= known


def _local_targets(page: Page, path: str) -> list[str]:
    addresses = [urlsplit(value) for value in page.values("href") + page.values("src")]
    return [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(one.path)))
        for one in addresses
        if not one.scheme and one.path
    ]


def test_nothing_is_loaded_from_another_place() -> None:
    mastered = a_mastered(episodes=(an_episode(), a_linked_episode(), a_trailer()))

    for text in _pages(mastered).values():
        page = read_html(text) if text.lstrip().startswith("<!doctype") else Page()
        loaded = [
            one for one in page.all("link") if one.attributes["rel"] in {"stylesheet", "icon"}
        ]
        sources = [one.attributes["href"] for one in loaded]
        for tag in ("img", "script", "source", "iframe"):
            sources += [one.attributes["src"] for one in page.all(tag) if "src" in one.attributes]
        outside = [source for source in sources if urlsplit(source).scheme]
        assert outside in ([], ["https://cdn.stadt.test/alt.m4a?token=a&x=1"])
        assert "url(" not in text
        assert "@import" not in text


def test_linked_audio_is_not_asked_for_before_somebody_plays_it() -> None:
    mastered = a_mastered(episodes=(a_linked_episode(),))

    audio = _page(mastered, "episodes/010-angstraeume/index.html").all("audio")[0]

    assert audio.attributes["preload"] == "none"


def test_a_size_that_nobody_knows_is_not_told() -> None:
    linked = a_linked_episode()
    unknown = replace(linked, enclosures=(replace(linked.enclosures[0], size_bytes=0),))

    page = _page(a_mastered(episodes=(unknown,)), "episodes/010-angstraeume/index.html")

    assert "M4A" in page.texts("a")


def test_chapters_lead_into_the_audio_even_without_a_script() -> None:
    page = _page(a_mastered())

    links = [one.attributes for one in page.all("a") if one.attributes.get("class") == "place"]

    assert [one["href"].partition("#t=")[2] for one in links] == ["0", "75.5", "130"]
    assert all("../../audio/012-mitarbeitende-" in one["href"] for one in links)
    assert "1:15 Was Städte tun & lassen" in page.texts("a")


def test_the_transcript_stands_open_on_the_page() -> None:
    page = _page(a_mastered())

    text = " ".join(page.texts("p"))

    assert "Moderation: Herzlich willkommen, liebe Hörer*innen." in text
    assert "<laut> und leise." in text
    assert "0:09" in page.texts("a")
    assert not page.all("details")


def test_downloads_tell_their_size_in_german() -> None:
    assert "MP3 (3,0\u00a0MB)" in [one.text for one in _page(a_mastered()).all("a")]


def test_grants_stand_with_statement_emblem_and_alternative_text() -> None:
    page = _page(a_mastered())

    emblems = [one.attributes for one in page.all("img") if "emblems/" in one.attributes["src"]]

    assert [one["alt"] for one in emblems] == ["Flagge der Europäischen Union"]
    assert any("Gefördert durch die Europäische Union." in text for text in page.texts("p"))
    assert not any("Stiftung" in text for text in page.texts("p"))


def test_every_page_has_the_legal_links() -> None:
    for path, text in _pages(a_mastered()).items():
        if path.endswith(".html"):
            links = read_html(text).texts("a")
            assert links[-3:] == ["Impressum", "Datenschutz", "Barrierefreiheit"]


def test_an_episode_with_nothing_but_audio_has_no_empty_parts() -> None:
    page = _page(
        a_mastered(show={"people": [], "grants": [], "licence": None}),
        "episodes/011-plaetze/index.html",
    )

    assert page.texts("h2") == ["Folge anhören", "Abonnieren", "Downloads"]


def test_hostile_texts_are_shown_and_never_obeyed() -> None:
    hostile = an_episode(
        title=HOSTILE,
        summary=HOSTILE,
        notes=HOSTILE,
        people=[{"name": HOSTILE[:120]}],
        chapters=tuple(replace(one, title=HOSTILE) for one in an_episode().chapters),
        transcript=Transcript("de", (Cue(1, 2, HOSTILE, HOSTILE),)),
    )
    mastered = a_mastered(episodes=(hostile,), show={"title": HOSTILE, "summary": HOSTILE})

    for path in (EPISODE, "index.html"):
        page = _page(mastered, path)
        assert not [name for name in _attribute_names(page) if name.startswith("on")]
        assert len(page.all("script")) <= 2
        assert HOSTILE in page.all("h1")[0].text
        assert _data(page)["name"] == HOSTILE
        assert all(one.attributes["src"] != "x" for one in page.all("img"))


def _attribute_names(page: Page) -> set[str]:
    return {name for one in page.elements for name in one.attributes}


def test_control_characters_do_not_reach_a_page() -> None:
    page = _pages(a_mastered(episodes=(an_episode(notes="Vor\x07 und\x1b nach"),)))[EPISODE]

    assert "Vor und nach" in page
    assert not set(page) & {chr(code) for code in range(32) if chr(code) not in "\n\t"}


def test_a_template_of_the_show_takes_the_place_of_the_default() -> None:
    own = TemplateSource(
        "episode.html.j2",
        "templates/episode.html.j2",
        '{% extends "page.html.j2" %}{% block main %}<h1>Eigenes</h1>{% endblock %}',
        own=True,
    )

    page = _page(a_mastered(templates={own.name: own}))

    assert page.texts("h1") == ["Eigenes"]


def test_an_error_in_a_template_of_the_show_tells_where_it_is() -> None:
    text = '{% extends "page.html.j2" %}\n{% block main %}\n{{ episode.titel }}\n{% endblock %}'
    own = TemplateSource("episode.html.j2", "templates/episode.html.j2", text, own=True)
    mastered = a_mastered(templates={own.name: own})

    with pytest.raises(TemplateError) as caught:
        render_pages(mastered, mastered.settings)

    assert str(caught.value.place) == "templates/episode.html.j2:3"
    assert str(caught.value.hint) == "did you mean `title`?"
