"""The folder host: complete, whole files, only what changed, the feed last."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Never

import pytest
from tests.deliver.releases import a_document, a_feed, a_media, files_in, some_artefacts

from podcaster.deliver import Written, write_folder
from podcaster.errors import FolderError
from podcaster.model.artefacts import Artefact, Document


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".podcaster"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


def content_of(artefact: Artefact) -> bytes:
    return artefact.content if isinstance(artefact, Document) else artefact.source.read_bytes()


def times_in(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def disk_full(handle: int) -> Never:
    del handle
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_the_copy_is_complete(tmp_path: Path, public: Path, state: Path) -> None:
    artefacts = some_artefacts(tmp_path, "eins", "zwei")

    done = write_folder(artefacts, public, state)

    assert files_in(public) == {one.path: content_of(one) for one in artefacts}
    assert done == Written(written=len(artefacts), unchanged=0, removed=0)


def test_a_second_run_writes_nothing_at_all(tmp_path: Path, public: Path, state: Path) -> None:
    artefacts = some_artefacts(tmp_path, "eins")
    write_folder(artefacts, public, state)
    before = times_in(tmp_path)

    done = write_folder(artefacts, public, state)

    assert done == Written(written=0, unchanged=len(artefacts), removed=0)
    assert times_in(tmp_path) == before


def test_only_what_changed_is_written(tmp_path: Path, public: Path, state: Path) -> None:
    artefacts = some_artefacts(tmp_path, "eins")
    write_folder(artefacts, public, state)
    changed = [
        a_document("index.html", "neu") if one.path == "index.html" else one for one in artefacts
    ]

    done = write_folder(changed, public, state)

    assert done == Written(written=1, unchanged=len(artefacts) - 1, removed=0)
    assert (public / "index.html").read_text() == "neu"


def test_a_file_damaged_behind_our_back_is_mended(
    tmp_path: Path, public: Path, state: Path
) -> None:
    artefacts = some_artefacts(tmp_path, "eins")
    write_folder(artefacts, public, state)
    page = public / "episodes/eins/index.html"
    times, good = page.stat(), page.read_bytes()
    page.write_bytes(b"x" * len(good))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))

    done = write_folder(artefacts, public, state)

    assert done.written == 1
    assert page.read_bytes() == good


def test_a_lost_note_costs_reading_and_nothing_else(
    tmp_path: Path, public: Path, state: Path
) -> None:
    artefacts = some_artefacts(tmp_path, "eins")
    write_folder(artefacts, public, state)
    for note in (state / "hosts").iterdir():
        note.unlink()

    same = write_folder(artefacts, public, state)
    for note in (state / "hosts").iterdir():
        note.unlink()
    changed = write_folder(some_artefacts(tmp_path, "eins", text="!"), public, state)

    assert same.written == 0
    assert changed.written > 0


@pytest.mark.parametrize("note", ["", "{", "[]", '{"files": {"a": 1}}', '{"files": 3}'])
def test_a_damaged_note_is_no_harm(tmp_path: Path, public: Path, state: Path, note: str) -> None:
    artefacts = some_artefacts(tmp_path, "eins")
    write_folder(artefacts, public, state)
    next((state / "hosts").glob("*.json")).write_text(note)

    done = write_folder(artefacts, public, state)

    assert done.written == 0


def test_withdrawn_pages_go_and_media_stay(tmp_path: Path, public: Path, state: Path) -> None:
    write_folder(some_artefacts(tmp_path, "eins", "zwei"), public, state)

    done = write_folder(some_artefacts(tmp_path, "eins"), public, state)

    left = files_in(public)
    assert done.removed == 2
    assert not (public / "episodes/zwei").exists()
    assert any(path.startswith("audio/zwei-") for path in left)


def test_a_page_that_comes_back_is_written_again(tmp_path: Path, public: Path, state: Path) -> None:
    both, one = some_artefacts(tmp_path, "eins", "zwei"), some_artefacts(tmp_path, "eins")
    for artefacts in (both, one, both):
        write_folder(artefacts, public, state)

    assert files_in(public) == {each.path: content_of(each) for each in both}


def test_media_come_first_and_the_feed_last(
    tmp_path: Path, public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replaced = Path.replace

    def watched(self: Path, target: Path) -> Path:
        if target.is_relative_to(public):
            order.append(target.relative_to(public).as_posix())
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", watched)

    write_folder(some_artefacts(tmp_path, "eins", "zwei"), public, state)

    assert [path.startswith("audio/") for path in order[:3]] == [True, True, False]
    assert order[-1] == "feed.xml"


@pytest.mark.parametrize("step", range(1, 12))
def test_a_disk_that_fills_up_at_any_step_leaves_whole_files_and_the_old_feed(
    tmp_path: Path, public: Path, state: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    old = some_artefacts(tmp_path, "eins")
    new = some_artefacts(tmp_path, "eins", "zwei", text="!")
    write_folder(old, public, state)
    left, synced = [step], os.fsync

    def filling(handle: int) -> None:
        left[0] -= 1
        if left[0] <= 0:
            disk_full(handle)
        synced(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", filling)
        with pytest.raises(FolderError, match="the disk is full") as caught:
            write_folder(new, public, state)

    whole = {content_of(one) for one in (*old, *new)}
    assert set(files_in(public).values()) <= whole
    assert (public / "feed.xml").read_bytes() == content_of(
        next(a for a in old if "feed" in a.path)
    )
    assert caught.value.hint is not None
    write_folder(new, public, state)
    assert {one.path: content_of(one) for one in new}.items() <= files_in(public).items()


def test_ctrl_c_leaves_nothing_half_written(
    tmp_path: Path, public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(handle: int) -> Never:
        del handle
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        write_folder(some_artefacts(tmp_path, "eins"), public, state)

    assert not public.exists() or not files_in(public)


def test_a_part_that_a_killed_run_left_is_overwritten(
    tmp_path: Path, public: Path, state: Path
) -> None:
    public.mkdir()
    (public / ".index.html.part").write_text("half")

    write_folder(some_artefacts(tmp_path, "eins"), public, state)

    assert not (public / ".index.html.part").exists()


def test_audio_that_is_not_what_was_measured_is_not_published(
    tmp_path: Path, public: Path, state: Path
) -> None:
    media = a_media(tmp_path, "audio/eins-1234.mp3", b"as measured")
    media.source.write_bytes(b"as changed!")

    with pytest.raises(FolderError, match="changed while it was copied"):
        write_folder((media, a_feed("eins")), public, state)

    assert not files_in(public)


def test_audio_that_is_gone_is_named(tmp_path: Path, public: Path, state: Path) -> None:
    media = a_media(tmp_path, "audio/eins-1234.mp3", b"as measured")
    media.source.unlink()

    with pytest.raises(FolderError, match=r"eins-1234\.mp3"):
        write_folder((media, a_feed("eins")), public, state)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, state: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder")

    with pytest.raises(FolderError, match="a file where a folder should be") as caught:
        write_folder(some_artefacts(tmp_path, "eins"), tmp_path / "file" / "public", state)

    assert caught.value.hint is not None


def test_a_folder_in_the_place_of_a_file_is_an_error(
    tmp_path: Path, public: Path, state: Path
) -> None:
    write_folder(some_artefacts(tmp_path, "eins"), public, state)
    (public / "index.html").unlink()
    (public / "index.html").mkdir()

    with pytest.raises(FolderError, match=r"index\.html"):
        write_folder(some_artefacts(tmp_path, "eins"), public, state)
