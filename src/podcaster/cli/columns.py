"""Rows of text in columns, for people; programs take `--json`."""

from __future__ import annotations

from collections.abc import Sequence

from podcaster.cli.words import one_line


def in_columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Return each row as a line with its cells in columns; nothing is ever cut off.

    Args:
        rows: Cells; every row has as many.
        right: Columns whose cells end at the same place, such as figures.
    """
    if not rows:
        return []
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    ]
