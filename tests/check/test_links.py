"""A link in a text that leads nowhere is told, where it stands; everything else is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shows import a_show, a_workspace

from podcaster.check import find
from podcaster.load import load


def _dead(folder: Path, text: str) -> list[tuple[int, str]]:
    """Return line and quotation of every link that is told."""
    show = a_show(folder / "show", files={"episodes/eins/notes.md": text})
    rows = [row for row in find(load(show, a_workspace(show))) if row.code == "PC706"]
    return [
        (row.place.line, row.source[row.place.column - 1 :][: row.place.length]) for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[Programm](programm.pdf)", "programm.pdf"),
        ('[Programm](programm.pdf "Als PDF")', "programm.pdf"),
        ("[Programm](<das programm.pdf>)", "das programm.pdf"),
        ("[Anker](#oben)", "#oben"),
        ("[Leer]()", ")"),
        ("[Seite](/folgen/eins)", "/folgen/eins"),
        ("[Seite](//stadt.test)", "//stadt.test"),
        ("[Datei](ftp://stadt.test/x)", "ftp://stadt.test/x"),
        ("[Seite](www.stadt.test)", "www.stadt.test"),
        ("[Liste (neu)](liste_(2).pdf)", "liste_(2).pdf"),
        ("[![Bild](https://stadt.test/x.png)](gross.png)", "gross.png"),
        ("<ftp://stadt.test/x>", "ftp://stadt.test/x"),
        ("[Programm][p]\n\n[p]: programm.pdf", "programm.pdf"),
        ("[Ein langes\nProgramm](programm.pdf)", "programm.pdf"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, text: str, address: str) -> None:
    assert [found for _, found in _dead(tmp_path, f"{text}\n")] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "[Seite](https://stadt.test/x_(y))",
        "[Seite](HTTPS://stadt.test)",
        "[Post](mailto:info@stadt.test)",
        "[Telefon](tel:+495111234)",
        "<https://stadt.test> und <info@stadt.test>",
        "[Seite][s]\n\n[s]: https://stadt.test 'Die Stadt'",
        "![Bild](bild.png)",
        "`[Programm](programm.pdf)`",
        "```\n[Programm](programm.pdf)\n```",
        "Fußnote[^1]\n\n[^1]: Quelle.",
        "[Musik]: leise und schön",
        "\\[kein Link\\](x)",
        "Das steht in [1] (Seite 3).",
        "[läuft](javascript:alert(1))",
    ],
)
def test_what_leads_somewhere_or_is_no_link_is_left_alone(tmp_path: Path, text: str) -> None:
    assert _dead(tmp_path, f"{text}\n") == []
