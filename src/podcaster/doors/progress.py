"""How doors tell how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Called with what is done and what there is in all (0.0 if not known): seconds of audio, bytes.
Progress = Callable[[float, float], None]


def silent_progress(done_s: float, total_s: float) -> None:
    """Show nothing."""


@contextmanager
def no_progress(_label: str) -> Iterator[Progress]:
    """Stand in for a progress bar where nobody looks."""
    yield silent_progress
