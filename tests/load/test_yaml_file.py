"""YAML: values by the core schema, places of everything, and no crash on anything."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.shows import EPISODE, as_yaml

from podcaster.load.value_forms import Objection
from podcaster.load.value_words import judge
from podcaster.load.written import known_keys, understand
from podcaster.load.yaml_file import parse_yaml, plain_value
from podcaster.model.episode import Episode
from podcaster.model.news import NewsItem
from podcaster.settings import FormatSettings, Settings

NESTED = """\
a: [x, {b: "yz"}]
c:
  - d: 012
    e:
  - „Plätze“ # Kommentar
f: |
  Mitarbeiter*innen
  und mehr
"""

#: Bits of YAML, which find more than letters do.
SNIPPETS = st.sampled_from(
    ["a", "b: ", ": ", "- ", "? ", "\n", "  ", "\t", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a",
     "!!str ", "! ", "|", ">", "%", "@", "`", "#", "---", "...", "\\", "<<: ", "é", "\x00",
     "\u2028",     "%YAML 1.1\n---\n", "\ufeff", "0o8", "1e999", "2026-03-05", "~", "-", "\r"]
)  # fmt: skip
YAML_TEXTS = st.one_of(st.text(), st.lists(SNIPPETS, max_size=30).map("".join))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("ja", "ja"), ("yes", "yes"), ("true", True), ("False", False),
        ("", None), ("~", None), ("null", None), ("012", 12), ("0o14", 12), ("0x1F", 31),
        ("-3", -3), ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("1_000", "1_000"),
        ("1:30", "1:30"), ("2026-03-05", "2026-03-05"), (".inf", ".inf"), (".nan", ".nan"),
        ("1e999", "1e999"), ("9" * 5000, "9" * 5000), ("³", "³"), ("٣", "٣"),
        ("2026-03-05T06:00:00+01:00", "2026-03-05T06:00:00+01:00"),
    ],
)  # fmt: skip
def test_plain_values_follow_the_core_schema(text: str, value: object) -> None:
    assert plain_value(text) == value
    assert type(plain_value(text)) is type(value)


@pytest.mark.parametrize("head", ["", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n"])
def test_the_version_a_file_claims_changes_nothing(head: str) -> None:
    parsed = parse_yaml("f.yaml", f"{head}a: no\nb: 012\nc: 12:30\nd: 2026-03-05\n")

    assert parsed.value == {"a": "no", "b": 12, "c": "12:30", "d": "2026-03-05"}
    assert parsed.findings == ()


def test_every_value_knows_its_place() -> None:
    parsed = parse_yaml("f.yaml", NESTED)

    places = {path: (place.line, place.column, place.length)
              for path, place in parsed.source.values.items()}  # fmt: skip
    assert parsed.value == {
        "a": ["x", {"b": "yz"}],
        "c": [{"d": 12, "e": None}, "„Plätze“"],
        "f": "Mitarbeiter*innen\nund mehr\n",
    }
    assert places["a", 0] == (1, 5, 1)
    assert places["a", 1, "b"] == (1, 12, 4)
    assert places["c", 0] == (3, 5, 6)
    assert places["c", 0, "d"] == (3, 8, 3)
    assert places["c", 1] == (5, 5, 8)
    assert places["f",] == (6, 4, 1)


def test_nothing_stands_where_its_key_does() -> None:
    source = parse_yaml("f.yaml", NESTED).source

    assert source.place("c", 0, "e") == source.keys["c", 0, "e"]


def test_what_is_missing_stands_where_its_parent_does() -> None:
    source = parse_yaml("f.yaml", NESTED).source

    assert source.place("c", 0, "nothing") == source.values["c", 0]


def test_a_byte_order_mark_and_windows_line_endings_do_no_harm() -> None:
    parsed = parse_yaml("f.yaml", "a: b\r\nc:\r\n  - d\r\n")

    assert parsed.value == {"a": "b", "c": ["d"]}
    assert parsed.source.values["c", 0].line == 3
    assert parsed.source.lines == ("a: b", "c:", "  - d")


@pytest.mark.parametrize("title", ["Mu\u0308ller*innen: „Plätze“", "Müller:innen", '\'s ist "gut"'])
def test_german_survives_in_whatever_form_it_is_written(title: str) -> None:
    parsed = parse_yaml("f.yaml", as_yaml(EPISODE | {"title": title}))

    understood = understand(Episode, parsed)

    assert understood.findings == ()
    assert understood.written is not None
    assert understood.written.title == title


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
        + "".join(f"d{n}: &d{n} [{', '.join([f'*d{n - 1}' if n else '*c'] * 9)}]\n"
                  for n in range(9)),
        "[" * 5000,
        "- " * 5000,
    ],
    ids=["holds itself", "multiplies", "brackets", "dashes"],
)  # fmt: skip
def test_tangled_files_are_findings_and_take_no_time(text: str) -> None:
    (found,) = parse_yaml("f.yaml", text).findings

    assert found.code in {"PC103", "PC111"}


def test_anchors_may_save_writing() -> None:
    parsed = parse_yaml("f.yaml", "a: &x\n  b: c\nd: *x\n")

    assert parsed.value == {"a": {"b": "c"}, "d": {"b": "c"}}
    assert parsed.findings == ()


@given(YAML_TEXTS)
@example('a: "\\UFFFFFFFF"')
@example("%YAML 1.99999999999999999999\n---\nb: c")
@example("a: # \n\t- \x85")
@example("a: !<tag:x> y")
@example("? [a]\n: b")
@example("\x85a: b")
@example("a: 1\n\n\n#")
def test_no_text_crashes_the_reader(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parsed = parse_yaml("f.yaml", text)

    assert parsed.value is None or parsed.findings == () or parsed.findings[0].code != "PC103"
    for model in (Episode, Settings, NewsItem):
        for found in understand(model, parsed).findings:
            assert str(found.message)
            assert str(found.hint)
            assert 0 <= found.place.line <= len(parsed.source.lines) + 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted(Episode.model_fields)) | st.text(max_size=5), inner
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(Episode.model_fields)), VALUES))
def test_whatever_stands_in_an_episode_has_words(values: dict[str, object]) -> None:
    parsed = parse_yaml("f.yaml", as_yaml(values))

    for found in understand(Episode, parsed).findings:
        assert "does not fit here" not in str(found.message)


@pytest.mark.parametrize(
    ("loc", "key"),
    [
        ((), "show"),
        (("show",), "categories"),
        (("show", "owner"), "email"),
        (("show", "grants", 0), "statement"),
        (("show", "grants", 0, "emblem"), "alt"),
        (("audio", "formats", 1), "bitrate_kbps"),
        (("channels", "x", "linkedin"), "organization"),
    ],
)
def test_the_keys_of_every_level_are_known(loc: tuple[str | int, ...], key: str) -> None:
    assert key in known_keys(Settings, loc)


def test_words_for_kinds_of_errors_fall_back() -> None:
    code, what, hint = judge("something_new", Objection("a", 3))

    assert (code, str(what), hint) == ("PC107", "`3` does not fit here", None)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"format": "opus", "vbr_quality": 4}, "`vbr_quality` is for MP3 only"),
        ({"vbr_quality": 4, "bitrate_kbps": 128}, "exclude each other"),
        ({"vbr_quality": 10}, "should be at most 9"),
    ],
)
def test_a_bit_rate_varies_only_where_it_can(form: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        FormatSettings.model_validate(form)

    [error] = caught.value.errors()
    limits = error.get("ctx", {})
    _, what, _ = judge(error["type"], Objection("vbr_quality", 10, limits=limits))
    assert words in str(what)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("a: Mehr unter #Sicherheit heute.\n", (1, 15), "#Sicherheit heute."),
        ("a:\n- b #c\n", (2, 5), "#c"),
        ("a: Mehr\n  unter #Sicherheit\n", (2, 9), "#Sicherheit"),
        ("a: [b,\n  c #d\n]\n", (2, 5), "#d"),
    ],
)
def test_a_text_that_a_hash_cuts_off_is_a_finding(
    text: str, place: tuple[int, int], rest: str
) -> None:
    (found,) = parse_yaml("f.yaml", text).findings

    assert (found.code, found.place.line, found.place.column) == ("PC112", *place)
    assert rest in str(found.message)


@pytest.mark.parametrize(
    "text",
    ["a: b # c\n", "a: b ## c\n", "a: b #\n", "#c\na: b\n", "a: #c\n  b: d\n", "a:\n  #c\n  - b\n",
     "a: 'b' #c\n", "a: [b] #c\n", "a: b#c\n", "a: 3 #c\n", "a: true #c\n", "a: >-  #c\n  b #d\n"],
)  # fmt: skip
def test_a_comment_stays_a_comment(text: str) -> None:
    assert parse_yaml("f.yaml", text).findings == ()


@pytest.mark.parametrize("written", ["0511123456", "1.10", "0x1F", "True", "+49"])
def test_a_number_that_should_be_a_text_is_quoted_as_it_stands(written: str) -> None:
    text = as_yaml({key: value for key, value in EPISODE.items() if key != "title"})

    found = understand(Episode, parse_yaml("f.yaml", f"{text}title: {written}\n")).findings

    assert [str(one.hint) for one in found] == [f'put it in quotation marks: `"{written}"`']
