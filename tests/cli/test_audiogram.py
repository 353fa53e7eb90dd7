"""Films of an episode's soundbites, where an editor finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import run
from tests.fakes import FakeAudio
from tests.shows import a_show

from podcaster.outside.audio import RealAudio


@pytest.fixture(autouse=True)
def _quick_film(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write down what a film would show; tests of mastering try how it is made."""
    monkeypatch.setattr(RealAudio, "film", FakeAudio.film)


def test_films_lie_in_the_outbox_by_episode_and_shape(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    made = run("-C", show, "audiogram", "eins")

    folder = show.resolve() / "outbox" / "audiograms" / "eins"
    square, wide = folder / "audiogram-1-square.mp4", folder / "audiogram-1-wide.mp4"
    assert made.code == 0, made.err
    assert made.out.splitlines() == [str(square), str(wide)]
    assert square.read_text(encoding="ascii") == "(1080, 1080, 3) 25 375 15.00"
    assert wide.read_text(encoding="ascii") == "(720, 1280, 3) 25 375 15.00"


def test_an_episode_that_is_not_there_or_not_whole_is_told(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    wrong = run("-C", show, "audiogram", "eines")

    assert wrong.code == 2
    assert "there is no finished episode `eines`" in wrong.err
    assert not (show / "outbox").exists()
