"""The folder host keeps to its folder: no links, no sources, nobody else's files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.releases import a_document, a_feed, files_in, some_artefacts

from podcaster.deliver import write_folder
from podcaster.errors import FolderError


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".podcaster"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


def test_files_of_others_are_never_touched(tmp_path: Path, public: Path, state: Path) -> None:
    write_folder(some_artefacts(tmp_path, "eins", "zwei"), public, state)
    (public / "robots.txt").write_text("theirs")
    (public / "episodes/zwei/statistik.txt").write_text("theirs")

    write_folder(some_artefacts(tmp_path, "eins"), public, state)

    assert (public / "robots.txt").read_text() == "theirs"
    assert (public / "episodes/zwei/statistik.txt").read_text() == "theirs"
    assert not (public / "episodes/zwei/index.html").exists()


def test_a_strangers_file_is_not_overwritten(tmp_path: Path, public: Path, state: Path) -> None:
    public.mkdir()
    (public / "index.html").write_text("the website of somebody else")

    with pytest.raises(FolderError, match="was not written by this show"):
        write_folder(some_artefacts(tmp_path, "eins"), public, state)

    assert files_in(public) == {"index.html": b"the website of somebody else"}


def test_another_shows_folder_is_not_overwritten(tmp_path: Path, public: Path, state: Path) -> None:
    public.mkdir()
    (public / "feed.xml").write_bytes(a_feed(guid="another-show").content)

    with pytest.raises(FolderError, match=r"feed\.xml.*was not written by this show"):
        write_folder(some_artefacts(tmp_path, "eins"), public, state)


@pytest.mark.parametrize(
    "path", ["", ".", "episodes", "episodes/eins", "templates", "news", ".podcaster", "x/.."]
)
def test_the_shows_own_files_are_no_place_for_a_host(
    tmp_path: Path, state: Path, path: str
) -> None:
    with pytest.raises(FolderError, match="own files live here"):
        write_folder(some_artefacts(tmp_path, "eins"), tmp_path / path, state)


def test_a_link_that_leads_out_of_the_show_is_refused(tmp_path: Path) -> None:
    outside, show = tmp_path / "outside", tmp_path / "show"
    outside.mkdir()
    show.mkdir()
    (show / "public").symlink_to(outside)

    with pytest.raises(FolderError, match="symbolic link"):
        write_folder(some_artefacts(tmp_path, "eins"), show / "public", show / ".podcaster")

    assert not files_in(outside)


def test_a_link_inside_that_leads_out_is_refused(tmp_path: Path, public: Path, state: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    public.mkdir()
    (public / "episodes").symlink_to(outside)

    with pytest.raises(FolderError, match="symbolic link"):
        write_folder(some_artefacts(tmp_path, "eins"), public, state)

    assert not files_in(outside)


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(
    tmp_path: Path, public: Path, state: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("theirs")
    artefacts = some_artefacts(tmp_path, "eins")
    write_folder(artefacts, public, state)
    (public / "index.html").unlink()
    (public / "index.html").symlink_to(secret)
    (public / ".index.html.part").symlink_to(secret)

    write_folder(artefacts, public, state)

    assert secret.read_text() == "theirs"
    assert not (public / "index.html").is_symlink()


def test_a_link_in_a_circle_is_refused(tmp_path: Path, state: Path) -> None:
    (tmp_path / "public").symlink_to(tmp_path / "public")

    with pytest.raises(FolderError, match="symbolic link leads in a circle"):
        write_folder(some_artefacts(tmp_path, "eins"), tmp_path / "public", state)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a\\b", "a//b", "./a", "", "a\0"])
def test_an_artefact_never_leaves_the_folder(public: Path, state: Path, path: str) -> None:
    bad = replace(a_document("x", "y"), path=path)

    with pytest.raises(FolderError, match="is no path inside the folder"):
        write_folder((bad,), public, state)

    assert not public.exists()


def test_an_absolute_folder_elsewhere_is_fine(tmp_path: Path) -> None:
    show, elsewhere = tmp_path / "show", tmp_path / "htdocs"
    show.mkdir()

    done = write_folder(some_artefacts(show, "eins"), elsewhere, show / ".podcaster")

    assert done.written == 5
