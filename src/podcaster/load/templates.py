"""Templates: the package's own, one by one replaced by those in the show's `templates/`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from podcaster.load.folder import ShowFolder
from podcaster.model.facts import TemplateSource

FOLDER = "templates"


def load_templates(folder: ShowFolder) -> dict[str, TemplateSource]:
    """Return name -> template, in the order of names."""
    found = {source.name: source for source in _defaults()}
    found |= {source.name: source for source in _own(folder)}
    return dict(sorted(found.items()))


@cache
def _defaults() -> tuple[TemplateSource, ...]:
    root = files("podcaster").joinpath(FOLDER)
    return tuple(
        TemplateSource(name, f"podcaster/{FOLDER}/{name}", entry.read_text("utf-8"), own=False)
        for name, entry in _walk(root, "")
    )


def _walk(parent: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in parent.iterdir():
        if entry.name.startswith((".", "__")) or entry.name.endswith(".py"):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def _own(folder: ShowFolder) -> Iterator[TemplateSource]:
    defaults = {source.name for source in _defaults()}
    for name in _own_names(folder):
        file = f"{FOLDER}/{name}"
        text = folder.read_text(file)
        if text is not None:
            yield TemplateSource(name, file, text, own=True, replaces=name in defaults)


def _own_names(folder: ShowFolder) -> Iterator[str]:
    """Yield the names of the show's templates; a leading `_` is common for parts of templates."""
    root = folder.root / FOLDER
    if not folder.encloses(root):
        return
    for parent, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(parent, name).relative_to(root).as_posix()
