"""Transcripts in JSON: Podcasting 2.0's, Podlove's, Whisper's."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.transcript import parse_transcript
from podcaster.model.transcript import Cue

PODLOVE = """\
[
 {"start": "00:00:01.500", "start_ms": 1500, "end": "00:00:02.000", "end_ms": 2000,
  "speaker": "", "voice": "Gast", "text": "Guten  Tag"},
 {"start": "00:00:03.000", "end": "00:00:04.000", "voice": "Gast", "text": ""}
]
"""


def test_podcasting_20_says_who_speaks_when() -> None:
    segments = [
        {"speaker": "Moderation", "startTime": 0.5, "endTime": 2, "body": "Guten Tag"},
        {"startTime": 2.25, "endTime": 3.75, "body": "Mitarbeiter*innen & <b>"},
    ]

    read = parse_transcript("t.json", json.dumps({"segments": segments}, indent=1), "de")

    assert read.transcript is not None
    assert read.transcript.cues == (
        Cue(0.5, 2.0, "Guten Tag", "Moderation"),
        Cue(2.25, 3.75, "Mitarbeiter*innen & <b>"),
    )
    assert read.source.line(read.source.place(1)).strip() == '"startTime": 2.25,'


@pytest.mark.parametrize("form", ["{0}", '{{"transcripts": {0}}}', '{{"transcript": {0}}}'])
def test_podlove_exports_are_read_and_what_says_nothing_is_left_out(form: str) -> None:
    read = parse_transcript("t.json", form.format(PODLOVE), "de")

    assert read.transcript is not None
    assert read.transcript.cues == (Cue(1.5, 2.0, "Guten Tag", "Gast"),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("{", 1),
        ("3", 1),
        ("[]", 1),
        ('{"segments": 3}', 1),
        ('{"segments": [3]}', 1),
        ('{"segments": [{"startTime": 1, "endTime": 2, "body": "x"},\n{"startTime": 1}]}', 2),
        ('{"segments": [{"startTime": NaN, "endTime": 2, "body": "x"}]}', 1),
        ('{"segments": [{"startTime": true, "endTime": 2, "body": "x"}]}', 1),
        ("[" * 100_000, 1),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_understood_is_a_finding_with_its_line(text: str, line: int) -> None:
    read = parse_transcript("t.json", text, "de")

    assert read.transcript is None
    assert [row.code for row in read.findings] == ["PC611"]
    assert read.findings[0].place.line == line


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["segments", "start", "endTime", "body"]), inside)
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_json_breaks_it(value: object) -> None:
    read = parse_transcript("t.json", json.dumps(value), "de")

    assert read.transcript is None or all(cue.text for cue in read.transcript.cues)
