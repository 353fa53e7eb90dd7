"""Which language the program speaks with the person in front of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

#: What there is a catalogue for; English is the language of the templates themselves.
LANGUAGES: Final = ("de", "en")

#: Asked in this order; the first that is set decides among the locale's variables (POSIX).
LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language asked for: `--lang`, `PODCASTER_LANG`, the locale, else English.

    The command line is searched before it is parsed, because its own errors and help
    have to be said in that language, too.
    """
    for wish in _wishes(arguments, environment):
        language = wish.split("_")[0].split("-")[0].split(".")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def _wishes(arguments: Sequence[str], environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what was asked for, the strongest first."""
    yield from _options(arguments)
    yield environment.get("PODCASTER_LANG", "")
    yield next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")


def _options(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the values of `--lang`, up to a `--` that ends the options."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            return
        if argument.startswith("--lang="):
            yield argument.removeprefix("--lang=")
        if argument == "--lang" and index + 1 < len(arguments):
            yield arguments[index + 1]
