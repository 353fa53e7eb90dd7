from __future__ import annotations

from pathlib import Path

import pytest

from podcaster.errors import FolderError
from podcaster.scaffold.folders import create_in, replace_file


def all_in(folder: Path) -> set[str]:
    """Return everything below `folder`."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_everything_is_written(tmp_path: Path) -> None:
    (tmp_path / "talk.wav").write_bytes(b"RIFF")

    create_in(tmp_path / "a/b", {"x/y.txt": b"1", "empty/": b"", "z": tmp_path / "talk.wav"})

    assert all_in(tmp_path / "a/b") == {"x", "x/y.txt", "empty", "z"}
    assert (tmp_path / "a/b/z").read_bytes() == b"RIFF"


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as caught:
        create_in(tmp_path / "new/show", {"a": b"1", "b": tmp_path / "missing.wav"})

    assert all_in(tmp_path) == set()
    assert "missing.wav" not in str(caught.value.place)


def test_a_failure_while_names_are_given_takes_all_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def broken(path: Path, target: Path) -> Path:
        if path.name == "c":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", broken)

    with pytest.raises(FolderError):
        create_in(tmp_path, {"a": b"1", "b/x": b"2", "c": b"3"})

    assert all_in(tmp_path) == set()


def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(FolderError) as caught:
        create_in(Path("/proc/show"), {"a": b"1"})  # not even root may

    assert str(caught.value).startswith("/proc/show: can't be written: ")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FolderError) as caught:
        create_in(tmp_path / "file/show", {"a": b"1"})

    assert "can't be written" in str(caught.value)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    replace_file(tmp_path / "a/x.json", b"1")
    replace_file(tmp_path / "a/x.json", b"2")

    assert (tmp_path / "a/x.json").read_bytes() == b"2"
    assert all_in(tmp_path) == {"a", "a/x.json"}


def test_a_file_that_is_the_same_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    replace_file(path, b"1")
    before = path.stat().st_ino

    replace_file(path, b"1")

    assert path.stat().st_ino == before
