"""Markdown, as far as the reference needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a table; a bar inside a cell is escaped, since it would end the cell."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()


def page(title: str, *parts: str) -> str:
    """Return a page that says where it comes from."""
    note = "<!-- Written by `make docs` from the code; change the code, not this page. -->"
    return (
        "\n\n".join([note, f"# {title}", *(part.strip() for part in parts if part.strip())]) + "\n"
    )


def code(text: str) -> str:
    """Return `text` as code inside a line."""
    return f"`{text}`" if text else ""
