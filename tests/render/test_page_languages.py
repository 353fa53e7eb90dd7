"""A page speaks one language, says which, and marks what is in another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.render.built_site import site_texts
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode

from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript

EPISODE = "episodes/012-mitarbeitende/index.html"


def _page(mastered: Mastered) -> Page:
    return read_html(dict(site_texts(mastered))[EPISODE])


def test_an_episode_in_another_language_has_a_page_in_it() -> None:
    english = an_episode(language="en", transcript=Transcript("en", (Cue(1, 2, "Hi"),)))

    page = _page(a_mastered(episodes=(english,)))

    assert page.all("html")[0].attributes["lang"] == "en"
    assert "5 March 2026" in page.texts("time")
    assert "Show notes" in page.texts("h2")
    home = next(one for one in page.all("a") if one.attributes.get("class") == "home")
    assert home.attributes["lang"] == "de"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("5 mars 2026", "Chapitres", "Transcription")),
        ("de-AT", ("5.\u00a0März 2026", "Kapitelmarken", "Transkript")),
        ("nl", ("5 March 2026", "Chapters", "Transcript")),
    ],
)
def test_pages_speak_the_language_of_the_show(language: str, words: tuple[str, ...]) -> None:
    page = _page(a_mastered(show={"language": language}))

    assert set(words) <= {*page.texts("time"), *page.texts("h2")}


def test_a_language_that_we_have_no_words_for_is_marked_and_the_rest_is_the_shows() -> None:
    cue = Cue(1, 2, "你好")
    chinese = an_episode(
        language="zh", title="城市", editions=[], transcript=Transcript("zh", (cue,))
    )

    page = _page(a_mastered(episodes=(chinese,)))

    assert page.all("html")[0].attributes["lang"] == "de"
    assert {"Kapitelmarken", "5.\u00a0März 2026"} <= {
        *page.texts("h2"),
        *page.texts("time"),
    }
    assert page.all("h1")[0].attributes["lang"] == "zh"
    spoken = [one.attributes["lang"] for one in page.all("span") if "lang" in one.attributes]
    assert spoken == ["zh"]


def test_quotes_in_an_edition_are_those_of_its_own_language() -> None:
    episode = an_episode()
    draft = replace(episode.draft, edition_notes={"en": 'They said "no".'})

    page = _page(a_mastered(episodes=(replace(episode, draft=draft),)))

    assert any("They said “no”." in text for text in page.texts("p"))


def test_pictures_in_a_page_keep_their_room_while_they_load() -> None:
    mastered = a_mastered()
    sized = {name: replace(one, size_px=(300, 200)) for name, one in mastered.emblems.items()}

    page = _page(replace(mastered, emblems=sized))

    assert all({"width", "height"} <= {*one.attributes} for one in page.all("img"))
    emblem = next(one for one in page.all("img") if "emblems/" in (one.attributes["src"] or ""))
    assert (emblem.attributes["width"], emblem.attributes["height"]) == ("300", "200")


def test_a_list_says_season_and_number_in_the_language_of_its_page() -> None:
    guest = a_plain_episode("invitee", guid="i", season=2, number=3, language="fr", title="Qui ?")
    texts = site_texts(a_mastered(episodes=(guest,)))

    assert "Staffel\u00a02, Folge\u00a03" in texts["index.html"]
    assert "Saison\u00a02, épisode\u00a03" in texts["episodes/invitee/index.html"]


def test_french_pages_break_no_line_before_a_question_mark() -> None:
    said = Transcript("fr", (Cue(0.0, 5.0, "Qui a peur ? Moi !", "Invitée"),))
    episode = an_episode(language="fr", title="La nuit : qui ?", editions=[], transcript=said)
    page = site_texts(a_mastered(episodes=(episode,)))["episodes/012-mitarbeitende/index.html"]

    assert ">La nuit\u00a0: qui\u202f?</h1>" in page
    assert "<strong>Invitée\u00a0:</strong> <bdi>Qui a peur\u202f? Moi\u202f!</bdi>" in page
