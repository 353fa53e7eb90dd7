"""The table of codes and the code agree."""

from __future__ import annotations

import re
from pathlib import Path

import podcaster
from podcaster.model.codes import CHAPTERS_OF_CODES, CODES, finding
from podcaster.model.findings import Place, Severity, in_order
from podcaster.model.message import message

SOURCE = Path(podcaster.__file__).parent
TABLE = SOURCE / "model" / "codes.py"


def mentioned(text: str) -> set[str]:
    return set(re.findall(r"PC\d{3}", text))


def test_every_code_is_used_and_every_used_code_is_in_the_table() -> None:
    used: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        if file != TABLE:
            used |= mentioned(file.read_text(encoding="utf-8"))

    assert used == set(CODES)


def test_a_code_stands_only_once_in_the_table() -> None:
    rows = re.findall(r'^    "(PC\d{3})": Code', TABLE.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(rows) == len(set(rows)) == len(CODES)
    assert rows == sorted(rows)


def test_every_code_has_a_title_of_its_own_and_a_chapter() -> None:
    titles = [code.title for code in CODES.values()]

    assert len(set(titles)) == len(titles)
    assert not any(title.endswith(".") for title in titles)
    assert {code[:3] for code in CODES} == set(CHAPTERS_OF_CODES)


def test_a_finding_has_the_severity_of_its_code() -> None:
    assert finding("PC103", Place("f"), message("x")).severity is Severity.ERROR
    assert finding("PC615", Place("f"), message("x")).severity is Severity.WARNING


def test_findings_are_put_in_order_and_said_once() -> None:
    rows = [
        finding("PC615", Place("b"), message("x")),
        finding("PC103", Place("a", 10, 2), message("x")),
        finding("PC103", Place("a", 9, 3), message("x")),
        finding("PC615", Place("b"), message("x")),
    ]

    assert [str(row.place) for row in in_order(rows)] == ["a:9:3", "a:10:2", "b"]
