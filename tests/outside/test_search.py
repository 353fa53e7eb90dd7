"""Pagefind makes the same index of the same pages, and only what our page loads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from podcaster.errors import PodcasterError
from podcaster.outside import search
from podcaster.outside.search import RealSearch

PAGES = {
    f"episodes/{name}/index.html": (
        f'<html lang="{language}"><body><main data-pagefind-body><h1>{name}</h1>'
        f"<p>{text}</p></main></body></html>"
    )
    for name, language, text in (
        ("plaetze", "de", "Sicherheit auf Plätzen"),
        ("squares", "en", "Safety in squares"),
        ("places", "fr", "La sécurité des places"),
    )
}


def test_the_same_pages_give_the_same_bytes_in_every_language() -> None:
    first, second = RealSearch().index(PAGES), RealSearch().index(PAGES)

    assert first == second
    assert {"pagefind.js", "pagefind-entry.json", "wasm.de.pagefind"} <= set(first)
    assert {"wasm.en.pagefind", "wasm.fr.pagefind"} <= set(first)
    assert not [name for name in first if "ui" in name.split("/")[-1].split("-")]
    assert len([name for name in first if name.startswith("fragment/")]) == 3


def test_nothing_is_written_where_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    RealSearch().index(PAGES)

    assert not list(tmp_path.iterdir())


def _a_program(path: Path, does: str) -> Path:
    path.write_text(f"#!{sys.executable}\nimport os, signal, sys\n{does}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("sys.exit('no room on the disk')", "no room on the disk"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "pagefind ended with -9"),
    ],
    ids=["gives up", "dies"],
)
def test_a_program_that_ends_early_is_told_and_nobody_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: str
) -> None:
    program = _a_program(tmp_path / "pagefind", does)
    monkeypatch.setattr(search, "get_executable", lambda: program)

    with pytest.raises(PodcasterError, match=said) as caught:
        RealSearch().index(PAGES)

    assert "search: false" in str(caught.value.hint)


def test_a_program_that_is_missing_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "get_executable", lambda: None)

    with pytest.raises(PodcasterError, match="search index") as caught:
        RealSearch().index(PAGES)

    assert "search: false" in str(caught.value.hint)
