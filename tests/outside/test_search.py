"""Pagefind makes the same index of the same pages, and only what our page loads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar, Self

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


def test_a_program_that_is_missing_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError("Could not find pagefind binary")

    monkeypatch.setattr(search, "PagefindService", missing)

    with pytest.raises(PodcasterError, match="search index") as caught:
        RealSearch().index(PAGES)

    assert "search: false" in str(caught.value.hint)


def test_files_are_awaited_that_the_program_is_still_writing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = RealSearch().index(PAGES)
    waited: list[str] = []
    monkeypatch.setattr(search, "PagefindService", Late)
    monkeypatch.setattr(Late, "files", whole)
    monkeypatch.setattr(Late, "waited", waited)

    assert RealSearch().index(PAGES) == whole
    assert waited == ["half", "whole"]


class Late:
    """A program that says it has written when half of every file is on the disk."""

    files: ClassVar[Mapping[str, bytes]] = {}
    waited: ClassVar[list[str]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0)

    async def create_index(self, config: Mapping[str, str]) -> Late:
        self.folder = Path(config["output_path"])
        return self

    async def add_directory(self, path: str) -> None:
        assert path.endswith("pages")

    async def write_files(self) -> None:
        self._write("half", lambda content: content[: len(content) // 2])
        asyncio.get_running_loop().call_later(0.2, self._write, "whole", bytes)

    def _write(self, name: str, part: Callable[[bytes], bytes]) -> None:
        self.waited.append(name)
        for path, content in self.files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(part(content))


def test_a_program_that_never_gets_to_the_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LONGEST_WRITE_S", 0.1)
    (tmp_path / "pagefind-entry.json").write_bytes(b"")

    with (
        ThreadPoolExecutor(1) as apart,  # a browser's tests leave a loop in this thread
        pytest.raises(RuntimeError, match="not written to its end"),
    ):
        apart.submit(lambda: asyncio.run(search._settled(tmp_path))).result()
