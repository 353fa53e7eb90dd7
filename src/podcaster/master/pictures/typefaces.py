"""Which typeface can write a text: the show's own, the one that comes along, the system's.

A letter that a typeface lacks comes out as a box, which helps nobody: what no typeface here has is
not written, and a finding says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from unicodedata import bidirectional, category

from PIL import ImageFont, features

from podcaster.master.pictures.lettering import BUNDLED, Typeface
from podcaster.model.facts import PlainFile

#: Where systems keep typefaces: Debian and its like, macOS, Windows.
SYSTEM_FOLDERS: Final = tuple(
    Path(os.path.expandvars(name)).expanduser()
    for name in (
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "~/.local/share/fonts",
        "~/.fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        "~/Library/Fonts",
        "C:/Windows/Fonts",
    )
)

#: Of the show's own typefaces, the first one that can write a text is taken.
_OWN: Final = ("pictures", "headings", "text")

_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})

#: Names of files that have a box or nothing for every letter there is.
_EMPTY: Final = ("lastresort", "adobeblank", "notdef")

#: Names of cuts that nobody would choose for a title: taken only if nothing else has the letters.
_ODD: Final = (
    "mono", "bold", "italic", "oblique", "condensed", "light", "thin", "black", "math", "serif",
    "unifont",
)  # fmt: skip

#: Typefaces that are kept open; a system may have more than a program may open files.
OPENED: Final = 8

#: Layout of letters that join, stack, or run from right to left.
_SHAPED: Final = frozenset({"R", "AL", "NSM"})


@dataclass(frozen=True)
class Typefaces:
    """What pictures of a show can be written with.

    Attributes:
        own: The show's own files, the one to take first at the beginning.
        folders: Where the system has its own; nothing is looked at before it is needed.
    """

    own: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = SYSTEM_FOLDERS

    def for_text(self, text: str) -> Typeface | None:
        """Return a typeface that has every letter of `text`, or None."""
        found = (path for path in self._files() if has_letters(path, text))
        return next(map(Typeface, found), None)

    def _files(self) -> Iterator[Path]:
        """Yield all there are, in their order."""
        yield from (*self.own, BUNDLED.file)
        yield from installed(self.folders)

    def lacking(self, text: str) -> str:
        """Return the letters of `text` that no typeface has, each once."""
        letters = dict.fromkeys(letter for letter in text if not self.for_text(letter))
        return "".join(letters)


def typefaces_of(fonts: Mapping[str, PlainFile]) -> Typefaces:
    """Return what the show names under `site.fonts`, before what there is anyway."""
    return Typefaces(tuple(fonts[use].path for use in _OWN if use in fonts))


@cache
def installed(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the typefaces in these folders, plain cuts first, the same order every time."""
    found = {
        path
        for folder in folders
        for path in _files_below(folder)
        if path.suffix.lower() in _SUFFIXES and not _says(path, _EMPTY)
    }
    return tuple(sorted(found, key=lambda path: (_says(path, _ODD), path.name, str(path))))


def _files_below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _says(path: Path, words: tuple[str, ...]) -> bool:
    return any(word in path.stem.lower() for word in words)


def has_letters(path: Path, text: str) -> bool:
    """Tell whether a file has every letter of `text`, and they can be put together rightly."""
    if _needs_shaping(text) and not features.check("raqm"):
        return False
    return _opened(path) is not None and all(_draws(path, letter) for letter in _drawn(text))


@lru_cache(OPENED)
def _opened(path: Path) -> ImageFont.FreeTypeFont | None:
    """Open a typeface; None if it is none, or of a kind that FreeType does not read."""
    try:
        return ImageFont.truetype(path, 40)
    except (OSError, ValueError):
        return None


@cache
def _draws(path: Path, letter: str) -> bool:
    """Tell whether a typeface has a letter: what it has not, it draws like one that nobody has."""
    font = _opened(path)
    return font is not None and bytes(font.getmask(letter)) != _missing(path)


@cache
def _missing(path: Path) -> bytes:
    """Return what a typeface draws for what it has not."""
    font = _opened(path)
    return bytes(font.getmask("\uffff")) if font else b""


def _drawn(text: str) -> Iterator[str]:
    """Yield the characters that leave a mark."""
    return (one for one in dict.fromkeys(text) if category(one) not in {"Zs", "Cf", "Cc", "Mn"})


def _needs_shaping(text: str) -> bool:
    return any(bidirectional(one) in _SHAPED for one in text)
