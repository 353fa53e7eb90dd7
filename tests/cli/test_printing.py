from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.shows import a_tone

from podcaster.cli.printing import is_colourful, paint_for

PROGRAM = "import sys; from podcaster.cli import main; sys.exit(main())"


class Terminal:
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def podcaster(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell command in which `podcaster` is the program."""
    line = command.replace("podcaster", f"{sys.executable} -c '{PROGRAM}'")
    return subprocess.run(
        ["sh", "-c", line], cwd=cwd, env=os.environ | environment, capture_output=True, check=False
    )


@pytest.mark.parametrize(
    ("environment", "colourful"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_terminals_that_want_them(
    environment: dict[str, str], colourful: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert is_colourful(Terminal()) is colourful  # type: ignore[arg-type] # all it is asked
    assert (paint_for(Terminal())("x", "error") != "x") is colourful  # type: ignore[arg-type]


def test_a_closed_stdout_stops_nothing(tmp_path: Path) -> None:
    ended = podcaster("podcaster schema >&-", tmp_path)

    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_full_disk_behind_stdout_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")

    ended = podcaster("podcaster schema > /dev/full", tmp_path, PODCASTER_LANG="en")

    assert (ended.returncode, ended.stderr) == (1, b"error: the disk is full\n")


def test_a_narrow_encoding_spells_what_it_cannot_show(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(a_tone(1.0))

    ended = podcaster(
        "podcaster measure a.wav", tmp_path, PODCASTER_LANG="de", PYTHONIOENCODING="ascii"
    )

    assert b"Kan\\xe4le" in ended.stdout


def test_json_is_ascii_where_the_stream_is_no_utf8(tmp_path: Path) -> None:
    ended = podcaster(
        "podcaster schema publish", tmp_path, PODCASTER_LANG="de", PYTHONIOENCODING="latin-1"
    )

    assert "f\\u00fcr" in ended.stdout.decode("ascii")
