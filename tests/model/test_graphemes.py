"""Characters are counted as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.graphemes import graphemes
from podcaster.model.posts import mastodon_length


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Plätze", 6),
        ("Pla\u0308tze", 6),
        ("\r\n\r\n", 2),
        ("👩‍👩‍👧‍👦", 1),
        ("👍🏽!", 2),
        ("🇩🇪🇫🇷", 2),
        ("🇩🇪🇫", 2),
        ("❤️", 1),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1),
        ("한국어", 3),
        ("\u1112\u1161\u11ab\u1100", 2),
        ("नी", 1),
        ("\u0308", 1),
        ("\n\u0308", 2),
    ],
)
def test_what_readers_see_as_one_counts_as_one(text: str, count: int) -> None:
    assert graphemes(text) == count


@given(st.text(), st.text())
def test_a_count_is_never_more_than_its_parts_and_only_empty_texts_have_none(
    one: str, other: str
) -> None:
    whole = graphemes(one + other)

    assert max(graphemes(one), graphemes(other) - 1) <= whole <= graphemes(one) + graphemes(other)
    assert (graphemes(one) == 0) == (one == "")


def test_mastodon_counts_every_address_alike() -> None:
    assert (
        mastodon_length(f"Neu: https://stadt.test/{'a' * 300} und http://b.test") == 5 + 23 + 5 + 23
    )
