"""Chapters from text and from JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.chapters import parse_chapters, parse_json_chapters
from podcaster.load.clock import parse_clock
from podcaster.model.chapters import Chapter


@pytest.mark.parametrize(
    ("line", "chapter"),
    [
        ("00:00:00.000 Begrüßung", Chapter(0.0, "Begrüßung")),
        ("1:02:03,5  Plätze: wozu?", Chapter(3723.5, "Plätze: wozu?")),
        ("90:00 Nachspiel", Chapter(5400.0, "Nachspiel")),
        ("(02:03) In Klammern", Chapter(123.0, "In Klammern")),
        ("00:00 - Intro", Chapter(0.0, "Intro")),
        ("00:00 – 1984 – ein Buch", Chapter(0.0, "1984 – ein Buch")),
        ("[02:03] | Bar", Chapter(123.0, "Bar")),
        ("02:03: Mitte", Chapter(123.0, "Mitte")),
        ("02:03 -5 Grad", Chapter(123.0, "-5 Grad")),
        ("02:03 <b>", Chapter(123.0, "", "b")),
        ("02:03 A <https://a.test/x?y=1#z>", Chapter(123.0, "A", "https://a.test/x?y=1#z")),
        ("\t02:03\tMitarbeiter*innen „hier“", Chapter(123.0, "Mitarbeiter*innen „hier“")),
    ],
)
def test_a_line_is_a_chapter(line: str, chapter: Chapter) -> None:
    assert parse_chapters("c.txt", line).chapters == (chapter,)


def test_empty_lines_and_remarks_are_left_out() -> None:
    read = parse_chapters("c.txt", "# Kapitel\n\n00:01 A\n\n00:02 B\n")

    assert [chapter.title for chapter in read.chapters] == ["A", "B"]
    assert [read.source.values[index,].line for index in (0, 1)] == [3, 5]


@pytest.mark.parametrize("line", ["A", "1 A", "1:2:3:4 A", "00:61 A", "1:61:00 A", "-1:00 A", "x"])
def test_a_line_without_a_time_is_a_finding(line: str) -> None:
    read = parse_chapters("c.txt", f"00:01 A\n{line}\n")

    assert [(row.code, row.place.line, row.source) for row in read.findings] == [("PC601", 2, line)]


def test_chapters_as_podcasting_20_writes_them() -> None:
    text = json.dumps(
        {
            "version": "1.2.0",
            "chapters": [
                {"startTime": 0, "title": "Begrüßung", "toc": True},
                {"startTime": 5.5, "title": "still", "toc": False},
                {"startTime": 9, "title": "Ende", "url": "https://a.test", "endTime": 12},
            ],
        },
        indent=1,
    )

    read = parse_json_chapters("c.json", text)

    assert read.findings == ()
    assert read.chapters == (
        Chapter(0.0, "Begrüßung"),
        Chapter(9.0, "Ende", "https://a.test", end_s=12.0),
    )
    assert read.silent == (Chapter(5.5, "still"),)
    assert read.source.line(read.source.place(1)).strip() == '"startTime": 9,'


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"chapters": 3}', '{"chapters": [3]}', '{"chapters": [{"title": "x"}]}',
     '{"chapters": [{"startTime": true}]}', '{"chapters": [{"startTime": NaN}]}',
     '{"chapters": [{"startTime": Infinity}]}', '{"chapters": [{"startTime": -1}]}',
     "[" * 100_000, '{"chapters": [{"startTime": ' + "9" * 5000 + "}]}"],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_other_json_is_a_finding(text: str) -> None:
    read = parse_json_chapters("c.json", text)

    assert read.chapters == ()
    assert [row.code for row in read.findings] == ["PC601"]


@given(st.integers(0, 359_999_999))
def test_a_clock_says_what_it_reads(milliseconds: int) -> None:
    seconds, ms = divmod(milliseconds, 1000)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"

    read = parse_clock(clock)

    assert read is not None
    assert round(read * 1000) == milliseconds


@given(st.text())
def test_no_text_crashes_the_readers(text: str) -> None:
    for read in (parse_chapters("c.txt", text), parse_json_chapters("c.json", text)):
        assert all(str(row.message) for row in read.findings)
