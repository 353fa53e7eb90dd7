"""How doors tell how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

#: Called with what is done and what there is in all (0.0 if not known): seconds of audio, bytes.
Progress = Callable[[float, float], None]
#: Opens a progress bar with a label; what comes out is told how far the work is.
ProgressBar = Callable[[str], AbstractContextManager[Progress]]


def silent_progress(done_s: float, total_s: float) -> None:
    """Show nothing."""


@contextmanager
def no_progress(_label: str) -> Iterator[Progress]:
    """Stand in for a progress bar where nobody looks."""
    yield silent_progress
