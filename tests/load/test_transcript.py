"""Transcripts from WebVTT and SRT."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.transcript import parse_transcript
from podcaster.model.transcript import Cue

VTT = """\
WEBVTT - Folge 1

NOTE 00:01 --> 00:02 steht hier nur so

STYLE
::cue { color: red }

erste
00:01.000 --> 00:02.500 align:start
<v.laut Gast aus Hannover>Mitarbeiter*innen &amp; <i>Bürger</i>
sagen: 3 &lt; 4</v>

01:00:03.000 --> 01:00:04.000
<v A>Ja!</v> <v B>Nein!
"""

SRT = """\
1
00:00:01,000 --> 00:00:02,000
Moderation: Guten Tag,
liebe Hörer*innen

2
00:00:03,000 --> 00:00:04,000
<i>weiter</i>

3
00:00:05,000 --> 00:00:06,500
Gast aus Hannover: Wichtig ist: Ruhe
"""


def test_webvtt_says_who_speaks() -> None:
    read = parse_transcript("t.vtt", VTT, "de")

    assert read.findings == ()
    assert read.transcript is not None
    assert read.transcript.language == "de"
    assert read.transcript.cues == (
        Cue(1.0, 2.5, "Mitarbeiter*innen & Bürger sagen: 3 < 4", "Gast aus Hannover"),
        Cue(3603.0, 3604.0, "Ja!", "A"),
        Cue(3603.0, 3604.0, "Nein!", "B"),
    )


def test_every_cue_knows_its_line() -> None:
    source = parse_transcript("t.vtt", VTT, "de").source

    assert [source.place(index).line for index in range(3)] == [9, 13, 13]


def test_srt_names_hold_until_the_next() -> None:
    read = parse_transcript("t.srt", SRT, "de", ["Gast aus Hannover"])

    assert read.transcript is not None
    assert read.transcript.cues == (
        Cue(1.0, 2.0, "Guten Tag, liebe Hörer*innen", "Moderation"),
        Cue(3.0, 4.0, "weiter", "Moderation"),
        Cue(5.0, 6.5, "Wichtig ist: Ruhe", "Gast aus Hannover"),
    )


QUESTION = """\
1
00:00:01,000 --> 00:00:02,000
Moderation: Guten Tag.

2
00:00:03,000 --> 00:00:04,000
Meine Frage: Was nun?

3
00:00:05,000 --> 00:00:06,500
{name}: Nichts.
"""


@pytest.mark.parametrize(
    ("name", "people", "speaker"),
    [
        ("Anna", ["Anna Beispiel"], "Anna"),
        ("Beispiel", ["Anna Beispiel"], "Beispiel"),
        ("ANNA BEISPIEL", ["Anna Beispiel"], "ANNA BEISPIEL"),
        ("Moderation", [], "Moderation"),
        ("Kurz gesagt", ["Anna Beispiel"], None),
    ],
)
def test_words_before_a_colon_are_a_name_if_somebody_is_called_so(
    name: str, people: list[str], speaker: str | None
) -> None:
    read = parse_transcript("t.srt", QUESTION.format(name=name), "de", people)

    assert read.transcript is not None
    assert [(cue.speaker, cue.text) for cue in read.transcript.cues] == [
        ("Moderation", "Guten Tag."),
        ("Moderation", "Meine Frage: Was nun?"),
        (speaker, "Nichts.") if speaker else ("Moderation", f"{name}: Nichts."),
    ]


def test_who_speaks_twice_is_a_speaker_that_nobody_need_know() -> None:
    text = QUESTION.format(name="Gast") + "\n4\n00:00:07,000 --> 00:00:08,000\nGast: Doch.\n"

    read = parse_transcript("t.srt", text, "de")

    assert read.transcript is not None
    assert [cue.speaker for cue in read.transcript.cues[2:]] == ["Gast", "Gast"]


def test_srt_without_names_keeps_its_colons() -> None:
    text = SRT.replace("Moderation: ", "")

    read = parse_transcript("t.srt", text, "de")

    assert read.transcript is not None
    assert [cue.speaker for cue in read.transcript.cues] == ["", "", ""]
    assert read.transcript.cues[2].text == "Gast aus Hannover: Wichtig ist: Ruhe"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("t.vtt", "", 0),
        ("t.vtt", "Guten Tag", 1),
        ("t.vtt", "WEBVTT\n", 1),
        ("t.vtt", "WEBVTT\n\n00:01,000 --> 00:02,000\nx\n", 3),
        ("t.vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\n\n00:01.000 --> zwei\nx\n", 5),
        ("t.vtt", "WEBVTT\n\n00:61.000 --> 00:62.000\nx\n", 3),
        ("t.srt", "", 0),
        ("t.srt", "1\n00:00:01,000 --> bald\nx\n", 2),
    ],
)
def test_what_cannot_be_understood_is_a_finding(name: str, text: str, line: int) -> None:
    read = parse_transcript(name, text, "de")

    assert read.transcript is None
    assert [(row.code, row.place.line) for row in read.findings] == [("PC611", line)]


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["00:01.000", " --> ", "00:02.000", "\n", "\n\n", "<v A>", "x", "&#0;", "<"]
        )
    ).map(lambda parts: "WEBVTT\n\n" + "".join(parts)),
    st.sampled_from(["t.vtt", "t.srt"]),
)
def test_no_text_crashes_the_reader(text: str, name: str) -> None:
    read = parse_transcript(name, text, "de")

    assert read.transcript is None or all(cue.text for cue in read.transcript.cues)
