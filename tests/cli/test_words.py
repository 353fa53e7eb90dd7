from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podcaster.cli.words import error_lines, finding_lines, source_lines, sum_of, visible
from podcaster.errors import FolderError, SettingsError, UsageError
from podcaster.model.findings import Finding, Place, Severity
from podcaster.model.message import message

LINE = "category: Goverment"

FINDING = Finding(
    "PC201",
    Severity.ERROR,
    Place("publish.yaml", 3, 11, 9),
    message("`category` is not one Apple knows: `{name}`", name="Goverment"),
    message("did you mean `{name}`?", name="Government"),
    LINE,
)


def test_a_finding_shows_place_line_caret_and_hint() -> None:
    assert finding_lines(FINDING, str) == (
        "publish.yaml:3:11: PC201 `category` is not one Apple knows: `Goverment`",
        "  3 | category: Goverment",
        "    |           ^^^^^^^^^",
        "hint: did you mean `Government`?",
    )


def test_a_warning_is_told_by_a_word_and_not_by_its_colour_alone() -> None:
    warning = Finding("PC601", Severity.WARNING, Place("episodes/a"), message("has no chapters"))

    assert finding_lines(warning, str) == ("episodes/a: PC601 warning: has no chapters",)


def test_the_caret_stands_right_below_wide_and_combined_characters_and_tabs() -> None:
    shown = source_lines(Place("f", 1, 6), "\t東e\u0301: x")

    assert shown == ("  1 | \t東e\u0301: x", "    | \t    ^")


def test_a_long_line_is_cut_around_the_caret() -> None:
    source = f"summary: {'a' * 400}HERE{'b' * 400}"

    text, caret = source_lines(Place("f", 7, source.index("HERE") + 1, 4), source)

    assert len(text) < 120
    assert text[caret.index("^") :].startswith("HERE")
    assert text.startswith("  7 | …")
    assert text.endswith("…")


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=300), st.integers(1, 320))
def test_no_source_line_can_steer_the_terminal(source: str, column: int) -> None:
    shown = "".join(source_lines(Place("f", 1, column), source))

    assert not {"\x1b", "\x9b", "\r", "\x07", "\u202e", "\u2066"} & set(shown)


def test_what_cannot_be_seen_is_spelled_out() -> None:
    assert visible("a\x1b[31m\u202eb\x9b") == r"a\x1b[31m\u202eb\x9b"
    assert visible("„Mitarbeiter*innen“: Größe · 🎙️") == "„Mitarbeiter*innen“: Größe · 🎙️"


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = FolderError(
        message("the disk is full"), place=Place("out.mp3"), hint=message("make room")
    )

    assert error_lines(error, str) == ("out.mp3: the disk is full", "hint: make room")
    assert error_lines(UsageError(message("no")), str) == ("error: no",)


def test_an_error_that_carries_findings_shows_them_first() -> None:
    error = SettingsError(message("nothing was made"), (FINDING,))

    lines = error_lines(error, str)

    assert lines[:4] == finding_lines(FINDING, str)
    assert lines[-1] == "error: nothing was made"


def test_findings_are_summed_up() -> None:
    warning = Finding("PC601", Severity.WARNING, Place("a"), message("x"))

    assert str(sum_of([])) == "nothing to object"
    assert str(sum_of([FINDING, warning, warning])) == "errors: 1, warnings: 2"
