from __future__ import annotations

import io
import json
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from ruamel.yaml import YAML

from podcaster.errors import UsageError
from podcaster.scaffold import create_show, write_schemas
from podcaster.scaffold.artwork import placeholder_artwork
from podcaster.settings import Settings

GUID = UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")

WHOLE = {
    ".gitignore",
    ".podcaster/schema/episode.json",
    ".podcaster/schema/news.json",
    ".podcaster/schema/publish.json",
    "artwork.png",
    "episodes/.gitkeep",
    "news/.gitkeep",
    "publish.yaml",
    "templates/.gitkeep",
}


def files_in(folder: Path) -> set[str]:
    """Return every file below `folder`."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_new_show_is_complete_and_understood(tmp_path: Path, language: str) -> None:
    create_show(tmp_path / "show", GUID, language, str)

    settings = Settings.model_validate(YAML(typ="safe").load(tmp_path / "show/publish.yaml"))
    assert files_in(tmp_path / "show") == WHOLE
    assert settings.show.guid == str(GUID)
    assert settings.show.language == language
    assert set(settings.channels) == {"public", "website"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_editor_finds_the_schema(tmp_path: Path, language: str) -> None:
    create_show(tmp_path, GUID, language, str)

    first = (tmp_path / "publish.yaml").read_text("utf-8").splitlines()[0]
    _, address = first.split("$schema=")
    assert json.loads((tmp_path / address).read_text("utf-8"))["properties"]["show"]


def test_a_folder_with_other_things_is_taken_and_they_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine")

    create_show(tmp_path, GUID, "en", str)

    assert files_in(tmp_path) == WHOLE | {"README.md"}
    assert (tmp_path / ".gitignore").read_text() == "mine"


@pytest.mark.parametrize("name", ["publish.yaml", "artwork.png", "episodes", "templates"])
def test_a_folder_with_parts_of_a_show_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")

    with pytest.raises(UsageError, match=f"`{name}` already"):
        create_show(tmp_path, GUID, "en", str)

    assert files_in(tmp_path) == {name}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "show").write_text("mine")

    with pytest.raises(UsageError, match="is a file, not a folder"):
        create_show(tmp_path / "show", GUID, "en", str)


def test_the_artwork_is_one_that_directories_take() -> None:
    with Image.open(io.BytesIO(placeholder_artwork())) as picture:
        facts = (picture.format, picture.size, picture.mode)

    assert facts == ("PNG", (3000, 3000), "RGB")
    assert placeholder_artwork() == placeholder_artwork()


def test_schemas_are_written_over_older_ones(tmp_path: Path) -> None:
    create_show(tmp_path, GUID, "en", str)

    written = write_schemas(tmp_path, str.upper)

    assert written[0] == ".podcaster/schema/publish.json"
    assert "NAME OF THE SHOW" in (tmp_path / written[0]).read_text("utf-8")
