"""`podcaster prune` against a real OpenSSH: shows, removes only when told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.cli.command_line import run
from tests.servers.sftp import sftp_server

from podcaster.deliver.hosts.inventory import INVENTORY

OLD = {"sha256": "0", "size_bytes": 3, "tag": "", "named_on": "2020-01-01"}


def test_a_show_with_folders_only_has_nothing_to_remove(show: Path) -> None:
    told = run("-C", show, "prune")

    assert told.code == 0
    assert "nothing is to be removed" in told.err


def test_nothing_goes_before_somebody_says_so(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    www = tmp_path / "www"
    with sftp_server(tmp_path / "sshd") as server:
        monkeypatch.setenv("PODCASTER_SERVER_KEY", server.key)
        channel = {**server.settings, "folder": str(www), "verify": False}
        file = show / "publish.yaml"
        settings = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        with file.open("w", encoding="utf-8") as out:
            YAML().dump({**settings, "channels": {"server": channel}}, out)
        assert run("-C", show, "publish").code == 0
        an_old_file(www)

        shown = run("-C", show, "prune")
        rows = run("-C", show, "prune", "--json").json()
        stood = (www / "audio" / "old.mp3").exists()
        removed = run("-C", show, "prune", "--yes")

    assert "audio/old.mp3" in shown.out
    assert "nothing was removed" in shown.err
    assert [row["path"] for row in rows] == ["audio/old.mp3"]
    assert stood
    assert "files removed: 1" in removed.err
    assert not (www / "audio" / "old.mp3").exists()
    assert (www / "feed.xml").exists()


def an_old_file(www: Path) -> None:
    """Put a file there that a feed named years ago."""
    (www / "audio" / "old.mp3").write_bytes(b"old")
    values = json.loads((www / INVENTORY).read_text())
    values["files"]["audio/old.mp3"] = OLD
    (www / INVENTORY).write_text(json.dumps(values))
