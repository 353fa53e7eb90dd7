"""Catalogues say what is written in them."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from podcaster.model.message import decimal
from podcaster.words import Domain, translator

CATALOGUES: list[tuple[str, Domain]] = [("de", "podcaster"), ("de", "pages"), ("fr", "pages")]


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_every_entry_is_read_as_babel_reads_it(language: str, domain: Domain) -> None:
    path = files("podcaster") / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        entries = {entry.id: entry.string for entry in read_po(file) if entry.id}
    say = translator(language, domain)

    assert len(entries) > 50
    assert {text: say(str(text)) for text in entries} == entries


def test_advice_in_german_begins_like_a_sentence() -> None:
    path = files("podcaster") / "locale" / "de" / "LC_MESSAGES" / "podcaster.po"
    with path.open("rb") as file:
        said = [str(entry.string) for entry in read_po(file) if entry.id]

    assert len([text for text in said if re.match(r"[A-ZÄÖÜ][a-zäöüß]+n Sie ", text)]) > 200
    assert [text for text in said if re.match(r"[a-zäöü]+n Sie ", text)] == []


@pytest.mark.parametrize("language", ["en", "tlh", "../../etc", "", "d e"])
def test_a_language_without_a_catalogue_stays_english(language: str) -> None:
    assert translator(language, "podcaster")("the disk is full") == "the disk is full"


@pytest.mark.parametrize("language", ["de", "de-AT", "de_CH", "DE"])
def test_german_is_german_wherever_it_is_spoken(language: str) -> None:
    assert translator(language, "pages")("Chapters") == "Kapitelmarken"


@pytest.mark.parametrize(("language", "said"), [("de", "-9,0"), ("en", "-9.0"), ("de-AT", "-9,0")])
def test_a_number_has_the_sign_that_people_write(language: str, said: str) -> None:
    assert decimal(-9.04).say(translator(language, "podcaster")) == said
    assert str(decimal(2, 3)) == "2.000"


def test_a_number_without_digits_is_said_as_it_is() -> None:
    assert decimal(float("-inf")).say(translator("de", "podcaster")) == "-inf"
