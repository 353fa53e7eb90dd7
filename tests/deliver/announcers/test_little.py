"""LinkedIn's little text: readers see what was written, whatever it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.servers.linkedin import rendered

from podcaster.deliver.announcers.linkedin.little import escape, length, plain, seen

texts = st.text(st.sampled_from("|{}@[]()<>#\\*_~aäß1 \n:„“🎧＃/&") | st.characters(codec="utf-8"))


@given(texts)
def test_readers_see_what_was_written(text: str) -> None:
    assert rendered(escape(text)) == text


@given(texts)
def test_our_own_eyes_see_what_readers_see(text: str) -> None:
    bare = text.replace("#", "")  # LinkedIn makes hashtags of bare words itself

    for little in (escape(text), bare):
        assert "".join(piece.text for piece in seen(little)) == rendered(little)


@given(texts)
def test_what_linkedin_gives_back_can_be_compared(text: str) -> None:
    assert plain(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("Neue Folge (12): *neu*", r"Neue Folge \(12\): \*neu\*"),
        ("Mitarbeiter*innen", r"Mitarbeiter\*innen"),
        ("#Prävention!", r"{hashtag|\#|Prävention}!"),
        ("#AI_x", r"{hashtag|\#|AI\_x}"),
        ("#12 und C#", r"\#12 und C\#"),
        ("https://a.test/#teil", r"https://a.test/\#teil"),
    ],
)
def test_reserved_characters_are_escaped_and_hashtags_are_links(text: str, little: str) -> None:
    assert escape(text) == little


def test_signs_are_counted_as_linkedin_counts_them() -> None:
    assert length("ä🎧") == 3


def test_links_are_told_from_text() -> None:
    little = escape("Neu: #Platz mit @Efus", {"Efus": "urn:li:organization:1"})

    assert [(piece.text, piece.address) for piece in seen(little) if piece.linked] == [
        ("#Platz", "https://www.linkedin.com/feed/hashtag/Platz/"),
        ("Efus", "https://www.linkedin.com/company/1/"),
    ]
