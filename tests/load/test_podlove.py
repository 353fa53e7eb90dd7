"""Of Podlove's package, what browsers need comes along, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.shows import a_show, a_workspace

from podcaster.load import load
from podcaster.master.cache import Cache
from podcaster.master.pictures.papers import podlove

PACKAGE = {
    "podlove/embed.js": "start()",
    "podlove/embed.js.map": "{}",
    "podlove/embed.js.LICENSE.txt": "MIT",
    "podlove/README.md": "# Player",
    "podlove/share.html": "<html></html>",
    "podlove/5.13.0/player/bootstrap.js": "go()",
    "podlove/5.13.0/player/styles.css": "a{}",
    "podlove/5.13.0/button/embed.js": "subscribe()",
    "podlove/extensions/external-events.js": "x()",
}


def test_scripts_and_styles_come_along_under_their_own_names(tmp_path: Path) -> None:
    show = a_show(tmp_path, site={"player": "podlove"}, files=PACKAGE)
    draft = load(show, a_workspace(show))

    files = podlove(Cache(tmp_path / "cache", 0), draft.podlove, "podlove")

    assert {one.path: one.mime_type for one in files} == {
        "podlove/embed.js": "text/javascript",
        "podlove/embed.js.LICENSE.txt": "text/plain",
        "podlove/5.13.0/player/bootstrap.js": "text/javascript",
        "podlove/5.13.0/player/styles.css": "text/css",
    }


def test_a_folder_outside_of_the_show_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "embed.js").write_text("start()")
    show = a_show(tmp_path / "show", site={"player": "podlove"})
    (show / "podlove").symlink_to(tmp_path / "elsewhere")

    assert load(show, a_workspace(show)).podlove == ()


def test_a_show_with_our_player_has_no_files_of_it(tmp_path: Path) -> None:
    show = a_show(tmp_path, files=PACKAGE)

    assert load(show, a_workspace(show)).podlove == ()
