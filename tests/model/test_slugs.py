"""Slugs from German titles, categories, languages, suggestions."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.categories import APPLE_CATEGORIES, WRITTEN_CATEGORIES, parse_category
from podcaster.model.languages import is_known
from podcaster.model.slugs import slugify_german
from podcaster.model.suggestions import nearest
from podcaster.model.values import SLUG_PATTERN


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Bürger:innen", "buergerinnen"),
        ("Mitarbeiter*innen und Mandatsträger*innen", "mitarbeiterinnen-und-mandatstraegerinnen"),
        ("Hörer_innenrat", "hoererinnenrat"),
        ("Bürger*in", "buergerin"),
        ("Sicherheit: Was nun?", "sicherheit-was-nun"),
        ("Interviews: innen und außen", "interviews-innen-und-aussen"),
        ("„Angsträume“ – 3 Orte", "angstraeume-3-orte"),
        ("ÄÖÜ ẞ ß", "aeoeue-ss-ss"),
        ("A & B", "a-und-b"),
        ("../../etc", "etc"),
        ("Ça va?", "ca-va"),
        ("***", ""),
    ],
)
def test_german_titles_fold_as_germans_do(title: str, slug: str) -> None:
    assert slugify_german(title) == slug


@given(st.text())
def test_a_slug_can_stand_in_an_address(title: str) -> None:
    slug = slugify_german(title)

    assert slug == "" or re.fullmatch(SLUG_PATTERN, slug)
    assert slugify_german(slug) == slug


@given(st.text(alphabet="aäöüß :*-Z"))
def test_the_unicode_form_does_not_matter(title: str) -> None:
    assert slugify_german(unicodedata.normalize("NFD", title)) == slugify_german(title)


def test_apple_has_nineteen_categories_and_ninety_one_below_them() -> None:
    assert len(APPLE_CATEGORIES) == 19
    assert sum(map(len, APPLE_CATEGORIES.values())) == 91
    assert len(set(WRITTEN_CATEGORIES)) == 110


@pytest.mark.parametrize("written", WRITTEN_CATEGORIES)
def test_every_category_is_understood(written: str) -> None:
    category = parse_category(written)

    assert category is not None
    assert " > ".join(part for part in category if part) == written


@pytest.mark.parametrize("written", ["Goverment", "News > Sports", "News > Politics > x", "", ">"])
def test_other_categories_are_not(written: str) -> None:
    assert parse_category(written) is None


@pytest.mark.parametrize(
    ("tag", "known"),
    [("de", True), ("de-AT", True), ("dt", False), ("gsw", True), ("en-001", True)],
)
def test_languages_are_those_of_iso_639(tag: str, known: bool) -> None:
    assert is_known(tag) is known


def test_suggestions_do_not_mind_capital_letters() -> None:
    assert nearest("government", WRITTEN_CATEGORIES) == "Government"
    assert nearest("xyz", WRITTEN_CATEGORIES) is None
