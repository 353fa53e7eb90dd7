"""A disk that fills up in the middle of a publish, in a real process and refused by the system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.deliver import limited_run
from tests.deliver.releases import FOLDER, HANDOVER, LINKEDIN, a_release, a_workspace, files_in
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server

from podcaster.deliver import deliver
from podcaster.outside.web import RealWeb

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def published_once(folder: Path, server: LinkedIn) -> None:
    """Publish the first episode while there is room."""
    api = {**LINKEDIN, "api": server.address}
    channels = {"public": FOLDER, "website": HANDOVER, "linkedin": api}
    release = a_release(folder, "eins", channels=channels)
    deliver(release, a_workspace(folder, web=RealWeb(), token=TOKEN))


@pytest.mark.parametrize(
    ("room", "limit", "words"),
    [
        ("public", 150_000, "public episode/zwei failed"),
        ("outbox", 150_000, "website episode/zwei failed"),
        ("ledger", 20_000, "ledger.sqlite: the disk does not take it"),
    ],
)
def test_what_found_no_room_is_said_and_the_next_run_brings_it_once(
    tmp_path: Path, server: LinkedIn, room: str, limit: int, words: str
) -> None:
    published_once(tmp_path, server)
    feed = (tmp_path / "public" / "feed.xml").read_bytes()

    command = [
        sys.executable,
        limited_run.__file__,
        str(tmp_path),
        server.address,
        str(limit),
        room,
    ]
    ran = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    halfway = (tmp_path / "public" / "feed.xml").read_bytes()
    left = [*files_in(tmp_path / "public"), *files_in(tmp_path / "outbox")]
    posts = len(server.posts)
    delivery = limited_run.publish(tmp_path, server.address, room, days=0.1)

    assert words in ran.stdout
    assert "Traceback" not in ran.stderr
    assert (halfway == feed) is (room != "outbox")  # there the host had room
    assert not [path for path in left if ".part" in path]
    assert posts == {"public": 1, "outbox": 2, "ledger": 1}[room]
    assert {str(row.state) for row in delivery.standings} == {"done", "handed_over"}
    assert len(server.posts) == 2
    assert len(list((tmp_path / "outbox" / "website").iterdir())) == 2
