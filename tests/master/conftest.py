"""The judge and the door of the audio tests."""

from __future__ import annotations

import pytest
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
