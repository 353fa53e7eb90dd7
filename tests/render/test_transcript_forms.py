"""Transcripts as SRT, JSON and plain text."""

from __future__ import annotations

import io
import json
import re

import webvtt
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.transcript import Cue, Transcript
from podcaster.render.transcript_forms import (
    SRT_LINES,
    SRT_WIDTH,
    to_json,
    to_plain_text,
    to_srt,
)
from podcaster.render.transcript_text import readable

CUES = (
    Cue(9.0, 12.5, "Herzlich willkommen, liebe Hörer*innen.", "Moderation"),
    Cue(12.5, 13.0, "Schön, dass Sie da sind.", "Moderation"),
    Cue(21.0, 25.0, "Danke & guten Tag.", "Gast"),
)

words = st.text(st.characters(codec="utf-8"), max_size=300)
spans = st.tuples(st.integers(0, 36_000_000), st.integers(0, 60_000))
cues = st.builds(
    lambda span, text, speaker: Cue(span[0] / 1000, (span[0] + span[1]) / 1000, text, speaker),
    spans,
    words,
    words,
)
transcripts = st.lists(cues, max_size=5).map(lambda some: Transcript("de", tuple(some)))


def _captions(srt: str) -> list[tuple[str, str, str, list[str]]]:
    """Return number, start, end and lines of each caption."""
    captions = []
    for block in srt.strip("\n").split("\n\n") if srt.strip("\n") else []:
        number, times, *lines = block.split("\n")
        start, end = times.split(" --> ")
        captions.append((number, start, end, lines))
    return captions


def test_srt_names_a_speaker_where_it_changes() -> None:
    assert to_srt(Transcript("de", CUES)) == (
        "1\n00:00:09,000 --> 00:00:12,500\nModeration: Herzlich willkommen,\n"
        "liebe Hörer*innen.\n\n"
        "2\n00:00:12,500 --> 00:00:13,000\nSchön, dass Sie da sind.\n\n"
        "3\n00:00:21,000 --> 00:00:25,000\nGast: Danke & guten Tag.\n"
    )


def test_what_is_too_long_for_a_caption_becomes_several_one_after_the_other() -> None:
    text = "Mitarbeiter*innen und Mandatsträger*innen " * 5

    captions = _captions(to_srt(Transcript("de", (Cue(10.0, 20.0, text, "Gast"),))))

    assert len(captions) > 3
    assert (captions[0][1], captions[-1][2]) == ("00:00:10,000", "00:00:20,000")
    assert " ".join(line for one in captions for line in one[3]) == f"Gast: {text.strip()}"


@given(transcripts)
def test_captions_are_small_and_in_order(transcript: Transcript) -> None:
    captions = _captions(to_srt(transcript))

    assert [number for number, *_ in captions] == [str(n + 1) for n in range(len(captions))]
    for _, start, end, lines in captions:
        assert re.fullmatch(r"\d\d+:\d\d:\d\d,\d{3}", start)
        assert start < end
        assert 1 <= len(lines) <= SRT_LINES
        # A word that is longer than a line stays whole.
        assert all(len(line) <= SRT_WIDTH or " " not in line for line in lines)


@given(transcripts)
def test_every_word_stands_in_the_captions(transcript: Transcript) -> None:
    said = "".join(cue.text for cue in readable(transcript).cues).replace("-->", "->")
    letters = [letter for letter in said if not letter.isspace()]

    written = iter("".join(line for *_, lines in _captions(to_srt(transcript)) for line in lines))

    assert all(letter in written for letter in letters)


def test_another_reader_understands_the_captions() -> None:
    read = webvtt.from_buffer(io.BytesIO(to_srt(Transcript("de", CUES)).encode()), format="srt")

    assert [(one.start, one.end) for one in read.captions] == [
        ("00:00:09.000", "00:00:12.500"),
        ("00:00:12.500", "00:00:13.000"),
        ("00:00:21.000", "00:00:25.000"),
    ]


def test_json_has_a_segment_for_each_cue() -> None:
    values = json.loads(to_json(Transcript("de", CUES)))

    assert values["version"] == "1.0.0"
    assert values["segments"][2] == {
        "speaker": "Gast",
        "startTime": 21.0,
        "endTime": 25.0,
        "body": "Danke & guten Tag.",
    }


@given(transcripts)
def test_json_says_what_the_transcript_says(transcript: Transcript) -> None:
    segments = json.loads(to_json(transcript))["segments"]

    assert [
        (one["startTime"], one["endTime"], one["body"], one.get("speaker", "")) for one in segments
    ] == [(cue.start_s, cue.end_s, cue.text, cue.speaker) for cue in readable(transcript).cues]


def test_plain_text_is_for_reading() -> None:
    assert to_plain_text(Transcript("de", CUES)) == (
        "Moderation: Herzlich willkommen, liebe Hörer*innen. Schön, dass Sie da sind.\n\n"
        "Gast: Danke & guten Tag.\n"
    )
