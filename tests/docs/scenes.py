"""The providers that pages of documentation speak of, on loopback.

    with SCENES["how-to/host-sftp.md"](tmp_path) as provider:
        room = a_room(tmp_path / "home", provider)
        room.follow(way_of("how-to/host-sftp.md"))
        assert set(provider.arrived()) == {1}

A page's settings stay as it says; only what a provider tells its customers (server, user, folder,
address, secret) is what the servers here tell.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import Final

from tests.docs.offers import APART, OFFERS, PUBLIC, Scene, shown_by_nginx
from tests.docs.pages import PAIRS, Step, steps_of
from tests.docs.readers import heard_at
from tests.docs.room import Provider, Room
from tests.servers.linkedin import linkedin_server
from tests.servers.linkedin_state import CLIENT_ID, CLIENT_SECRET
from tests.servers.ports import held_port
from tests.servers.sftp import sftp_server
from tests.servers.wordpress import wordpress
from tests.shows import a_tone

#: The port that LinkedIn leads back to may be somebody else's on this machine.
WITH_A_PORT: Final = """\
#!{python}
import sys
from podcaster.cli import auth_linkedin, main
auth_linkedin.PORT = {port}
sys.exit(main())
"""
#: A browser in which somebody is signed in already.
BROWSER: Final = """\
#!/bin/sh
exec curl --silent --location --output /dev/null "$1"
"""


@contextmanager
def sftp(folder: Path) -> Iterator[Provider]:
    """Run an SFTP server, and the web server that shows its folder."""
    www = folder / "www"
    www.mkdir()
    with sftp_server(folder / "sshd") as server, shown_by_nginx(folder, www) as at:

        def let_in(step: Step, printed: str) -> None:
            if "cat ~/.ssh/podcast.pub" in step.text:
                (folder / "sshd/user.pub").write_text(printed, encoding="utf-8")

        here = {PUBLIC: at, "ssh.example.org": "127.0.0.1", "SHA256:…": server.fingerprint}
        yield Provider(
            settings={"sftp": {**server.settings, "folder": str(www)}},
            replaced=here,
            between=let_in,
            arrived=lambda: [heard_at(at)],
        )


@contextmanager
def a_wordpress(folder: Path) -> Iterator[Provider]:
    """Run a WordPress in which somebody made an account and an application password."""
    del folder
    server = wordpress()
    server.empty()
    yield Provider(
        settings={"wordpress": server.settings()},
        replaced={"https://www.example.org": server.address},
        typed={"podcaster auth website": server.passwords["author"]},
        arrived=lambda: [len(server.posts())],
    )


@contextmanager
def linkedin(folder: Path) -> Iterator[Provider]:
    """Run a LinkedIn with a page and an app, and a browser."""
    browser = folder / "browser"
    browser.write_text(BROWSER, encoding="utf-8")
    browser.chmod(0o755)
    with linkedin_server() as server, held_port() as port:
        page = {"organization": "76176297", "client_id": CLIENT_ID, "api": server.address}
        yield Provider(
            settings={"linkedin": page},
            replaced={"8917": str(port)},
            typed={"podcaster auth linkedin": CLIENT_SECRET},
            environment={"BROWSER": str(browser)},
            program=WITH_A_PORT.format(python=sys.executable, port=port),
            arrived=lambda: [len(server.posts)],
        )


#: Page -> what it needs.
SCENES: Final[dict[str, Scene]] = {
    page: scene
    for german, scene in {
        "how-to/server-sftp.md": sftp,
        "how-to/wordpress.md": a_wordpress,
        "how-to/linkedin-freischalten.md": linkedin,
        **OFFERS,
    }.items()
    for page in (german, PAIRS[german])
} | APART
del SCENES["how-to/host-rclone.md"]  # a process per file takes long: German is followed only
GERMAN: Final = frozenset(PAIRS)

#: The page whose first steps stand for all, in English and in German.
FIRST: Final = ("how-to/host-sftp.md", "how-to/server-sftp.md")
#: The part of a page that begins with an empty machine.
FIRST_PART: Final = "1. "


def a_room(home: Path, provider: Provider, *, spawned: bool = False) -> Room:
    """Return a room with a recording in it, for whoever begins with an empty machine."""
    room = Room(home, provider, spawned=spawned)
    for name in ("aufnahme.wav", "recording.wav"):
        (home / name).write_bytes(a_tone(2.0, rate_hz=44100))
    return room


def a_room_with_a_show(home: Path, page: str, provider: Provider, *, spawned: bool) -> Room:
    """Return a room in which somebody has followed the first steps already."""
    first = _begun(FIRST[page in GERMAN])
    room = Room(home, provider, spawned=spawned)
    room.folder = home / first.folder.name
    copytree(first.folder, room.folder)
    settings = room.folder / "publish.yaml"
    settings.write_text(room.here(settings.read_text(encoding="utf-8")), encoding="utf-8")
    program = home / "podcaster/.venv/bin"
    room.environment["PATH"] = f"{program}:{room.environment['PATH']}"
    room.environment["PODCASTER_LANG"] = first.environment["PODCASTER_LANG"]
    return room


@cache
def _begun(page: str) -> Room:
    """Return a room in which a page's first steps were followed and audio is mastered."""
    kept = Path(mkdtemp(prefix="podcaster-docs-"))
    atexit.register(rmtree, kept, ignore_errors=True)
    room = a_room(kept / "home", Provider({}))
    room.follow(beginning_of(page))
    room.type_in("podcaster plan")
    return room


def beginning_of(page: str) -> list[Step]:
    """Return a page's steps from an empty machine to the first episode."""
    return [step for step in steps_of(page) if step.part.startswith(FIRST_PART)]
