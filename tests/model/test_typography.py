"""Blanks hold together what belongs together, as each language wants it; nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.typography import typeset

CASES = [
    ("fr", "La gare : qui a peur ? Nous !", "La gare~: qui a peur^? Nous^!"),
    ("fr", "« Déjà » ; « fini ? »", "«~Déjà~»^; «~fini^?~»"),
    (
        "fr",
        "à 20 h 30, 10 % de moins, n° 5, M. Dupont",
        "à 20~h~30, 10~% de moins, n°~5, M.~Dupont",
    ),
    ("fr-CA", "Quoi ?", "Quoi^?"),
    ("fr", "a ?b=c et :-) restent", "a ?b=c et :-) restent"),
    ("de", "z. B. am 5. März um 18 Uhr", "z.~B. am 5.~März um 18~Uhr"),
    ("de", "i. d. R. nach § 5 und Art. 3", "i.~d.~R. nach §~5 und Art.~3"),
    ("de", "DEFUS e. V. zahlt 10 %", "DEFUS e.~V. zahlt 10~%"),
    ("de", "Was nun ? Er sagte »ja« und ging.", "Was nun ? Er sagte »ja« und ging."),
    ("en", "No. 5 at 6 pm, 10 km away", "No.~5 at 6~pm, 10~km away"),
    ("pl", "Co ? 10 km", "Co ? 10 km"),
]


@pytest.mark.parametrize(("language", "written", "meant"), CASES)
def test_what_belongs_together_stays_on_a_line(language: str, written: str, meant: str) -> None:
    assert typeset(written, language).replace("\u00a0", "~").replace("\u202f", "^") == meant


@given(st.text("ab5 .:;?!«»§%hUzBe\u00a0", max_size=60), st.sampled_from(["de", "en", "fr", "x"]))
def test_only_blanks_change_and_a_second_time_nothing_does(text: str, language: str) -> None:
    once = typeset(text, language)

    assert re.sub(r"[\u00a0\u202f]", " ", once) == re.sub("\u00a0", " ", text)
    assert typeset(once, language) == once
