"""Chapters that stand as time stamps in the show notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.chapter_notes import parse_noted_chapters, without_noted_chapters
from podcaster.model.chapters import Chapter

NOTES = """\
Wir sprechen über **Plätze**.

## Kapitel

- 00:00 Begrüßung
- (02:15) **Was** tun mit [dem Platz](https://stadt.test/platz)?
- 1:02:03 – Ausblick

Danke an alle Mitarbeiter*innen.
"""


def test_a_list_of_time_stamps_is_chapters() -> None:
    read = parse_noted_chapters("notes.md", NOTES)

    assert read is not None
    assert read.chapters == (
        Chapter(0.0, "Begrüßung"),
        Chapter(135.0, "Was tun mit dem Platz?", "https://stadt.test/platz"),
        Chapter(3723.0, "Ausblick"),
    )
    assert [read.source.values[index,].line for index in range(3)] == [5, 6, 7]


def test_the_list_and_its_heading_leave_the_notes_and_no_line_moves() -> None:
    read = parse_noted_chapters("notes.md", NOTES)
    assert read is not None

    left = without_noted_chapters(NOTES, read).splitlines()

    assert [line for line in left if line] == [
        "Wir sprechen über **Plätze**.",
        "Danke an alle Mitarbeiter*innen.",
    ]
    assert left[8] == NOTES.splitlines()[8]


def test_words_above_the_list_that_say_something_stay() -> None:
    text = "Das hören Sie heute:\n00:00 A\n01:00 B\n02:00 C\n"
    read = parse_noted_chapters("notes.md", text)
    assert read is not None

    assert without_noted_chapters(text, read).split("\n")[0] == "Das hören Sie heute:"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Um 10:30 Uhr\n",
        "00:00 A\n01:00 B\n",
        "10:00 Begrüßung\n11:00 Vortrag\n12:30 Ende\n",
        "```\n00:00 A\n01:00 B\n02:00 C\n```\n",
        "00:00 A\nund\n01:00 B\nund\n02:00 C\n",
        "00:00\n01:00\n02:00\n",
    ],
)
def test_other_times_are_prose(text: str) -> None:
    assert parse_noted_chapters("notes.md", text) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [("00:10 A\n01:00 B\n02:00 C\n", 1), ("00:00 A\n01:00 B\n01:00 C\n", 3)],
)
def test_a_list_that_no_app_would_take_is_told(text: str, line: int) -> None:
    read = parse_noted_chapters("notes.md", text)

    assert read is not None
    assert read.chapters == ()
    assert [(row.code, row.place.line) for row in read.findings] == [("PC609", line)]


titles = st.text(st.characters(codec="utf-8", categories=["L", "N", "Sc"]), min_size=1, max_size=30)


@given(
    st.lists(st.integers(1, 359_999), min_size=2, max_size=150, unique=True).map(sorted),
    titles,
    st.sampled_from(["", "- ", "* ", "1. "]),
)
def test_every_list_of_whole_seconds_there_and_back_is_equal(
    seconds: list[int], title: str, mark: str
) -> None:
    some = [Chapter(float(start), title) for start in (0, *seconds)]
    text = "".join(f"{mark}{_clock(one.start_s)} {one.title}\n" for one in some)

    read = parse_noted_chapters("notes.md", text)

    assert read is not None
    assert list(read.chapters) == some


def _clock(start_s: float) -> str:
    return f"{start_s // 3600:02.0f}:{start_s // 60 % 60:02.0f}:{start_s % 60:02.0f}"


@given(st.lists(st.sampled_from(["00:00 ", "1:00 A\n", "[", "](", "\n", "**", "- ", "x", "```\n"])))
def test_no_text_breaks_it(parts: list[str]) -> None:
    text = "".join(parts)
    read = parse_noted_chapters("notes.md", text)

    if read and read.chapters:
        assert len(without_noted_chapters(text, read).splitlines()) >= len(text.splitlines())
