"""What listeners already have does not change unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.check.seeds import EPISODE
from tests.shows import a_show, a_workspace, change

from podcaster.check import find
from podcaster.deliver.built import read_build
from podcaster.load import load
from podcaster.model.findings import Finding


def _found(
    show: Path, published: Mapping[str, str], built: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    return find(load(show, a_workspace(show, published=published, built=built)))


def test_a_changed_guid_names_the_old_one(tmp_path: Path) -> None:
    (found,) = _found(a_show(tmp_path), {"eins": "urn:alt"})

    assert (found.code, str(found.place)) == ("PC304", f"{EPISODE}:1:7")
    assert "`urn:alt`" in str(found.message)
    assert "`guid: urn:alt`" in str(found.hint)
    assert found.stops


def test_a_guid_that_changed_between_two_builds_is_a_warning(tmp_path: Path) -> None:
    (found,) = _found(a_show(tmp_path), {}, {"eins": "urn:alt"})

    assert (found.code, str(found.place)) == ("PC315", f"{EPISODE}:1:7")
    assert "`guid: urn:alt`" in str(found.hint)
    assert not found.stops


def test_what_was_published_and_built_is_told_once(tmp_path: Path) -> None:
    (found,) = _found(a_show(tmp_path), {"eins": "urn:alt"}, {"eins": "urn:alt"})

    assert found.code == "PC304"


def test_a_published_episode_that_is_gone_is_named(tmp_path: Path) -> None:
    (found,) = _found(a_show(tmp_path), {"eins": "2026-eins", "null": "urn:null"})

    assert (found.code, str(found.place)) == ("PC313", "publish.yaml")
    assert "`null`" in str(found.message)
    assert not found.stops


def test_a_published_episode_that_became_a_draft_is_named(tmp_path: Path) -> None:
    show = a_show(tmp_path, episode={"status": "draft"})

    codes = [row.code for row in _found(show, {"eins": "2026-eins"})]

    assert codes == ["PC313"]


def test_an_episode_that_went_before_the_last_build_is_known(tmp_path: Path) -> None:
    published = {"eins": "2026-eins", "null": "urn:null"}

    assert _found(a_show(tmp_path), published, {"eins": "2026-eins"}) == ()


def test_an_episode_that_cannot_be_read_is_not_gone(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    change(show / EPISODE, "title:", "titel:")

    codes = {row.code for row in _found(show, {"eins": "2026-eins"})}

    assert "PC313" not in codes


def test_a_renamed_folder_is_told_and_not_taken_for_a_loss(tmp_path: Path) -> None:
    (found,) = _found(a_show(tmp_path), {"alt": "2026-eins"})

    assert (found.code, str(found.place)) == ("PC314", EPISODE)
    assert "`slug: alt`" in str(found.hint)


def test_a_damaged_note_of_the_last_build_says_nothing(tmp_path: Path) -> None:
    for content in (b"", b"[]", b'{"guids": 3}', b"\xff", b"[" * 100_000):
        (tmp_path / "built.json").write_bytes(content)
        assert read_build(tmp_path) == {}
