"""What listeners already have does not change unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.check.seeds import EPISODE
from tests.shows import a_show, a_workspace, change

from podcaster.check import find
from podcaster.deliver.ledger.built import read_build
from podcaster.load import load
from podcaster.model.facts import KnownAudio, LastBuild
from podcaster.model.findings import Finding
from podcaster.opening import open_workspace
from podcaster.pipeline import build


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
    for content in (
        b"",
        b"[]",
        b'{"guids": {}, "audio": {"x": 3}}',
        b'{"guids": 3}',
        b"\xff",
        b"[" * 100_000,
    ):
        (tmp_path / "built.json").write_bytes(content)
        assert read_build(tmp_path) == LastBuild()


URL = "https://cdn.test/eins.mp3"


def _linked(folder: Path, known: KnownAudio, published: Mapping[str, str]) -> list[Finding]:
    audio = {"url": URL, "bytes": 5000, "duration_s": 20}
    show = a_show(folder, episode={"audio": audio})
    (show / "episodes/eins/raw.wav").unlink()
    found = find(load(show, a_workspace(show, published=published, known_audio={URL: known})))
    return [row for row in found if row.code in {"PC415", "PC416"}]


def test_an_address_that_another_episode_was_published_with_is_an_error(tmp_path: Path) -> None:
    (found,) = _linked(tmp_path, KnownAudio("urn:alt", 5000), {"alt": "urn:alt"})

    assert (found.code, found.place.file) == ("PC415", EPISODE)
    assert "`urn:alt`" in str(found.message)
    assert found.stops


def test_an_address_that_nobody_has_seen_is_free(tmp_path: Path) -> None:
    assert _linked(tmp_path, KnownAudio("urn:alt", 5000), {}) == []


def test_a_file_that_changed_under_its_address_is_named(tmp_path: Path) -> None:
    (found,) = _linked(tmp_path, KnownAudio("2026-eins", 4999), {"eins": "2026-eins"})

    assert (found.code, found.place.file) == ("PC416", EPISODE)
    assert "4999" in str(found.message)
    assert not found.stops


def test_what_stays_is_no_finding(tmp_path: Path) -> None:
    for size in (5000, 0):
        folder = tmp_path / str(size)

        assert _linked(folder, KnownAudio("2026-eins", size), {"eins": "2026-eins"}) == []


def test_a_build_notes_whose_linked_audio_stands_where(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show", episode={"audio": {"url": URL, "bytes": 5000}})
    (show / "episodes/eins/raw.wav").unlink()

    build(open_workspace(show), tmp_path / "out")

    assert read_build(show / ".podcaster").audio == {URL: KnownAudio("2026-eins", 5000)}
