"""Rules look at each feed on its own, and at words as people read them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from tests.shows import NOW, a_show, a_workspace, an_episode

from podcaster.check import find
from podcaster.load import load

YESTERDAY: Final = (NOW - timedelta(days=1)).isoformat()
ENGLISH: Final = {
    "language": "en",
    "title": "City talk",
    "summary": "What the city talks about.",
    "guid": "0b024349-ccf0-5f69-a609-6b82873eab3c",
}


def codes(show: Path) -> list[str]:
    return [row.code for row in find(load(show, a_workspace(show)))]


@pytest.mark.parametrize(
    ("editions", "language", "told"),
    [([ENGLISH], "en", False), ([ENGLISH], "de", True), ([], "en", True)],
)
def test_one_number_and_moment_in_two_feeds_is_no_conflict(
    editions: list[dict[str, str]], language: str, told: bool, tmp_path: Path
) -> None:
    show = a_show(tmp_path, show={"editions": editions}, episode={"published_at": YESTERDAY})
    an_episode(show, "zwei", language=language, number=1, published_at=YESTERDAY)

    found = {"PC306", "PC317"} & set(codes(show))

    assert found == ({"PC306", "PC317"} if told else set())


def test_the_language_of_an_edition_of_the_show_is_one_that_there_is(tmp_path: Path) -> None:
    show = a_show(tmp_path, show={"editions": [{**ENGLISH, "language": "xq"}]})

    (row,) = (row for row in find(load(show, a_workspace(show))) if row.code == "PC207")

    assert "xq" in row.source


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Teil\u00a02: Plätze", False),
        ("Teil\u00a0 2", False),
        ("Teil  2", True),
        ("Teil \t2", True),
    ],
)
def test_a_protected_blank_is_none_too_many(title: str, told: bool, tmp_path: Path) -> None:
    assert ("PC213" in codes(a_show(tmp_path, episode={"title": title}))) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Gerechtigkeit für alle", False),
        ("Rechte und Pflichten", False),
        ("Was Recht ist", True),
        ("recht: eine Folge", True),
    ],
)
def test_the_name_of_the_show_is_looked_for_as_a_word(
    title: str, told: bool, tmp_path: Path
) -> None:
    show = a_show(tmp_path, show={"title": "Recht"}, episode={"title": title})

    assert ("PC307" in codes(show)) == told
