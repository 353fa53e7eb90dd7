from __future__ import annotations

import io

import pytest
from rich.console import Console

from podcaster.cli.bars import Bars
from podcaster.cli.progress import progress_bars
from podcaster.doors.progress import no_progress


def drawn(patience_s: float, label: str = "Plätze") -> str:
    """Return what a terminal gets to see of a job."""
    screen = io.StringIO()
    bars = Bars(Console(file=screen, force_terminal=True, width=80), patience_s)
    with bars.bar(label) as tell:
        tell(1.0, 4.0)
        bars.display.refresh()
    return screen.getvalue()


def test_a_long_job_gets_a_bar() -> None:
    assert "Plätze" in drawn(0.0)
    assert "25 %" in drawn(0.0)


def test_a_short_job_gets_none() -> None:
    assert drawn(60.0) == ""


def test_a_title_is_shown_as_it_is() -> None:
    assert "[bold]Titel" in drawn(0.0, "[bold]Titel")


def test_a_job_that_fails_takes_its_bar_along() -> None:
    bars = Bars(Console(file=io.StringIO(), force_terminal=True), 0.0)

    with pytest.raises(KeyboardInterrupt):
        _interrupted(bars)

    assert not bars.display.tasks
    assert not bars.display.live.is_started


def _interrupted(bars: Bars) -> None:
    """Work until somebody presses Ctrl-C."""
    with bars.bar("a") as tell:
        tell(1.0, 2.0)
        raise KeyboardInterrupt


def test_bars_in_parallel_share_one_display() -> None:
    bars = Bars(Console(file=io.StringIO(), force_terminal=True), 0.0)

    with bars.bar("a") as tell_a, bars.bar("b") as tell_b:
        tell_a(1.0, 2.0)
        tell_b(1.0, 0.0)

        assert [task.description for task in bars.display.tasks] == ["a", "b"]


def test_without_a_terminal_nothing_is_drawn() -> None:
    assert progress_bars() is no_progress
