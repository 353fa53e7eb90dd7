from __future__ import annotations

from podcaster.cli.columns import in_columns


def test_cells_stand_in_columns_and_nothing_is_cut_off() -> None:
    long = "x" * 300

    assert in_columns([("a", "1", long), ("long", "12", "")], right=frozenset({1})) == [
        f"a      1  {long}",
        "long  12",
    ]


def test_no_rows_are_no_lines() -> None:
    assert in_columns([]) == []


def test_a_cell_cannot_steer_the_terminal() -> None:
    assert in_columns([("\x1b[2J",)]) == [r"\x1b[2J"]


def test_a_line_break_in_a_name_breaks_no_row() -> None:
    assert in_columns([("a\nb.wav", "1"), ("c\x1b[31m.wav", "2")]) == [
        "a\\nb.wav       1",
        "c\\x1b[31m.wav  2",
    ]
