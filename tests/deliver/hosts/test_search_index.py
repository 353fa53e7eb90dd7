"""The index is made of what shall be found, and stands beside the pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.deliver.releases import a_document, a_release, a_workspace
from tests.fakes import FakeSearch

from podcaster.deliver import with_search_index
from podcaster.model.release import Release

PAGE = '<main data-pagefind-body lang="de">Plätze</main>'


def _release(folder: Path, *, page: str = PAGE) -> Release:
    release = a_release(folder)
    document = replace(a_document("episodes/eins/index.html", page), mime_type="text/html")
    return replace(release, artefacts=(document,))


def test_pages_that_shall_be_found_are_in_the_index(tmp_path: Path) -> None:
    workspace = replace(a_workspace(tmp_path), search=FakeSearch())

    made = with_search_index(_release(tmp_path), workspace)

    files = {one.path: one for one in made.artefacts}
    assert list(files) == ["episodes/eins/index.html", "pagefind/pagefind.js"]
    assert files["pagefind/pagefind.js"].content == b"episodes/eins/index.html"  # type: ignore[union-attr]
    assert files["pagefind/pagefind.js"].mime_type == "text/javascript"


def test_where_nothing_shall_be_found_there_is_no_index(tmp_path: Path) -> None:
    workspace = replace(a_workspace(tmp_path), search=FakeSearch())
    release = _release(tmp_path, page="<main>Plätze</main>")

    assert with_search_index(release, workspace) == release


def test_without_the_program_everything_else_is_there(tmp_path: Path) -> None:
    release = _release(tmp_path)

    assert with_search_index(release, a_workspace(tmp_path)) == release
