"""Audio out of pipes: measured and mastered like files, and nothing left of the copy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.command_line import PROGRAM, run


@contextmanager
def stdin_is(file: Path | int) -> Iterator[None]:
    """Let this process read another standard input for a while."""
    kept, other = os.dup(0), file if isinstance(file, int) else os.open(file, os.O_RDONLY)
    os.dup2(other, 0)
    try:
        yield
    finally:
        os.dup2(kept, 0)
        os.close(kept)
        os.close(other)


@contextmanager
def poured(data: bytes, into: Path) -> Iterator[Path]:
    """Make a named pipe that somebody writes to."""
    os.mkfifo(into)
    writer = threading.Thread(target=lambda: into.write_bytes(data))
    writer.start()
    yield into
    writer.join()


def opened_by_both(pipe: Path) -> int:
    """Open `pipe` to write as soon as somebody has opened it to read."""
    deadline_s = time.monotonic() + 60
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            if time.monotonic() > deadline_s:
                raise
            time.sleep(0.05)


@pytest.fixture
def spools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where copies lie."""
    folder = tmp_path / "spools"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_measured_like_the_file(
    name: str, recording: Path, tmp_path: Path, spools: Path
) -> None:
    with poured(recording.read_bytes(), tmp_path / "pipe") as pipe, stdin_is(pipe):
        outcome = run("measure", name, "--json")

    [file] = run("measure", recording, "--json").json()
    assert outcome.json() == [file | {"file": name}]
    assert not list(spools.iterdir())


def test_a_named_pipe_is_mastered_like_the_file(
    recording: Path, tmp_path: Path, spools: Path
) -> None:
    with poured(recording.read_bytes(), tmp_path / "pipe") as pipe:
        outcome = run("master", pipe, "-o", tmp_path / "a.mp3", "--json")
    run("master", recording, "-o", tmp_path / "b.mp3")

    assert outcome.json()["input"]["file"] == str(pipe)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()
    assert not list(spools.iterdir())


def test_what_is_wrong_with_a_pipe_is_said_of_the_pipe(tmp_path: Path, spools: Path) -> None:
    with poured(b"Hallo Welt\n" * 99, tmp_path / "pipe") as pipe:
        outcome = run("measure", pipe)

    assert outcome.code == 1
    assert f"{pipe}: is not an audio file" in outcome.err
    assert not list(spools.iterdir())


def test_a_keyboard_is_no_recording() -> None:
    keyboard = os.openpty()
    with stdin_is(keyboard[1]):
        outcome = run("measure", "-")
    os.close(keyboard[0])

    assert outcome.code == 1
    assert "-: is the keyboard here" in outcome.err


def test_a_pipe_that_holds_more_than_the_disk_is_told_and_left(
    recording: Path, tmp_path: Path, spools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podcaster.outside.audio.spool.MOST_BYTES", 1000)
    (tmp_path / "small.wav").write_bytes(recording.read_bytes())
    with stdin_is(tmp_path / "small.wav"):
        outcome = run("measure", "-")

    assert outcome.code == 1
    assert "there is no room for more" in outcome.err
    assert not list(spools.iterdir())


@pytest.mark.parametrize("arguments", [("measure", "pipe"), ("master", "pipe", "-o", "a.mp3")])
def test_a_pipe_that_nobody_writes_to_can_be_left_by_ctrl_c(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=tmp_path,
        env=os.environ | {"PODCASTER_LANG": "en", "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    writing = opened_by_both(tmp_path / "pipe")

    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    os.close(writing)

    assert (running.returncode, err) == (130, "interrupted; nothing is left half done\n")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_pipe_in_a_show_is_no_recording(show: Path) -> None:
    [audio] = (show / "episodes").glob("*/*.wav")
    audio.unlink()
    os.mkfifo(audio)

    outcome = run("-C", show, "check")

    assert outcome.code == 1
    assert "is no file" in outcome.err + outcome.out


def test_new_takes_no_pipe(tmp_path: Path) -> None:
    run("init", tmp_path / "x")
    os.mkfifo(tmp_path / "pipe.wav")

    outcome = run("-C", tmp_path / "x", "new", "eins", "--audio", tmp_path / "pipe.wav")

    assert outcome.code in {1, 2}
    assert "pipe.wav" in outcome.err
