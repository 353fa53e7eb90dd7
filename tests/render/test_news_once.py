"""What the text of a news item says already, a link or a grant, is not said again below it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.render.html_rules import read_html
from tests.render.mastered_shows import a_mastered, an_episode

from podcaster.model.mastered import Mastered
from podcaster.model.release import Announcement
from podcaster.render.news import announcements


def _announced(mastered: Mastered) -> Announcement:
    return announcements(mastered, mastered.settings)[0]


def _told(text: str, **show: Any) -> Announcement:  # noqa: ANN401 - any setting
    mastered = a_mastered(show=show, episodes=(an_episode(news=text),), news=())
    return _announced(mastered)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Neu: {link}", 1),
        ("[Hier]({link} 'Zur Folge') entlang.", 1),
        ("<{link}>", 1),
        ("[Zum Transkript]({link}-transkript)", 2),
        ("Alle Folgen: {link}?alle=1", 2),
        ("Als Code: `{link}`", 2),
    ],
)
def test_the_link_is_added_unless_the_text_leads_there_itself(text: str, times: int) -> None:
    link = "https://hoeren.stadt.test/podcast/episodes/012-mitarbeitende/index.html"

    one = _told(text.format(link=link))

    assert read_html(one.html).values("href").count(link) == 1
    assert one.text.count(link) == times


def test_an_address_with_brackets_is_not_told_twice() -> None:
    link = "https://stadt.test/folge_(12)"

    one = _announced(a_mastered(episodes=(an_episode(link=link),), news=()))

    assert len([href for href in read_html(one.html).values("href") if "folge_" in href]) == 1


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ('Im Programm "Demokratie leben!" gefördert', 'Im Programm "Demokratie leben!" gefördert.'),
        ("Mit 5 % vom Land, z. B. für Technik", "Mit 5 % vom Land, z. B. für Technik."),
        ("Gefördert von der EU und vom Land", "Gefördert von der\n**EU** und vom Land."),
        ("Gefördert von der EU", "Gefördert von der [EU](https://europa.test)."),
    ],
)
def test_a_grant_that_the_text_acknowledges_is_not_acknowledged_again(
    statement: str, text: str
) -> None:
    grants = [{"name": "secu4all", "statement": statement}]

    one = _told(f"Neu.\n\n{text}", grants=grants)

    verb = "efördert" if "efördert" in statement else "Technik"
    assert one.text.count(verb) == 1
    assert one.html.count(verb) == 1


def test_a_grant_is_not_acknowledged_by_a_longer_word() -> None:
    one = _told(
        "Gefördert von der EUmetsat.",
        grants=[{"name": "secu4all", "statement": "Gefördert von der EU"}],
    )

    assert one.text.count("Gefördert") == 2
