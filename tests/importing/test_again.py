"""Whoever imports again adds to the same show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.feeds.wild import feed, item
from tests.importing.test_import import bring

from podcaster.errors import UsageError


@pytest.mark.parametrize("mark", ["", "'"])
def test_a_show_is_known_however_its_guid_is_quoted(mark: str, tmp_path: Path) -> None:
    bring(feed(item(2)), tmp_path / "show")
    file = tmp_path / "show" / "publish.yaml"
    text = file.read_text()
    file.write_text(re.sub(r'guid: "(.+)"', rf"guid: {mark}\1{mark}", text))

    done = bring(feed(item(1), item(2)), tmp_path / "show")

    assert file.read_text() != text
    assert len(done.added) == 1


def test_a_show_is_known_while_its_settings_are_broken(tmp_path: Path) -> None:
    bring(feed(item(2)), tmp_path / "show")
    with (tmp_path / "show" / "publish.yaml").open("a") as file:
        file.write("title: Sicherheit: Was nun?\n")

    done = bring(feed(item(1), item(2)), tmp_path / "show")

    assert len(done.added) == 1


def test_a_guid_that_only_stands_in_a_text_is_not_that_of_the_show(tmp_path: Path) -> None:
    bring(feed(item()), tmp_path / "show")
    file = tmp_path / "show" / "publish.yaml"
    guid = '"9b024349-ccf0-5f69-a609-6b82873eab3c"'
    other = guid.replace("9b02", "8b02")
    file.write_text(f"# {guid}\n{file.read_text().replace(guid, other)}")

    with pytest.raises(UsageError, match="another show"):
        bring(feed(item()), tmp_path / "show")
