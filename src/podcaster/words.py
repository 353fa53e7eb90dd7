"""Catalogues of German, English and French words; the key is always the English sentence."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from podcaster.model.message import Gettext

#: `podcaster`: messages, help, schemas, for staff. `pages`: what listeners read.
Domain = Literal["podcaster", "pages"]

_TEXT: Final = r"""((?:"(?:[^"\\]|\\.)*"\s*)+)"""
_ENTRY: Final = re.compile(rf"^msgid {_TEXT}^msgstr {_TEXT}", re.MULTILINE)
_LINE: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


def translator(language: str, domain: Domain) -> Gettext:
    """Return a function from an English text to the same in `language`.

    Args:
        language: A tag such as `de` or `de-AT`; what has no catalogue stays English.
        domain: Which catalogue.
    """
    catalogue = _catalogue(_stem(language), domain)
    return lambda text: catalogue.get(text, text)


def language_of_words(*languages: str) -> str:
    """Return the first of `languages` that there is a catalogue for; English where there is none.

    Listeners read one language in buttons, dates and headings, never two.
    """
    return next(
        (one for one in languages if _stem(one) == "en" or _catalogue(_stem(one), "pages")), "en"
    )


def spoken(language: str, text: str, /, **values: object) -> str:
    """Return `text`, which listeners read, in `language`, its `{name}` gaps filled.

    Only names are filled in, never attributes of what they stand for: templates are not trusted.
    """
    said = translator(language, "pages")(text)
    return re.sub(r"\{(\w+)\}", lambda gap: str(values[gap[1]]), said)


def _stem(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def _catalogue(language: str, domain: Domain) -> dict[str, str]:
    """Read a catalogue once; the `.po` text is read as it is, so nothing has to be compiled.

    Babel's reader takes twice as long, and its import longer still; every command in German would
    wait for both. Ours knows what our own catalogues have: a text and its translation, escaped as
    in JSON. A test holds it against Babel's.
    """
    if not language.isalpha():
        return {}
    path = files("podcaster") / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return {}
    entries = _ENTRY.findall(path.read_text("utf-8"))
    texts = ((_joined(key), _joined(value)) for key, value in entries)
    return {key: value for key, value in texts if key and value}


def _joined(lines: str) -> str:
    """Return the text that stands in quoted lines."""
    return "".join(json.loads(line) for line in _LINE.findall(lines))
