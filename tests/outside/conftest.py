"""The judge and the door of the audio tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.outside.killed_upload import SIZE
from tests.sounds import Ffmpeg, ffmpeg_or_leave_out

from podcaster.outside.audio import RealAudio


@pytest.fixture
def ffmpeg() -> Ffmpeg:
    """The system's ffmpeg, or a failure where nothing may be left out."""
    return ffmpeg_or_leave_out()


@pytest.fixture
def door() -> RealAudio:
    """The real door: these tests are about sound."""
    return RealAudio()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes a store some time."""
    made = tmp_path_factory.mktemp("audio") / "ton.mp3"
    made.write_bytes(os.urandom(SIZE))
    return made
