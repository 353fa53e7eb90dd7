"""How templates print values: dates, lengths, sizes, addresses, Markdown, hashtags."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final, Protocol
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit
from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from podcaster.model.news import Event
from podcaster.model.paths import topic_page
from podcaster.model.typography import NBSP
from podcaster.render.labels import label
from podcaster.render.markdown import plain_text, to_html
from podcaster.render.times import clock, html_duration
from podcaster.words import spoken

#: Dates that read `5 March 2026`, for a European forum's English.
_ENGLISH: Final = "en_GB"

#: Styles and scripts that are remembered: every player of a show has the same.
KEPT_SCRIPTS: Final = 64

#: Language -> how an hour of the day is said, in CLDR's pattern letters, and what follows it.
_CLOCKS: Final = {"de": ("HH:mm", f"{NBSP}Uhr"), "fr": (f"HH{NBSP}'h'{NBSP}mm", "")}

#: Bytes in a unit, its digits, its sign per language ("" is for all others).
_SIZES: Final = (
    (1_000_000_000, "#,##0.0", {"fr": "Go", "": "GB"}),
    (1_000_000, "#,##0.0", {"fr": "Mo", "": "MB"}),
    (1_000, "#,##0", {"fr": "ko", "": "kB"}),
    (1, "#,##0", {"fr": "octets", "en": "bytes", "": "Bytes"}),
)

#: What CSS does not need around its marks.
_CSS_BLANKS: Final = re.compile(r"\s*([{};,]|:(?= ))\s*")

#: What scripts need no blanks around, and strings, in which blanks stay.
_SCRIPT_BLANKS: Final = re.compile(r'("(?:\\.|[^"\\])*")| *(=>|[=!<>]==?|&&|\|\||[=<>?:,;{}()]) *')

#: Where one of these stands, a line may hold more than plain strings: it stays as it is.
_UNSURE: Final = frozenset("/`'")

#: The nought before a decimal point, which CSS does not need either.
_CSS_NOUGHTS: Final = re.compile(r"(?<![\w.#])0(?=\.\d)")

#: What a script says to be for pages only, with its marks.
_ONLY_PAGES: Final = re.compile(r"^\s*// <page>$.*?^\s*// </page>$", re.MULTILINE | re.DOTALL)


class Addressed(Protocol):
    """Something with an absolute address that may stand in the built folder."""

    @property
    def path(self) -> str:
        """Where it stands in the built folder; "" if it stands elsewhere."""

    @property
    def url(self) -> str:
        """Its absolute address."""


def date(when: datetime, language: str) -> str:
    """Return a date in words, such as `5. März 2026`, as its own clock has it."""
    said = format_date(when, "long", locale=locale_of(language))
    return f"1er{said[1:]}" if _stem(language) == "fr" and when.day == 1 else said


def period(event: Event, language: str) -> str:
    """Return when an event takes place, such as `5. März 2026, 18:00–20:00 Uhr`."""
    starts, ends = event.starts_at, event.ends_at
    if ends is None:
        return _moment(starts, language)
    if ends.date() != starts.date():
        return f"{_moment(starts, language)} – {_moment(ends, language)}"
    hours = f"{_clock(starts, language)}–{_clock(ends, language)}"
    return f"{date(starts, language)}, {hours}{_after_hours(language)}"


def media_time(seconds: float) -> str:
    """Return a place as addresses have it behind `#t=`: `75.5`.

    Source:
        W3C Media Fragments URI 1.0, normal play time.
    """
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def minutes(seconds: float, language: str) -> str:
    """Return a length in whole minutes, at least one: `24 Minuten`."""
    count = max(1, round(seconds / 60))
    return format_unit(count, "duration-minute", "long", locale=locale_of(language)).replace(
        " ", NBSP
    )


def file_size(size_bytes: int, language: str) -> str:
    """Return a file's length in decimal units: `12,3 MB`."""
    unit, digits, signs = next((row for row in _SIZES if size_bytes >= row[0]), _SIZES[-1])
    number = format_decimal(size_bytes / unit, digits, locale=locale_of(language))
    return f"{number}{NBSP}{signs.get(_stem(language), signs[''])}"


def number(value: float, language: str) -> str:
    """Return a number with the language's own decimal sign: `1,25`."""
    return str(format_decimal(value, locale=locale_of(language)))


def hashtag(topic: str) -> str:
    """Return a topic as one hashtag, each word with a capital: `#SichereStädte`.

    Hashtags end at blanks, stars and colons, so `Mitarbeiter*innen` becomes
    `#MitarbeiterInnen`. What has no letter makes no hashtag: "".
    """
    words = re.findall(r"[^\W_]+", topic)
    joined = "".join(word[0].upper() + word[1:] for word in words)
    return f"#{joined}" if any(letter.isalpha() for letter in joined) else ""


def relative(target: str | Addressed, path: str) -> str:
    """Return the address of `target` as the document at `path` links to it.

    Args:
        target: A path in the built folder, or something that has one; what stands elsewhere
            keeps its absolute address.
        path: Where the document stands.
    """
    if not isinstance(target, str):
        return relative(target.path, path) if target.path else target.url
    return quote(posixpath.relpath(target, posixpath.dirname(path) or "."))


