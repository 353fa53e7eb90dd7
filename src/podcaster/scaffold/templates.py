"""The default templates, scripts and styles: what each makes, and copies of them to be changed."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from podcaster.errors import UsageError
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.suggestions import nearest
from podcaster.scaffold.folders import replace_file

#: What a show may replace; schemas are promises to other people's programs.
_SUFFIXES: Final = (".j2", ".css", ".js")

#: How a template, a style or a script begins: with a comment in its language.
_COMMENT: Final = re.compile(
    r"\{#-?\s*(.*?)\s*-?#\}|/\*\s*(.*?)\s*\*/|((?://[^\n]*\n)+)", re.DOTALL
)
_SENTENCE_END: Final = re.compile(r"(?<=[.:])\s+(?=[A-Z])")


@cache
def default_templates() -> dict[str, str]:
    """Return name -> text of everything in the package that a show may replace."""
    found = files("podcaster").joinpath("templates").iterdir()
    wanted = sorted((one for one in found if one.name.endswith(_SUFFIXES)), key=lambda it: it.name)
    return {one.name: one.read_text("utf-8") for one in wanted}


def opening(name: str) -> str:
    """Return what a template's first comment says, in one line."""
    found = _COMMENT.match(default_templates()[name])
    said = next(filter(None, found.groups()), "") if found else ""
    return " ".join(said.replace("//", " ").split())


def purpose(name: str) -> str:
    """Return the sentence that says what a template makes."""
    return _SENTENCE_END.split(opening(name))[0]


def eject_template(show: Path, name: str) -> Path:
    """Copy a default template into the show's `templates/`, and return where it is.

    Raises:
        UsageError: If there is none of that name, or the show has its own already.
        FolderError: If it can't be written.
    """
    known = default_templates()
    if name not in known:
        close = nearest(name, known)
        raise UsageError(
            message("there is no template `{name}`", name=name),
            hint=message("did you mean `{close}`?", close=close)
            if close
            else message("`podcaster templates` lists them"),
        )
    path = show / "templates" / name
    if path.exists() or path.is_symlink():
        raise UsageError(
            message("the show has its own `{name}` already", name=name),
            place=Place(str(path)),
            hint=message("change that one, or rename it to see the default one beside it"),
        )
    replace_file(path, known[name].encode())
    return path
