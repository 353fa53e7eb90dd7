"""Chapters as other programs write them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.chapter_exports import parse_export
from podcaster.load.chapters import parse_chapters, parse_json_chapters
from podcaster.load.chapters_file import ChaptersFile
from podcaster.model.chapters import Chapter

PSC: Final = 'xmlns:psc="http://podlove.org/simple-chapters"'

titles = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Cn"]), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not text.startswith("_"))  # those are for the editor
)
chapters = st.lists(
    st.builds(lambda ms, title: Chapter(ms / 1000, title), st.integers(0, 86_400_000), titles),
    min_size=1,
    max_size=8,
)


def _clock(seconds: float) -> str:
    whole, ms = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{ms:03}"


def _audacity(some: list[Chapter]) -> str:
    return "".join(f"{one.start_s:.6f}\t{one.start_s:.6f}\t{one.title}\n" for one in some)


def _reaper(some: list[Chapter]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["#", "Name", "Start", "End", "Length"])
    for number, one in enumerate(some, start=1):
        writer.writerow([f"M{number}", one.title, _clock(one.start_s), "", ""])
    return text.getvalue()


def _webvtt(some: list[Chapter]) -> str:
    def escaped(title: str) -> str:
        return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    cues = (f"{_clock(one.start_s)} --> 99:00:00.000\n{escaped(one.title)}\n" for one in some)
    return "\n".join(["WEBVTT\n", *cues])


def _podlove_xml(some: list[Chapter]) -> str:
    rows = (
        f'<psc:chapter start="{_clock(one.start_s)}" title={quoteattr(one.title)}/>\n'
        for one in some
    )
    return f'<psc:chapters version="1.2" {PSC}>\n{"".join(rows)}</psc:chapters>'


def _ogm(some: list[Chapter]) -> str:
    return "".join(
        f"CHAPTER{number:02}={_clock(one.start_s)}\nCHAPTER{number:02}NAME={one.title}\n"
        for number, one in enumerate(some, start=1)
    )


def _mp4chaps(some: list[Chapter]) -> str:
    return "".join(f"{_clock(one.start_s)} {one.title}\n" for one in some)


def _json(some: list[Chapter]) -> str:
    rows = [{"startTime": one.start_s, "title": one.title} for one in some]
    return json.dumps({"version": "1.2.0", "chapters": rows})


def _podlove_player(some: list[Chapter]) -> str:
    rows = [{"start": _clock(one.start_s), "title": one.title, "href": ""} for one in some]
    return json.dumps({"title": "Folge", "chapters": rows})


def _rpp(some: list[Chapter]) -> str:
    rows = (
        f"  MARKER {number} {one.start_s} {_rpp_text(one.title)} 0 0 1 B {{0}} 0\n"
        for number, one in enumerate(some, start=1)
    )
    return f'<REAPER_PROJECT 0.1 "7.0/linux"\n{"".join(rows)}  MARKER 9 3 "Block" 1\n>\n'


def _rpp_text(title: str) -> str:
    """Return a title in the quotation marks that Reaper would take."""
    mark = next((mark for mark in "\"'`" if mark not in title), "`")
    return f"{mark}{title}{mark}"


def _podlove_json(some: list[Chapter]) -> str:
    return json.dumps([{"start": _clock(one.start_s), "title": one.title} for one in some])


@pytest.mark.parametrize("write", [_audacity, _reaper, _webvtt, _podlove_xml, _podlove_json, _ogm])
@given(some=chapters)
def test_every_form_there_and_back_is_equal(
    write: Callable[[list[Chapter]], str], some: list[Chapter]
) -> None:
    read = parse_export("chapters.txt", write(some))

    assert read is not None
    assert read.findings == ()
    assert list(read.chapters) == some


def _speakable(some: list[Chapter]) -> bool:
    """Tell whether Reaper can hold all titles: one that has all its marks loses one."""
    return all(not one.title.startswith("_") and not set("\"'`") <= set(one.title) for one in some)


@given(some=chapters.filter(_speakable))
def test_the_markers_of_a_project_there_and_back_are_equal(some: list[Chapter]) -> None:
    read = parse_export("chapters.rpp", _rpp(some))

    assert read is not None
    assert read.findings == ()
    assert list(read.chapters) == some


def test_marks_for_the_editor_are_no_chapters() -> None:
    project = "<REAPER_PROJECT 0.1\n  MARKER 1 2 _Edit 0\n  MARKER 2 3 Hallo 8\n>\n"
    listed = "#,Name,Start\nM1,_Planned: Ende,0:02.000\nM2,Hallo,0:03.000\n"

    for text in (project, listed):
        read = parse_export("chapters.txt", text)
        assert read is not None
        assert read.chapters == (Chapter(3.0, "Hallo"),)


@pytest.mark.parametrize(
    ("write", "read"),
    [(_mp4chaps, parse_chapters), (_json, parse_json_chapters),
     (_podlove_player, parse_json_chapters)],
)  # fmt: skip
@given(some=chapters)
def test_our_own_forms_there_and_back_are_equal(
    write: Callable[[list[Chapter]], str],
    read: Callable[[str, str], ChaptersFile],
    some: list[Chapter],
) -> None:
    titled = [one for one in some if not one.title.endswith(">")]

    found = read("chapters", write(titled))

    assert found.findings == ()
    assert [(one.start_s, one.title) for one in found.chapters] == [
        (one.start_s, one.title) for one in titled
    ]


def test_a_link_comes_along() -> None:
    text = f'<psc:chapters {PSC}>\n<psc:chapter start="1:30" title="A" href="https://a.test/"/></psc:chapters>'

    read = parse_export("chapters.psc", text)

    assert read is not None
    assert read.chapters == (Chapter(90.0, "A", "https://a.test/"),)
    assert read.source.values[0,].line == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("0.5\t0.5\tA\nB\n", 2),
        ("#,Name,Start,End,Length\nM1,A,0:01.000,,\nM2,B,bald,,\n", 3),
        ("#,Name,Start\nM1\n", 2),
        ("WEBVTT\n\n99:99:99.000 --> 99:99:99.000\nA\n", 3),
        (f'<psc:chapters {PSC}>\n<psc:chapter start="x" title="A"/></psc:chapters>', 2),
        ("<psc:chapters", 1),
        ("<html>no chapters</html>", 1),
        ('[{"start": "00:00:00", "title": "A"},\n{"start": 7000000, "title": "B"}]', 2),
        ('[{"start": "00:00:00"', 1),
        ("[{}, 7]", 1),
    ],
)
def test_what_is_no_chapter_is_a_finding_with_its_line(text: str, line: int) -> None:
    read = parse_export("chapters.txt", text)

    assert read is not None
    assert {row.code for row in read.findings} == {"PC601"}
    assert read.findings[0].place.line == line


@pytest.mark.parametrize("text", ["", "00:00 A\n", "[00:00:52.405] A\n", '{"chapters": []}', "# A"])
def test_our_own_forms_are_left_to_their_readers(text: str) -> None:
    assert parse_export("chapters.txt", text) is None


def test_an_entity_is_not_resolved() -> None:
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a {PSC}>&x;</a>'

    read = parse_export("chapters.txt", text)

    assert read is not None
    assert read.chapters == ()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for start in ("", "<", "WEBVTT", "[{", "#,Name,Start", "0.5\t0.5"):
        read = parse_export("chapters.txt", start + text)
        assert read is None or all(row.code == "PC601" for row in read.findings)
