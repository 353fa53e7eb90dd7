"""Keeps the German catalogue complete: every message, every help text, every description.

python tools/catalogue.py            bring src/podcaster/locale/de up to date
python tools/catalogue.py --check    exit 1 if a text is missing, untranslated or has other gaps
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import Final

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from podcaster.cli import podcaster
from podcaster.cli.frame import Command, paragraphs
from podcaster.model.codes import CHAPTERS_OF_CODES, CODES
from podcaster.scaffold import default_templates, purpose
from podcaster.scaffold.schemas import descriptions

SOURCE: Final = Path(__file__).resolve().parents[1] / "src" / "podcaster"
GERMAN: Final = SOURCE / "locale" / "de" / "LC_MESSAGES" / "podcaster.po"

#: Calls whose first argument is a text for people.
KEYWORDS: Final = {"message": None, "gettext": None}

#: A catalogue has to bear some date; one that moves would change the file with every run.
DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> None:
    """Write the catalogue, or say what is wrong with it."""
    if arguments == ["--check"]:
        raise SystemExit("\n".join(complaints()) or 0)
    write()


def texts() -> dict[str, str]:
    """Return every text of the program and where it comes from."""
    found: dict[str, str] = {}
    for text, origin in (*_called(), *_helped(), *_described(), *_titled(), *_purposes()):
        found.setdefault(text, origin)
    return {text: origin for text, origin in found.items() if text}


def _called() -> Iterator[tuple[str, str]]:
    """Yield the literals in `message(...)` and `gettext(...)`."""
    for path in sorted(SOURCE.rglob("*.py")):
        with path.open("rb") as file:
            for _, text, _, _ in extract("python", file, KEYWORDS):
                if isinstance(text, str):
                    yield text, path.relative_to(SOURCE).as_posix()


def _helped() -> Iterator[tuple[str, str]]:
    """Yield what click shows about the commands."""
    for command in (podcaster, *podcaster.commands.values()):
        with click.Context(command) as context:
            for text in _help_of(command, context):
                yield text, f"podcaster {command.name}"


def _help_of(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the texts of one command."""
    yield from paragraphs(command.help)
    yield command.options_metavar or ""
    if isinstance(command, click.Group):
        yield command.subcommand_metavar
    for parameter in command.get_params(context):
        yield " ".join((parameter.help or "").split())
    if isinstance(command, Command):
        yield from (meaning for _, meaning in command.examples)


def _described() -> Iterator[tuple[str, str]]:
    """Yield the descriptions of what people write."""
    for text in descriptions():
        yield text, "schema"


def _titled() -> Iterator[tuple[str, str]]:
    """Yield what should hold, for every code, and the names of their chapters."""
    for title in (*(code.title for code in CODES.values()), *CHAPTERS_OF_CODES.values()):
        yield title, "model/codes.py"


def _purposes() -> Iterator[tuple[str, str]]:
    """Yield what each template makes."""
    for name in default_templates():
        yield purpose(name), f"templates/{name}"


def write() -> None:
    """Add what is new, keep what is translated, drop what nobody says any more."""
    known = _translations()
    catalogue = Catalog(
        locale="de",
        header_comment="# German words of podcaster, by the English sentence.",
        project="podcaster",
        version="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=DATE,
        revision_date=DATE,
        fuzzy=False,
    )
    for text, origin in sorted(texts().items(), key=lambda pair: (pair[1], pair[0])):
        catalogue.add(text, known.get(text, ""), locations=[(origin, 0)])
    GERMAN.parent.mkdir(parents=True, exist_ok=True)
    with GERMAN.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False)


def complaints() -> list[str]:
    """Return what is wrong with the German catalogue."""
    known, wanted = _translations(), texts()
    return [
        *(f"not in the catalogue: {text}" for text in wanted if text not in known),
        *(f"not translated: {text}" for text in wanted if known.get(text) == ""),
        *(f"nobody says it any more: {text}" for text in known if text not in wanted),
        *(
            f"other gaps than in English: {known[text]}"
            for text in wanted
            if known.get(text) and gaps(known[text]) != gaps(text)
        ),
    ]


def gaps(text: str) -> set[tuple[str, str]]:
    """Return the names and formats of the gaps in a text; descriptions may hold lone braces."""
    try:
        return {(name, form or "") for _, name, form, _ in Formatter().parse(text) if name}
    except ValueError:
        return set()


def _translations() -> dict[str, str]:
    """Return English -> German as the catalogue has it."""
    if not GERMAN.is_file():
        return {}
    with GERMAN.open("rb") as file:
        entries = read_po(file, ignore_obsolete=True)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


if __name__ == "__main__":
    main(sys.argv[1:])
