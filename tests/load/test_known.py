"""What files were found to be is known the next time, as long as they are the same."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from podcaster.errors import AudioError
from podcaster.load.known import FILE, PICTURE, SETTLED_NS, Known, KnownHeaders, read_known
from podcaster.model.audio import AudioFacts
from podcaster.model.chapters import Chapter
from podcaster.model.facts import PictureFacts, Unreadable
from podcaster.model.message import message

FACTS = AudioFacts("flac", 48000, 6, 12.5, ("FL", "FR", "FC", "LFE", "BL", "BR"))
TAGGED = (Chapter(0.0, "Anfang"), Chapter(7.5, "Mitte", "https://example.org/", None, 9.0))


@dataclass
class Headers:
    """A door that counts how often it was asked."""

    asked: list[Path] = field(default_factory=list)

    def probe(self, path: Path) -> AudioFacts:
        self.asked.append(path)
        if path.stat().st_size == 0:
            raise AudioError(message("`{file}` is empty", file=path.name))
        return FACTS

    def chapters(self, path: Path) -> tuple[Chapter, ...]:
        self.asked.append(path)
        return TAGGED


@pytest.fixture
def state(tmp_path: Path) -> Path:
    (tmp_path / ".podcaster").mkdir()
    return tmp_path / ".podcaster"


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that changed long before the moment of any run."""
    file = tmp_path / "recording.flac"
    file.write_bytes(b"sound")
    later_ns = file.stat().st_ctime_ns + 2 * SETTLED_NS
    monkeypatch.setattr("podcaster.load.known.time.time_ns", lambda: later_ns)
    return file


def run(state: Path, path: Path) -> tuple[AudioFacts, tuple[Chapter, ...], int]:
    """Look at a file as `load` does; return what was found and how often the door was asked."""
    door, known = Headers(), read_known(state)
    headers = KnownHeaders(door, known)
    found = headers.probe(path), headers.chapters(path)
    known.keep()
    return *found, len(door.asked)


def test_what_was_looked_at_once_is_known(state: Path, recording: Path) -> None:
    assert run(state, recording) == (FACTS, TAGGED, 2)
    assert run(state, recording) == (FACTS, TAGGED, 0)


def test_a_changed_file_is_looked_at_again_even_if_its_time_was_set_back(
    state: Path, recording: Path
) -> None:
    run(state, recording)
    before = recording.stat()

    while recording.stat().st_ctime_ns == before.st_ctime_ns:  # its clock ticks slowly
        recording.write_bytes(b"SOUND")
        os.utime(recording, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert recording.stat().st_mtime_ns == before.st_mtime_ns
    assert run(state, recording)[2] == 2


def test_what_changed_a_moment_ago_is_looked_at_again(
    state: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_now_ns = recording.stat().st_ctime_ns + SETTLED_NS // 2
    monkeypatch.setattr("podcaster.load.known.time.time_ns", lambda: just_now_ns)

    assert run(state, recording)[2] == 2
    assert run(state, recording)[2] == 2


def test_a_file_that_can_not_be_read_is_looked_at_each_time(state: Path, recording: Path) -> None:
    recording.write_bytes(b"")
    door, known = Headers(), read_known(state)

    for _ in range(2):
        with pytest.raises(AudioError):
            KnownHeaders(door, known).probe(recording)

    assert len(door.asked) == 2
    assert known.now == {}


def test_a_picture_is_known_unless_it_could_not_be_read(state: Path, recording: Path) -> None:
    seen = PictureFacts("PNG", 3000, 3000, "RGB", has_alpha=False, size_bytes=5)
    known = read_known(state)
    assert known.of(PICTURE, recording, lambda: Unreadable(message("broken"))) != seen
    assert known.of(PICTURE, recording, lambda: seen) == seen
    known.keep()

    assert read_known(state).of(PICTURE, recording, lambda: Unreadable(message("new"))) == seen


def test_files_that_nobody_asks_for_any_more_are_forgotten(state: Path, recording: Path) -> None:
    run(state, recording)
    other = recording.with_name("other.flac")
    recording.rename(other)
    run(state, other)

    noted = json.loads((state / "cache" / FILE).read_bytes())["files"]

    assert {name.partition(":")[2] for name in noted} == {str(other)}


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"made_by": [0], "files": {}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_note_is_none(state: Path, recording: Path, note: bytes) -> None:
    (state / "cache").mkdir()
    (state / "cache" / FILE).write_bytes(note)

    assert run(state, recording) == (FACTS, TAGGED, 2)
    assert run(state, recording)[2] == 0


@pytest.mark.parametrize("row", [None, [], [[1, 2], {}], "x", [0, {"codec": 1}]])
def test_a_damaged_row_is_looked_at_again(state: Path, recording: Path, row: object) -> None:
    run(state, recording)
    note = state / "cache" / FILE
    noted = json.loads(note.read_bytes())
    noted["files"] = dict.fromkeys(noted["files"], row)
    note.write_text(json.dumps(noted), "utf-8")

    assert run(state, recording) == (FACTS, TAGGED, 2)


def test_where_the_program_was_never_at_work_nothing_is_kept(recording: Path) -> None:
    state = recording.parent / ".podcaster"

    assert run(state, recording)[2] == 2
    assert not state.exists()


def test_a_place_that_can_not_be_written_to_only_costs_time(state: Path, recording: Path) -> None:
    (state / "cache").write_text("in the way")

    assert run(state, recording)[2] == 2
    assert run(state, recording) == (FACTS, TAGGED, 2)


def test_without_a_note_nothing_is_written(recording: Path) -> None:
    known = Known()

    KnownHeaders(Headers(), known).probe(recording)
    known.keep()

    assert [path.name for path in recording.parent.iterdir()] == [recording.name]
