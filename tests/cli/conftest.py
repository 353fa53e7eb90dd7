"""A recording and a show, as a newcomer makes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import run
from tests.shows import a_tone


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return a recording that nobody here made."""
    path = tmp_path / "some.wav"
    path.write_bytes(a_tone(8.0, rate_hz=44100))
    return path


@pytest.fixture
def show(tmp_path: Path, recording: Path) -> Path:
    """Return a show with one published episode, made by the commands themselves."""
    folder = tmp_path / "x"
    assert run("init", folder).code == 0
    made = run("-C", folder, "new", "erste-folge", "--audio", recording, "--publish")
    assert made.code == 0, made.err
    return folder
