"""What somebody writes is noticed; what the program writes is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice, takewhile
from pathlib import Path
from threading import Event, Thread, Timer

import pytest

from podcaster.preview import changed_since, saves, snapshot


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


def test_a_save_is_noticed_before_the_next_glance(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("eins")
    stopped = Event()
    ended = Timer(60.0, stopped.set)
    ended.start()
    writing = Thread(target=lambda: [file.write_text(str(now)) for now in _until(stopped)])
    writing.start()

    noticed = list(islice(saves(tmp_path, stopped, glance_ms=3_600_000), 1))
    stopped.set()
    ended.cancel()
    writing.join()

    assert noticed


def _until(stopped: Event) -> Iterator[int]:
    """Count ten times a second: when the watching begins, nobody tells."""
    return takewhile(lambda _: not stopped.wait(0.1), count())


def test_a_disk_that_tells_nothing_is_looked_at_now_and_then(tmp_path: Path) -> None:
    assert len(list(islice(saves(tmp_path, Event()), 2))) == 2


def test_nothing_more_is_waited_for_when_it_was_stopped(tmp_path: Path) -> None:
    stopped = Event()
    stopped.set()

    assert list(saves(tmp_path, stopped)) == []
