"""Progress bars as rich draws them; only for what takes longer than a second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from podcaster.cli.words import visible
from podcaster.doors.progress import Progress as Tell

#: What is done sooner gets no bar.
PATIENCE_S: Final = 1.0


class Bars:
    """All bars of a run share one display, so that work in parallel stays legible.

    Args:
        console: Where they are drawn.
        patience_s: How long a job may take before its bar is shown.
    """

    def __init__(self, console: Console, patience_s: float = PATIENCE_S) -> None:
        self.patience_s = patience_s
        self.display = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self.running: set[TaskID] = set()

    @contextmanager
    def bar(self, label: str) -> Iterator[Tell]:
        """Open a bar with a label; what comes out is told how far the work is."""
        task = self.display.add_task(visible(label), total=None, visible=False)
        self.running.add(task)
        began_s = time.monotonic()

        def tell(done_s: float, total_s: float) -> None:
            if time.monotonic() - began_s >= self.patience_s:
                self.display.start()
                self.display.update(task, completed=done_s, total=total_s or None, visible=True)

        try:
            yield tell
        finally:
            self._close(task)

    def _close(self, task: TaskID) -> None:
        """Take a bar away, and the display with the last one."""
        self.running.discard(task)
        self.display.remove_task(task)
        if not self.running:
            self.display.stop()
