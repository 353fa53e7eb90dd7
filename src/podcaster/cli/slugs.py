"""Slugs that people name on the command line, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from podcaster.cli.options import suggestion
from podcaster.errors import UsageError
from podcaster.model.message import message

#: Where the things with slugs stand, and the file that may name another slug than the folder.
PARTS: Final = {"episodes": "episode.yaml", "news": "news.yaml"}

#: The loader refuses larger ones.
LARGEST_CHARACTERS: Final = 1_000_000

#: Read without the loader: a typo is told at once, not after all has been mastered.
_SLUG_LINE: Final = re.compile(r"""^slug:\s*["']?([a-z0-9-]+)""", re.MULTILINE)


def folders_of(show: Path, slugs: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that `slugs` stand for, each with a `/` at its end.

    Raises:
        UsageError: If there is nothing of that name; it suggests what comes near.
    """
    known = known_slugs(show)
    for slug in slugs:
        if slug not in known:
            raise unknown_slug(slug, known)
    return tuple(folder for slug in slugs for folder in known[slug])


def known_slugs(show: Path) -> Mapping[str, tuple[str, ...]]:
    """Return slug -> folders of episodes and news."""
    known: dict[str, tuple[str, ...]] = {}
    for part, file in PARTS.items():
        for path in sorted((show / part).glob("*/")):
            slug = _written_slug(path / file) or path.name
            known[slug] = (*known.get(slug, ()), f"{part}/{path.name}/")
    return known


def unknown_slug(slug: str, known: Iterable[str]) -> UsageError:
    """Return the error that names the nearest slug, for a path to the folder as well."""
    name = slug.strip("/").rpartition("/")[2]
    return UsageError(
        message("there is no episode or news item `{slug}`", slug=slug),
        hint=suggestion(name, list(known)) or message("`podcaster status` shows what there is"),
    )


def _written_slug(file: Path) -> str | None:
    """Return the slug that a YAML file names, if any; a pipe would never end."""
    if not file.is_file():
        return None
    try:
        with file.open(encoding="utf-8", errors="replace") as text:
            found = _SLUG_LINE.search(text.read(LARGEST_CHARACTERS))
    except OSError:
        return None
    return found[1] if found else None
