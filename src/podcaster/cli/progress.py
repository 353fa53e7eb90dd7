"""Progress on stderr, for terminals only."""

from __future__ import annotations

import os
import sys

from podcaster.doors.progress import ProgressBar, no_progress


def progress_bars() -> ProgressBar:
    """Return what shows progress where somebody looks."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return no_progress
    from rich.console import Console  # noqa: PLC0415 - whoever does not look need not wait for it

    from podcaster.cli.bars import Bars  # noqa: PLC0415 - as above

    return Bars(Console(stderr=True)).bar
