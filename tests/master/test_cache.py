"""Finished work is kept whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from podcaster.errors import FolderError
from podcaster.master.cache import Cache, write_synced

NOW_NS = 2_000_000_000 * 10**9


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", NOW_NS)


def write_note(folder: Path) -> object:
    (folder / "note.txt").write_text("made")
    return {"size": 4}


def test_work_is_done_once_for_one_recipe(cache: Cache) -> None:
    first = cache.keep("notes", {"a": 1}, write_note)
    second = cache.keep("notes", {"a": 1}, write_note)
    other = cache.keep("notes", {"a": 2}, write_note)

    assert (first.fresh, second.fresh, other.fresh) == (True, False, True)
    assert second.facts() == {"size": 4}
    assert second.folder == first.folder != other.folder


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_nothing_is_left_of_work_that_was_cut_off(cache: Cache, stop: type[BaseException]) -> None:
    def break_off(folder: Path) -> object:
        write_note(folder)
        raise stop

    with pytest.raises(stop):
        cache.keep("notes", {"a": 1}, break_off)

    assert list((cache.folder / "notes").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(FolderError) as caught:
        Cache(tmp_path / "file" / "cache", NOW_NS).keep("notes", {}, write_note)

    assert "can't be written" in str(caught.value)


def test_a_full_disk_is_said_and_leaves_nothing(cache: Cache) -> None:
    def fill(folder: Path) -> object:
        write_note(folder)
        raise OSError(28, os.strerror(28))

    with pytest.raises(FolderError, match="disk is full"):
        cache.keep("notes", {}, fill)

    assert list((cache.folder / "notes").iterdir()) == []


def test_a_changed_file_has_another_digest(cache: Cache, tmp_path: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(b"one")
    first = cache.digest(file)
    same = cache.digest(file)
    file.write_bytes(b"two")
    os.utime(file, ns=(1, 1))

    assert same == first != cache.digest(file)


def test_a_digest_is_kept_only_when_the_file_has_settled(tmp_path: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(b"one")
    young = Cache(tmp_path / "cache", file.stat().st_mtime_ns + 1)

    young.digest(file)

    assert not (tmp_path / "cache" / "digests").exists()


@pytest.mark.parametrize("damage", [b"", b"mad", None])
def test_a_damaged_entry_is_made_again(cache: Cache, damage: bytes | None) -> None:
    kept = cache.keep("notes", {"a": 1}, write_note)
    (kept.folder / "note.txt").unlink()
    if damage is not None:
        (kept.folder / "note.txt").write_bytes(damage)

    again = cache.keep("notes", {"a": 1}, write_note)

    assert again.fresh
    assert (again.folder / "note.txt").read_text() == "made"


def test_what_a_killed_run_left_behind_is_swept_away(cache: Cache) -> None:
    program = (
        "import os, sys; from pathlib import Path; from podcaster.master.cache import Cache\n"
        "def die(folder): (folder / 'half').write_text('x'); os.kill(os.getpid(), 9)\n"
        "Cache(Path(sys.argv[1]), 0).keep('notes', {'a': 1}, die)"
    )
    subprocess.run([sys.executable, "-c", program, str(cache.folder)], check=False)
    assert list((cache.folder / "notes").glob(".work-*"))

    cache.keep("notes", {"a": 1}, write_note)

    assert not list((cache.folder / "notes").glob(".work-*"))


def test_what_a_running_process_is_at_is_left_alone(cache: Cache) -> None:
    def meanwhile(folder: Path) -> object:
        cache.keep("notes", {"a": 2}, write_note)
        return write_note(folder)

    assert cache.keep("notes", {"a": 1}, meanwhile).facts() == {"size": 4}


def test_the_last_entry_is_found_as_long_as_it_is_whole(cache: Cache) -> None:
    kept = cache.keep("notes", {"a": 1}, write_note)

    assert cache.last("notes", "x") is None
    cache.remember("notes", "x", kept.folder)
    assert cache.last("notes", "x") == kept.folder
    assert cache.last("notes", "y") is None
    (kept.folder / "note.txt").write_text("something else")
    assert cache.last("notes", "x") is None


def test_two_runs_that_make_the_same_agree_on_what_was_first(cache: Cache) -> None:
    quicker: list[int] = []

    def meanwhile(folder: Path) -> object:
        first = cache.keep("notes", {"a": 1}, write_note)
        quicker.append((first.folder / "note.txt").stat().st_ino)
        return write_note(folder)

    kept = cache.keep("notes", {"a": 1}, meanwhile)

    assert not kept.fresh
    assert [(kept.folder / "note.txt").stat().st_ino] == quicker  # who reads it may go on
    assert [path.name for path in (cache.folder / "notes").iterdir()] == [kept.folder.name]


#: Does the same as another process, again and again, at the same moments.
RACING = """
import sys, time
from pathlib import Path
from podcaster.master.cache import Cache

folder, start = Path(sys.argv[1]), float(sys.argv[2])
cache = Cache(folder / "cache", 2 * 10**18)
notes = sorted((folder / "many").iterdir())

def make(entry):
    (entry / "note.txt").write_text("made")
    return {"size": 4}

for number, note in enumerate(notes):
    time.sleep(max(0.0, start + number * 0.005 - time.time()))
    cache.digest(note)
    kept = cache.keep("notes", {"a": number}, make)
    assert (kept.folder / "note.txt").read_text() == "made"
    cache.remember("notes", str(number % 3), kept.folder)
"""


def test_two_processes_share_a_cache(tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    for number in range(150):
        file = tmp_path / "many" / f"{number:03}.wav"
        file.write_bytes(b"sound")
        os.utime(file, ns=(1, 1))
    start = str(time.time() + 1)
    command = [sys.executable, "-c", RACING, str(tmp_path), start]

    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate()[1] for run in runs]

    assert said == ["", ""]
    assert not list((tmp_path / "cache").rglob(".*"))


def test_a_note_that_cannot_get_its_name_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "note").mkdir()

    with pytest.raises(OSError, match="note"):
        write_synced(tmp_path / "note", b"text")

    assert [path.name for path in tmp_path.iterdir()] == ["note"]
