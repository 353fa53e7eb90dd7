"""Transcripts as WebVTT and as HTML."""

from __future__ import annotations

import io
import re
from html import unescape

import webvtt
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.render.mastered_shows import a_mastered, an_episode

from podcaster.model.transcript import Cue, Transcript
from podcaster.render.transcript import (
    LINE_WIDTH,
    editions_of,
    render_transcripts,
    to_html,
    to_webvtt,
)
from podcaster.render.transcript_text import paragraphs

said = st.text(st.characters(blacklist_categories=["Cs"]), max_size=200)
spans = st.tuples(st.floats(0, 36_000), st.floats(0, 60))
cues = st.builds(
    lambda span, text, speaker: Cue(span[0], span[0] + span[1], text, speaker), spans, said, said
)


def _transcript(*all_cues: Cue) -> Transcript:
    return Transcript("de", all_cues)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def test_webvtt_names_voices_and_escapes_what_is_markup() -> None:
    cue = Cue(9.0, 12.5, "Städte & <Menschen> --> hier", "Gast & Co. <x>")

    assert to_webvtt(_transcript(cue)) == (
        "WEBVTT\n\n00:00:09.000 --> 00:00:12.500\n"
        "<v Gast &amp; Co. &lt;x&gt;>Städte &amp; &lt;Menschen&gt; --&gt; hier\n"
    )


def test_a_voice_nobody_named_has_no_span() -> None:
    assert "<v" not in to_webvtt(_transcript(Cue(0.0, 1.0, "Hallo")))


def test_long_cues_are_broken_into_lines_that_players_can_show() -> None:
    text = "Mitarbeiter*innen und Mandatsträger*innen " * 8

    lines = to_webvtt(_transcript(Cue(0.0, 9.0, text))).splitlines()[3:]

    assert max(map(len, lines)) <= LINE_WIDTH
    assert " ".join(lines) == text.strip()


def test_cues_stand_in_time_order_and_last_at_least_a_moment() -> None:
    webvtt_text = to_webvtt(_transcript(Cue(5.0, 5.0, "zwei"), Cue(1.0, 2.0, "eins")))

    assert re.findall(r"\d\S+ --> \S+", webvtt_text) == [
        "00:00:01.000 --> 00:00:02.000",
        "00:00:05.000 --> 00:00:05.001",
    ]


@given(st.lists(cues, max_size=5))
def test_another_reader_of_webvtt_finds_every_word(all_cues: list[Cue]) -> None:
    text = to_webvtt(_transcript(*all_cues))

    captions = webvtt.from_buffer(io.StringIO(text)).captions

    spoken = sorted((cue for cue in all_cues), key=lambda cue: cue.start_s)
    words = [_one_line(_visible(cue.text)) for cue in spoken]
    assert [_one_line(unescape(caption.text)) for caption in captions] == [w for w in words if w]


def _visible(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def test_html_says_who_when_and_what() -> None:
    transcript = _transcript(
        Cue(9.0, 12.0, "Guten Tag.", "Moderation"),
        Cue(12.0, 14.0, "Wie geht's?", "Moderation"),
        Cue(3600.0, 3610.0, "Gut & <laut>.", "Gast"),
    )

    assert to_html(transcript) == (
        '<cite>Moderation:</cite>\n<time datetime="PT9S">0:09</time>\n'
        "<p>Guten Tag. Wie geht&#x27;s?</p>\n"
        '<cite>Gast:</cite>\n<time datetime="PT3600S">1:00:00</time>\n'
        "<p>Gut &amp; &lt;laut&gt;.</p>"
    )


def test_one_voice_that_goes_on_is_broken_after_half_a_minute_and_named_once() -> None:
    long = [Cue(float(start), start + 10.0, f"Satz {start}", "Gast") for start in range(0, 60, 10)]

    joined = paragraphs(_transcript(*long))

    assert [(one.start_s, one.speaker) for one in joined] == [(0.0, "Gast"), (30.0, "")]
    assert joined[0].text == "Satz 0 Satz 10 Satz 20"


@given(st.lists(cues, max_size=5))
def test_html_loses_no_word(all_cues: list[Cue]) -> None:
    transcript = _transcript(*all_cues)

    tree = lxml_html.fragment_fromstring(to_html(transcript), create_parent="div")

    spoken = sorted(all_cues, key=lambda cue: cue.start_s)
    found = " ".join(p.text_content() for p in tree.iter("p"))
    assert _one_line(found) == _one_line(" ".join(_visible(cue.text) for cue in spoken))


def test_every_language_has_its_files() -> None:
    mastered = a_mastered()

    documents = render_transcripts(mastered, mastered.settings)

    assert [(document.path, document.mime_type) for document in documents] == [
        (f"episodes/012-mitarbeitende/transcript{infix}.{suffix}", mime_type)
        for infix in ("", ".en")
        for suffix, mime_type in (
            ("vtt", "text/vtt"),
            ("srt", "application/x-subrip"),
            ("json", "application/json"),
            ("html", "text/html"),
            ("txt", "text/plain"),
        )
    ]
    english = documents[8].content.decode()
    assert '<html lang="en">' in english
    assert "Safety of municipal staff" in english


def test_a_transcript_that_says_nothing_is_none() -> None:
    silent = an_episode(transcript=_transcript(Cue(0.0, 1.0, " \n")), editions=None)

    assert editions_of(silent) == ()
