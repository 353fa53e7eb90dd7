from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import run
from tests.feeds.wild import feed, item


def a_feed(path: Path, *items: str) -> Path:
    path.write_bytes(feed(*items))
    return path


def test_import_says_what_it_made_and_what_it_repaired(tmp_path: Path) -> None:
    source = a_feed(tmp_path / "feed.xml", item(1, guid=""), item(2, more="<cloud/>"))

    done = run("import", source, tmp_path / "show")

    assert done.code == 0
    assert done.out == f"{tmp_path / 'show'}\n"
    assert "feed.xml:4: warning: the GUID is missing" in done.err
    assert "not taken over: `cloud` (1)" in done.err
    assert "episodes added: 2" in done.err


def test_a_second_import_says_that_nothing_is_new(tmp_path: Path) -> None:
    source = a_feed(tmp_path / "feed.xml", item(1))
    run("import", source, tmp_path / "show")

    again = run("import", source, tmp_path / "show")
    as_json = run("import", source, tmp_path / "show", "--json")

    assert again.code == 0
    assert "nothing new: all 1 episodes are there already" in again.err
    assert as_json.json() == {
        "folder": str(tmp_path / "show"), "added": [], "kept": 1, "repairs": [], "lost": {},
        "audio": [],
    }  # fmt: skip


@pytest.mark.parametrize(("option", "kept"), [("keep", True), ("new", False)])
def test_pages_of_the_old_host_come_over_or_stay_behind(
    tmp_path: Path, option: str, kept: bool
) -> None:
    link = "<link>https://alt.example/folge-1</link>"
    source = a_feed(tmp_path / "feed.xml", item(1, more=link))

    done = run("import", source, tmp_path / "show", "--links", option)

    (written,) = (tmp_path / "show" / "episodes").glob("*/episode.yaml")
    assert done.code == 0
    assert ("https://alt.example/folge-1" in written.read_text("utf-8")) is kept


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html></html>")

    refused = run("import", page, tmp_path / "show")

    assert refused.code == 1
    assert "this is no RSS feed" in refused.err
    assert not (tmp_path / "show").exists()


def test_an_address_in_a_private_network_is_not_asked(tmp_path: Path) -> None:
    refused = run("import", "http://127.0.0.1:9/feed", tmp_path / "show")

    assert refused.code == 1
    assert "this address is not public" in refused.err


def test_compare_tells_each_difference(tmp_path: Path) -> None:
    old = a_feed(tmp_path / "old.xml", item(1))
    new = a_feed(tmp_path / "new.xml", item(1, title="<title>Anders</title>"))

    same, other = run("compare", old, old), run("compare", old, new, "--json")

    assert (same.code, same.out) == (0, "")
    assert other.code == 1
    assert other.json() == [
        {"item": "tag:stadt,1", "title": "Folge über Platz 1", "field": "title",
         "old": "Folge über Platz 1", "new": "Anders"},
    ]  # fmt: skip
