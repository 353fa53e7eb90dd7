"""The default templates: what each makes, and what it is given."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from typing import Final

from podcaster.model.chapters import Chapter
from podcaster.model.templates import TEMPLATE_CONTEXT, TEMPLATE_FILTERS, TEMPLATE_GLOBALS
from podcaster.render.files import FileView, GrantView, PictureView
from podcaster.render.news import ItemView
from podcaster.render.pages import PageView
from podcaster.render.transcript_text import Paragraph
from podcaster.render.views import EditionView, EpisodeView, PersonView
from podcaster.render.waveform import WaveView
from podcaster.scaffold import opening
from reference_pages.tables import code, page, table

INTRO: Final = """\
A file of the same name in the show's own `templates/` folder takes the place of the default one;
everything else stays. Templates are Jinja2; a variable that is not listed here is an error with
its place, found by `podcaster check` before anything is made. `podcaster templates eject NAME`
copies one; scripts (`.js`) and styles (`.css`) can be replaced in the same way. A show's own
templates are filled in a process of its own: one that takes too long (20 seconds of a processor,
and one more for each item) or too much memory (512 MB, and 4 for each item) ends with its file and
line, and nothing is written. Of memory, macOS and Windows know no such limit."""

VALUES: Final = """\
`show` and `site` are what stands in [publish.yaml](settings.md) under these keys. `episode` is an
Episode, `item` an Item, `page` a Page, `cover` a Picture, `grants` a list of Grants. `language` is
that of the document, `path` its place in the built folder, `level` the first heading's."""

#: What templates meet, the outermost first.
VIEWS: Final = (
    EpisodeView, ItemView, PageView, PersonView, FileView, PictureView, GrantView, EditionView,
    Chapter, Paragraph, WaveView,
)  # fmt: skip

#: Python's word -> ours, in this order.
KINDS: Final = {
    r"tuple\[str, str\]": "pairs of texts",
    r"\bstr\b": "text",
    r"\bint\b": "whole number",
    r"\bfloat\b": "number",
    r"\bbool\b": "true or false",
    r"\bdatetime\b": "date and time",
    r" \| None": ", or none",
}


def templates_page() -> str:
    """Return every template with its variables, then values, filters and functions."""
    rows = (
        (code(name), opening(name), _codes(variables))
        for name, variables in TEMPLATE_CONTEXT.items()
    )
    templates = table(("template", "what it makes", "variables"), rows)
    beside = f"Filters beside Jinja's own: {_codes(TEMPLATE_FILTERS)}."
    functions = f"Functions: {_codes(TEMPLATE_GLOBALS)}; `_` says a text in the episode's language."
    values = f"## What stands in the variables\n\n{VALUES}"
    return page("Templates", INTRO, templates, beside, functions, values, *map(_view, VIEWS))


def _codes(names: frozenset[str]) -> str:
    return ", ".join(map(code, sorted(names)))


def _view(view: type) -> str:
    """Return a value with its fields and properties."""
    text = inspect.getdoc(view) or ""
    whole = re.sub(r"\n {8,}", " ", text)
    told = dict(re.findall(r"^ {4}(\w+): (.+)$", whole, re.MULTILINE))
    kinds = {field.name: _kind(str(field.type)) for field in fields(view)}
    rows = [(code(name), kind, told.get(name, "")) for name, kind in kinds.items()]
    rows += [
        (code(name), _kind(str(value.fget.__annotations__["return"])), inspect.getdoc(value) or "")
        for name, value in vars(view).items()
        if isinstance(value, property)
    ]
    first = text.split("\n", 1)[0]
    return (
        f"### {_title(view.__name__)}\n\n{first}\n\n{table(('name', 'kind', 'what it is'), rows)}"
    )


def _kind(annotation: str) -> str:
    """Say a type in words."""
    words = re.sub(r"tuple\[(.+?), \.\.\.\]", r"list of \1", annotation)
    for pattern, replacement in KINDS.items():
        words = re.sub(pattern, replacement, words)
    return _title(words)


def _title(name: str) -> str:
    return re.sub(r"\b(\w+)View\b", r"\1", name)
