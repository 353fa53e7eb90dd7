"""Fragments can be pasted into any page: few tags, no styles, absolute addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import a_linked_episode, a_mastered, a_plain_episode, an_episode

from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.render.fragments import render_fragments

FOLDER = "episodes/012-mitarbeitende"
PAGE = f"https://hoeren.stadt.test/podcast/{FOLDER}/index.html"

ALLOWED = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "a", "strong", "em", "time",
    "audio", "figure", "figcaption", "img", "blockquote", "br", "code", "pre", "hr", "sup",
    "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
ATTRIBUTES = {
    "href", "src", "alt", "height", "datetime", "controls", "preload", "id", "title", "start",
    "scope", "lang", "aria-label",
}  # fmt: skip

HOSTILE = '<script>alert(1)</script><b onclick="x" class="y" style="z">"&\''


def _fragments(mastered: Mastered) -> dict[str, str]:
    documents = render_fragments(mastered, mastered.settings)
    return {one.path: one.content.decode() for one in documents}


def _fragment(mastered: Mastered, name: str) -> Page:
    return read_html(_fragments(mastered)[f"{FOLDER}/{name}"])


def test_every_episode_has_three_fragments() -> None:
    mastered = a_mastered(episodes=(an_episode(), a_plain_episode()))

    documents = render_fragments(mastered, mastered.settings)

    assert [one.path for one in documents[:3]] == [
        f"{FOLDER}/fragment.html",
        f"{FOLDER}/fragment-teaser.html",
        f"{FOLDER}/fragment-notes.html",
    ]
    assert len(documents) == 6
    assert {one.mime_type for one in documents} == {"text/html"}
    assert documents[0].item == "episode/012-mitarbeitende"


def test_fragments_hold_only_what_any_website_takes() -> None:
    notes = f"# {HOSTILE}\n\n> Zitat\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` ![bild](https://x.test/y.png)"
    hostile = an_episode(
        title=HOSTILE,
        summary=HOSTILE,
        notes=notes,
        transcript=Transcript("de", (Cue(1, 2, HOSTILE, HOSTILE),)),
    )
    others = (an_episode("b"), an_episode("c", language="en"), a_linked_episode())
    mastered = a_mastered(episodes=(hostile, *others))

    for text in _fragments(mastered).values():
        page = read_html(text)
        assert {one.tag for one in page.elements} <= ALLOWED
        assert {name for one in page.elements for name in one.attributes} <= ATTRIBUTES


def test_addresses_are_absolute_as_they_stand_on_somebody_elses_page() -> None:
    for text in _fragments(a_mastered()).values():
        page = read_html(text)
        for address in page.values("href") + page.values("src"):
            assert address.startswith(("https://", "mailto:", "#fn"))


def test_the_whole_episode_is_in_its_fragment() -> None:
    page = _fragment(a_mastered(), "fragment.html")

    assert page.texts("h2") == ["Sicherheit von Mitarbeiter*innen: „Was nun?“"]
    assert page.texts("h3") == [
        "Kapitelmarken", "Shownotes", "Transkript", "Mitwirkende", "Förderhinweis",
    ]  # fmt: skip
    assert page.texts("h4") == ["Worum es geht"]
    assert f"{PAGE}#t=75.5" in page.values("href")
    assert "0:21 Gast aus Hannover: Danke für die Einladung." in page.texts("p")
    assert "Gast aus Hannover (Gast)" in page.texts("li")
    assert page.values("alt") == ["Flagge der Europäischen Union"]
    assert page.all("audio")[0].attributes["preload"] == "none"


def test_the_teaser_points_to_the_page_and_names_who_pays() -> None:
    page = _fragment(a_mastered(), "fragment-teaser.html")

    assert set(page.values("href")) == {PAGE}
    assert "Gefördert durch die Europäische Union." in page.texts("p")
    assert page.texts("figcaption") == ["Zur Folge mit Transkript"]


def test_the_notes_stand_alone() -> None:
    page = _fragment(a_mastered(), "fragment-notes.html")

    assert page.elements[0].tag == "h2"
    assert page.texts("h2") == ["Worum es geht"]


def test_without_notes_the_summary_stands_in() -> None:
    mastered = a_mastered(episodes=(a_plain_episode(),))

    text = _fragments(mastered)["episodes/011-plaetze/fragment-notes.html"]

    assert text == "<p>Management von schwierigen Plätzen.</p>\n"


@pytest.mark.parametrize("level", [1, 3, 5])
def test_headings_start_where_the_settings_say(level: int) -> None:
    page = _fragment(a_mastered(site={"heading_level": level}), "fragment.html")

    headings = [one.tag for one in page.elements if one.tag[0] == "h" and one.tag[1:].isdigit()]

    assert headings[0] == f"h{level}"
    assert headings[1] == f"h{level + 1}"
    assert min(headings) == f"h{level}"


@pytest.mark.parametrize("name", ["fragment.html", "fragment-teaser.html", "fragment-notes.html"])
def test_a_fragment_in_another_language_than_the_shows_says_so(name: str) -> None:
    page = _fragment(a_mastered(episodes=(an_episode(language="en"),)), name)

    assert (page.elements[0].tag, page.elements[0].attributes) == ("div", {"lang": "en"})
    grants = [one for one in page.all("p") if one.text.startswith("Gefördert durch")]
    assert {one.attributes.get("lang") for one in grants} <= {"de"}


def test_our_words_about_a_grant_are_not_in_the_language_of_its_statement() -> None:
    page = _fragment(a_mastered(episodes=(an_episode(language="en"),)), "fragment.html")

    about = [one.attributes.get("lang") for one in page.all("a") if one.text == "About this grant"]
    assert about == ["en"]


@pytest.mark.parametrize("name", ["fragment.html", "fragment-notes.html"])
def test_notes_in_a_language_without_words_of_ours_say_so(name: str) -> None:
    page = _fragment(a_mastered(episodes=(an_episode(language="tr"),)), name)

    inside = [one.text for one in page.elements if one.attributes.get("lang") == "tr"]

    assert any("erzählen" in text for text in inside)


def test_a_fragment_in_the_shows_language_needs_no_frame() -> None:
    assert not _fragment(a_mastered(), "fragment.html").all("div")


@pytest.mark.parametrize("name", ["fragment.html", "fragment-teaser.html"])
def test_the_audio_says_what_it_plays(name: str) -> None:
    page = _fragment(a_mastered(), name)

    assert [one.attributes["aria-label"] for one in page.all("audio")] == [
        "Anhören: Sicherheit von Mitarbeiter*innen: „Was nun?“"
    ]


def test_a_size_that_nobody_knows_is_not_told() -> None:
    linked = a_linked_episode()
    unknown = replace(linked, enclosures=(replace(linked.enclosures[0], size_bytes=0),))

    text = _fragments(a_mastered(episodes=(unknown,)))["episodes/010-angstraeume/fragment.html"]

    assert "M4A" in read_html(text).texts("a")
