"""Values are printed as people in each language write them."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.news import Event
from podcaster.render.files import FileView
from podcaster.render.filters import (
    compact,
    date,
    file_size,
    hashtag,
    lang_attribute,
    language_name,
    listing,
    markdown,
    media_time,
    minutes,
    number,
    open_graph_locale,
    period,
    relative,
    say,
)

WHEN = datetime.fromisoformat("2026-03-05T18:00:00+01:00")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "5. März 2026"),
        ("de-AT", "5. März 2026"),
        ("en", "5 March 2026"),
        ("en-US", "March 5, 2026"),
        ("fr", "5 mars 2026"),
        ("tlh", "5 March 2026"),
    ],
)
def test_dates_are_said_in_words(language: str, said: str) -> None:
    assert date(WHEN, language) == said


def test_the_first_of_a_month_is_the_first_in_french() -> None:
    first = WHEN.replace(day=1)

    assert (date(first, "fr"), date(first, "de")) == ("1er mars 2026", "1. März 2026")


@pytest.mark.parametrize(
    ("ends", "language", "said"),
    [
        (None, "de", "5. März 2026, 18:00\u00a0Uhr"),
        ("2026-03-05T20:30:00+01:00", "de", "5. März 2026, 18:00–20:30\u00a0Uhr"),
        (
            "2026-03-06T12:00:00+01:00",
            "de",
            "5. März 2026, 18:00\u00a0Uhr – 6. März 2026, 12:00\u00a0Uhr",
        ),
        ("2026-03-05T20:30:00+01:00", "en", "5 March 2026, 18:00–20:30"),
        (None, "fr", "5 mars 2026, 18\u00a0h\u00a000"),
        ("2026-03-05T20:30:00+01:00", "fr", "5 mars 2026, 18\u00a0h\u00a000–20\u00a0h\u00a030"),
    ],
)
def test_an_event_says_when_it_takes_place(ends: str | None, language: str, said: str) -> None:
    event = Event.model_validate({"starts_at": WHEN.isoformat(), "ends_at": ends, "place": "Essen"})

    assert period(event, language) == said


@pytest.mark.parametrize(
    ("seconds", "language", "said"),
    [
        (1440, "de", "24\u00a0Minuten"),
        (89, "de", "1\u00a0Minute"),
        (91, "en", "2\u00a0minutes"),
        (0.5, "fr", "1\u00a0minute"),
        (4321, "de", "72\u00a0Minuten"),
    ],
)
def test_lengths_are_said_in_minutes(seconds: float, language: str, said: str) -> None:
    assert minutes(seconds, language) == said


@pytest.mark.parametrize(
    ("size_bytes", "language", "said"),
    [
        (12_345_678, "de", "12,3\u00a0MB"),
        (12_345_678, "en", "12.3\u00a0MB"),
        (12_345_678, "fr", "12,3\u00a0Mo"),
        (1_234_567_890, "de", "1,2\u00a0GB"),
        (45_678, "de", "46\u00a0kB"),
        (999, "de", "999\u00a0Bytes"),
        (0, "de", "0\u00a0Bytes"),
    ],
)
def test_sizes_are_decimal(size_bytes: int, language: str, said: str) -> None:
    assert file_size(size_bytes, language) == said


@pytest.mark.parametrize(
    ("topic", "tag"),
    [
        ("Prävention", "#Prävention"),
        ("Sicherheit im öffentlichen Raum", "#SicherheitImÖffentlichenRaum"),
        ("Mitarbeiter*innen", "#MitarbeiterInnen"),
        ("Bürger:innen", "#BürgerInnen"),
        ("EU-Projekt Secu4All", "#EUProjektSecu4All"),
        ("snake_case", "#SnakeCase"),
        ("2026", ""),
        ("***", ""),
    ],
)
def test_a_topic_becomes_one_hashtag(topic: str, tag: str) -> None:
    assert hashtag(topic) == tag


@given(st.text())
def test_a_hashtag_never_ends_before_its_end(topic: str) -> None:
    assert re.fullmatch(r"(#[^\W_]+)?", hashtag(topic))


@pytest.mark.parametrize(
    ("target", "path", "address"),
    [
        ("style.css", "index.html", "style.css"),
        ("style.css", "episodes/eins/index.html", "../../style.css"),
        ("episodes/eins/transcript.vtt", "episodes/eins/index.html", "transcript.vtt"),
        (
            "news/eins/Bericht für Städte.pdf",
            "index.html",
            "news/eins/Bericht%20f%C3%BCr%20St%C3%A4dte.pdf",
        ),
    ],
)
def test_addresses_inside_the_folder_are_relative(target: str, path: str, address: str) -> None:
    assert relative(target, path) == address


def test_a_file_that_stands_elsewhere_keeps_its_address() -> None:
    here = FileView("audio/a.mp3", "https://a.test/audio/a.mp3", "audio/mpeg")
    there = FileView("", "https://cdn.test/a.mp3?x=1", "audio/mpeg")

    assert relative(here, "episodes/eins/index.html") == "../../audio/a.mp3"
    assert relative(there, "episodes/eins/index.html") == "https://cdn.test/a.mp3?x=1"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "0"), (75.5, "75.5"), (130.0, "130"), (1.0004, "1"), (100.0, "100")]
)
def test_places_in_addresses_have_no_needless_digits(seconds: float, said: str) -> None:
    assert media_time(seconds) == said


def test_words_have_their_gaps_filled_and_nothing_else() -> None:
    assert say("de", "Listen from {time}", time="0:09") == "Ab 0:09 anhören"
    assert say("de", "Nobody knows this {thing}", thing="{0.x}") == "Nobody knows this {0.x}"


def test_names_numbers_and_languages_are_said_as_people_do() -> None:
    assert listing(["A", "B", "C"], "de") == "A, B und C"
    assert listing([], "de") == ""
    assert number(1.25, "de") == "1,25"
    assert number(2, "en") == "2"
    assert language_name("en", "de") == "Englisch"
    assert language_name("fr-CA", "en") == "French"


def test_only_another_language_is_marked() -> None:
    assert lang_attribute("de", "de") == ""
    assert lang_attribute("en", "de") == ' lang="en"'


@pytest.mark.parametrize(
    ("language", "locale"),
    [("de", "de_DE"), ("de-AT", "de_AT"), ("fr", "fr_FR"), ("zh-Hant", "zh_CN"), ("tlh", "tlh")],
)
def test_open_graph_gets_a_territory(language: str, locale: str) -> None:
    assert open_graph_locale(language) == locale


def test_markdown_starts_at_the_heading_it_is_given() -> None:
    assert "<h3>A</h3>" in markdown("# A", "de", 3)
    assert "&lt;script&gt;" in markdown("<script>", "de")


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ('  if (a === b) say("a = b, c");', 'if(a===b)say("a = b, c");'),
        ('var a = "say \\" = \\"", b = 2;', 'var a="say \\" = \\"",b=2;'),
        ("return a + +b - -c;", "return a + +b - -c;"),
        ("var a = / = /.test(b);", "var a = / = /.test(b);"),
        ("var a = ' = ';", "var a = ' = ';"),
        ("var a = ` = `;", "var a = ` = `;"),
        ("// <page>\nvar a = 1;\n// </page>\nvar b;", "var b;"),
    ],
)
def test_a_script_loses_blanks_but_none_that_may_mean_something(line: str, short: str) -> None:
    assert compact(line) == short


def test_a_style_loses_blanks_and_noughts_that_css_does_not_need() -> None:
    style = ".a10.b { margin: 0 0.5rem; top: 10.5px; color: #0aa; }"

    assert compact(style, "style") == ".a10.b{margin:0 .5rem;top:10.5px;color:#0aa}"
