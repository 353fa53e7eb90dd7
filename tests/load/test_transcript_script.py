"""A plain script: who says what, but not when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.transcript import parse_transcript
from podcaster.model.transcript import Transcript

SCRIPT = """\
# Folge 12, Fassung vom Freitag
MODERATION: Guten Tag, liebe Hörer*innen.
Schön, dass Sie da sind.

**Gast aus Hannover:** Danke. Wichtig ist: Ruhe.

Und um 10:30 Uhr geht es weiter.
__Moderation__: Ja?
"""


def _read(text: str) -> Transcript | None:
    return parse_transcript("transcript.txt", text, "de").transcript


def test_a_script_says_who_says_what() -> None:
    read = _read(SCRIPT)

    assert read is not None
    assert not read.timed
    assert [(cue.speaker, cue.text) for cue in read.cues] == [
        ("MODERATION", "Guten Tag, liebe Hörer*innen. Schön, dass Sie da sind."),
        ("Gast aus Hannover", "Danke. Wichtig ist: Ruhe."),
        ("Gast aus Hannover", "Und um 10:30 Uhr geht es weiter."),
        ("Moderation", "Ja?"),
    ]


def test_a_name_may_stand_on_a_line_of_its_own() -> None:
    read = _read("Moderation:\nGuten Tag.\n")

    assert read is not None
    assert [(cue.speaker, cue.text) for cue in read.cues] == [("Moderation", "Guten Tag.")]


def test_words_before_a_colon_are_not_a_name_in_a_script_either() -> None:
    text = "Moderation: Guten Tag.\n\nMeine Frage: Was nun?\n\nAnna: Nichts.\n"

    read = parse_transcript("t.txt", text, "de", ["Anna Beispiel"]).transcript

    assert read is not None
    assert [(cue.speaker, cue.text) for cue in read.cues] == [
        ("Moderation", "Guten Tag."),
        ("Moderation", "Meine Frage: Was nun?"),
        ("Anna", "Nichts."),
    ]


def test_a_text_without_names_is_paragraphs() -> None:
    read = _read("Guten Tag.\n\nhttps://stadt.test ist die Adresse.\n")

    assert read is not None
    assert [cue.speaker for cue in read.cues] == ["", ""]


@pytest.mark.parametrize("text", ["", "\n\n", "# nur eine Bemerkung\n", "Moderation:\n"])
def test_a_script_that_says_nothing_is_a_finding(text: str) -> None:
    read = parse_transcript("transcript.txt", text, "de")

    assert read.transcript is None
    assert [row.code for row in read.findings] == ["PC611"]


@given(st.text() | st.lists(st.sampled_from(["A: ", "b", "\n", "**", ":", "# ", " "])).map("".join))
def test_no_text_breaks_it_and_every_cue_knows_its_line(text: str) -> None:
    read = parse_transcript("transcript.txt", text, "de")

    for index, cue in enumerate(read.transcript.cues if read.transcript else ()):
        line = read.source.line(read.source.place(index))
        assert cue.text.split()[0] in line
