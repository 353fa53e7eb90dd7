"""Code in texts is shown, so rules leave it alone; what stands behind it they don't."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shows import a_show, a_workspace

from podcaster.check import find
from podcaster.check.code_lines import code_lines
from podcaster.load import load

SCRIPT = "<script>x</script>"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"- eins\n\n    ```html\n    {SCRIPT}\n    ```\n\nEnde", {3, 4, 5}),
        (f"~~~~\n~~~\n{SCRIPT}\n~~~~\n\n{SCRIPT}", {1, 2, 3, 4}),
        (f"```\n~~~\n```\n{SCRIPT}", {1, 2, 3}),
        (f"> ```\n> {SCRIPT}\n> ```\n{SCRIPT}", {1, 2, 3}),
        (f"Text\n\n    {SCRIPT}\n", {3}),
        (f"[^1]: Fußnote\n\n    {SCRIPT}\n", set()),
        (f"Text\n    {SCRIPT}\n", set()),
        (f"Seite\x0ceins\n\n```\n{SCRIPT}\n```", {4, 5, 6}),
        (f"```\n{SCRIPT}", {1, 2}),
        (SCRIPT, set()),
        ("", set()),
    ],
)
def test_blocks_of_code_are_those_that_pages_show(text: str, lines: set[int]) -> None:
    assert code_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"- eins\n\n    ```html\n    {SCRIPT}\n    ```\n", []),
        (f"~~~~\n~~~\n~~~~\n\n{SCRIPT}\n", [5]),
    ],
)
def test_a_script_is_told_where_it_is_none_of_the_code(
    tmp_path: Path, text: str, told: list[int]
) -> None:
    show = a_show(tmp_path, files={"episodes/eins/notes.md": text})

    found = find(load(show, a_workspace(show)))

    assert [row.place.line for row in found if row.code == "PC702"] == told
