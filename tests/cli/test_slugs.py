from __future__ import annotations

from pathlib import Path

import pytest
from tests.shows import a_news_item, a_show, an_episode

from podcaster.cli.slugs import folders_of
from podcaster.errors import UsageError


def test_a_slug_stands_for_its_folder(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "zweite", slug="zwei")
    a_news_item(show, "papier")

    assert folders_of(show, ["eins"]) == ("episodes/eins/",)
    assert folders_of(show, ["papier", "zwei"]) == ("news/papier/", "episodes/zweite/")
    assert folders_of(show, []) == ()


def test_a_slug_that_is_not_there_gets_a_suggestion(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    with pytest.raises(UsageError, match="no episode or news item `ens`") as caught:
        folders_of(show, ["eins", "ens"])

    assert str(caught.value.hint) == "did you mean `eins`?"


def test_what_comes_near_nothing_leads_to_status(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        folders_of(tmp_path, ["xyz"])

    assert str(caught.value.hint) == "`podcaster status` shows what there is"
