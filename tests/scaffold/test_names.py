from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.errors import UsageError
from podcaster.model.values import SLUG_PATTERN
from podcaster.scaffold.names import checked_slug, checked_title, next_number, readable


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("Bürger:innen", "did you mean `buergerinnen`?"),
        ("../oben", "did you mean `oben`?"),
        ("a/b", "did you mean `a-b`?"),
        ("Große Plätze", "did you mean `grosse-plaetze`?"),
        ("..", "use lower-case letters, digits and hyphens, such as `erste-folge`"),
        ("-eins-", "did you mean `eins`?"),
        ("", "use lower-case letters, digits and hyphens, such as `erste-folge`"),
        ("eins\n", "did you mean `eins`?"),
        ("x" * 200, f"did you mean `{'x' * 80}`?"),
    ],
)
def test_what_can_be_no_slug_gets_a_suggestion(slug: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_slug(slug)

    assert str(caught.value.hint) == hint


@given(st.text(max_size=100))
def test_every_slug_that_passes_can_stand_in_an_address(text: str) -> None:
    try:
        slug = checked_slug(text)
    except UsageError:
        return

    assert re.fullmatch(SLUG_PATTERN, slug)
    assert ".." not in slug
    assert "/" not in slug


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("erste-folge", "Erste Folge"),
        ("012-sicherheit-im-viertel", "Sicherheit im Viertel"),
        ("2026-plaetze", "2026 Plaetze"),
        ("der-tag", "Der Tag"),
        ("12", "12"),
    ],
)
def test_a_slug_is_read_as_a_title(slug: str, title: str) -> None:
    assert readable(slug) == title


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "x" * 256, "a\x1bb"])
def test_what_can_be_no_title_is_refused(title: str) -> None:
    with pytest.raises(UsageError):
        checked_title(title)


@pytest.mark.parametrize(
    ("slug", "known", "numbered", "expected"),
    [
        ("eins", [], False, (None, None)),
        ("eins", [], True, (None, 1)),
        ("eins", [(None, None)], False, (None, None)),
        ("eins", [(None, 3), (None, 7), (None, None)], False, (None, 8)),
        ("eins", [(1, 12), (2, 3)], False, (2, 4)),
        ("012-eins", [], False, (None, 12)),
        ("012-eins", [(2, 3)], False, (2, 12)),
        ("2026-eins", [(None, 3)], False, (None, 4)),
    ],
)
def test_numbers_go_on_where_the_show_stands(
    slug: str,
    known: list[tuple[int | None, int | None]],
    numbered: bool,
    expected: tuple[int | None, int | None],
) -> None:
    assert next_number(slug, known, numbered=numbered) == expected
