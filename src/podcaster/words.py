"""Catalogues of German, English and French words; the key is always the English sentence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from babel.messages.pofile import read_po

from podcaster.model.message import Gettext

#: `podcaster`: messages, help, schemas, for staff. `pages`: what listeners read.
Domain = Literal["podcaster", "pages"]


def translator(language: str, domain: Domain) -> Gettext:
    """Return a function from an English text to the same in `language`.

    Args:
        language: A tag such as `de` or `de-AT`; what has no catalogue stays English.
        domain: Which catalogue.
    """
    catalogue = _catalogue(language.replace("_", "-").partition("-")[0].lower(), domain)
    return lambda text: catalogue.get(text, text)


@cache
def _catalogue(language: str, domain: Domain) -> dict[str, str]:
    """Read a catalogue once; the `.po` text is read as it is, so nothing has to be compiled."""
    if not language.isalpha():
        return {}
    path = files("podcaster") / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        entries = read_po(file, ignore_obsolete=True)
    return {
        entry.id: entry.string
        for entry in entries
        if isinstance(entry.id, str) and isinstance(entry.string, str) and entry.id and entry.string
    }
