"""What changed in a show's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Final

from watchfiles import Change, watch

#: What the program writes itself, beside hidden folders; looking there would never end.
_OURS: Final = frozenset({"public", "outbox", "node_modules", "__pycache__"})

#: How long several saves at once are waited for, and how often the folder is looked at in any
#: case: some disks in the network tell nothing.
_TOGETHER_MS: Final = 30
_GLANCE_MS: Final = 1000

#: File -> time of its last change and its length.
Snapshot = Mapping[str, tuple[int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Return the state of every file that somebody may have written."""
    found: dict[str, tuple[int, int]] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".") and one not in _OURS]
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118 - twice as fast, many times a minute
            try:
                state = os.stat(path)  # noqa: PTH116 - as above
            except OSError:
                continue  # gone since it was listed, or a link to nowhere
            found[path] = (state.st_mtime_ns, state.st_size)
    return found


def changed_since(before: Snapshot, folder: Path) -> tuple[Snapshot, bool]:
    """Return the state now, and whether it is another than `before`."""
    now = snapshot(folder)
    return now, now != before


def saves(folder: Path, stopped: Event, *, glance_ms: int = _GLANCE_MS) -> Iterator[None]:
    """Yield as soon as something may have changed, at the latest every `glance_ms`."""

    def is_theirs(_change: Change, path: str) -> bool:
        parts = Path(path).relative_to(folder).parts
        return not any(part.startswith(".") or part in _OURS for part in parts)

    for _ in watch(
        folder,
        watch_filter=is_theirs,
        stop_event=stopped,
        step=_TOGETHER_MS,
        rust_timeout=glance_ms,
        yield_on_timeout=True,
    ):
        yield None
