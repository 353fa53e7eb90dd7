"""What somebody writes is noticed; what the program writes is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcaster.preview import changed_since, snapshot


def test_a_change_a_new_file_and_a_lost_one_are_noticed(tmp_path: Path) -> None:
    file = tmp_path / "episodes" / "a" / "notes.md"
    file.parent.mkdir(parents=True)
    seen = snapshot(tmp_path)

    seen, appeared = changed_since(seen, tmp_path)
    file.write_text("eins")
    seen, written = changed_since(seen, tmp_path)
    file.unlink()
    seen, lost = changed_since(seen, tmp_path)

    assert (appeared, written, lost) == (False, True, True)


@pytest.mark.parametrize("folder", ["public", "outbox", ".podcaster", ".git"])
def test_what_the_program_writes_is_left_alone(tmp_path: Path, folder: str) -> None:
    seen = snapshot(tmp_path)
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "index.html").write_text("x")

    assert not changed_since(seen, tmp_path)[1]