def markdown(
    text: str, language: str, level: int = 2, scope: str = "", written_in: str = ""
) -> Markup:
    """Return Markdown as safe HTML whose first heading is of `level`; see `to_html`.

    Args:
        text: Markdown.
        language: Of the document.
        level: Of the first heading.
        scope: Begins the names of footnotes.
        written_in: Language of the text, whose quotes it gets, if it is not the document's.
    """
    html = to_html(text, written_in or language, heading_level=level, scope=scope)
    return Markup(html)  # noqa: S704 - sanitised


def say(language: str, text: str, /, **values: object) -> str:
    """Return `text` in `language`, its `{name}` gaps filled."""
    return spoken(language, text, **values)


def lang_attribute(language: str, around: str) -> Markup:
    """Return ` lang="en"` for text that is in another language than what stands `around` it."""
    return Markup("") if language == around else Markup(' lang="{}"').format(language)


def language_name(code: str, language: str) -> str:
    """Return what a language is called in another: `Englisch`."""
    return locale_of(code.split("-", maxsplit=1)[0]).get_language_name(locale_of(language)) or code


def listing(names: Iterable[str], language: str) -> str:
    """Return names as people list them: `Anna, Bert und Cem`."""
    return format_list(list(names), locale=locale_of(language))


@lru_cache(KEPT_SCRIPTS)
def compact(text: str, kind: str = "script") -> Markup:
    """Return a style or a script of ours, shorter: it stands inside a frame's only document.

    Args:
        text: Without strings that go over several lines.
        kind: `script` loses indentation, comments of whole lines and what only pages need;
            both lose blanks.
    """
    lines = (line.strip() for line in _ONLY_PAGES.sub("", text).splitlines())
    kept = [line for line in lines if line and not line.startswith(("//", "/*"))]
    short = _short_style(kept) if kind == "style" else "\n".join(map(_short_line, kept))
    return Markup(short)  # noqa: S704 - text of templates, never of a show


def _short_style(lines: list[str]) -> str:
    tight = _CSS_BLANKS.sub(r"\1", "\n".join(lines)).replace(";}", "}")
    return _CSS_NOUGHTS.sub("", tight)


def _short_line(line: str) -> str:
    """Take blanks out of a line of a script, but not where they might mean something."""
    return line if _UNSURE & set(line) else _SCRIPT_BLANKS.sub(r"\1\2", line)


def open_graph_locale(language: str) -> str:
    """Return the language with a territory, as Open Graph wants it: `de_DE`."""
    stem, *more = language.split("-")
    likely: str = get_global("likely_subtags").get(stem, "")
    territories = [part for part in [*more, *likely.split("_")] if part.isupper()]
    return "_".join([stem, *territories[:1]])


@cache
def locale_of(language: str) -> Locale:
    """Return how Babel knows a language tag; what it does not know is written in English."""
    try:
        return Locale.parse(_ENGLISH if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_ENGLISH)


def _moment(when: datetime, language: str) -> str:
    return f"{date(when, language)}, {_clock(when, language)}{_after_hours(language)}"


def _clock(when: datetime, language: str) -> str:
    pattern, _ = _CLOCKS.get(_stem(language), ("HH:mm", ""))
    return format_time(when.time(), pattern, locale=locale_of(language))


def _after_hours(language: str) -> str:
    return _CLOCKS.get(_stem(language), ("", ""))[1]


def _stem(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


@pass_context
def say_in_template(context: Context, text: str, /, **values: object) -> str:
    """Say `text` in the language of the document; templates know it as `_`."""
    return say(context["language"], text, **values)


def _spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a filter the language of the document as its second argument."""

    @pass_context
    def with_language(context: Context, value: object, *arguments: object) -> object:
        if isinstance(value, Undefined):
            str(value)  # says which name nobody gave
        return function(value, context["language"], *arguments)

    return with_language


@pass_context
def _relative_in_template(context: Context, target: str | Addressed) -> str:
    return relative(target, context["path"])


@pass_context
def _absolute_in_template(context: Context, path: str) -> str:
    return str(context["site"].address(quote(path)))


@pass_context
def _lang_in_template(context: Context, language: str) -> Markup:
    return lang_attribute(language, context["language"])


#: Name in templates -> what it does. The names stand in `model.templates` too, for the checks.
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "absolute": _absolute_in_template,
    "bytes": _spoken(file_size),
    "compact": compact,
    "date": _spoken(date),
    "hashtag": hashtag,
    "iso_duration": html_duration,
    "label": _spoken(label),
    "lang": _lang_in_template,
    "language_name": _spoken(language_name),
    "listing": _spoken(listing),
    "markdown": _spoken(markdown),
    "media_time": media_time,
    "minutes": _spoken(minutes),
    "number": _spoken(number),
    "period": _spoken(period),
    "plain": _spoken(plain_text),
    "relative": _relative_in_template,
    "time_code": clock,
    "topic_page": topic_page,
}
