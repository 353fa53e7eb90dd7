"""A real PostgreSQL, from Debian's package, on loopback, run by an unprivileged user.

    with postgres_server() as url:
        ... opened_ledger(folder, NOW, url=url) ...

Its files stand in a temporary folder and go with it. `initdb` refuses to work for root, so root
lends it the user `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.judges_at_hand import program
from tests.servers.ports import free_port

PASSWORD: Final = "canary-of-the-database"  # noqa: S105 - opens nothing
PATIENCE_S: Final = 60.0


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server of its own while the block lasts; yield the address of an empty database."""
    with tempfile.TemporaryDirectory(prefix="podcaster-pg-") as name:
        folder = Path(name)
        shutil.copyfile("/dev/null", folder / "log")
        (folder / "password").write_text(PASSWORD)
        _lend(folder)
        data, port = folder / "data", free_port()
        login = ("-U", "keeper", "--pwfile", str(folder / "password"), "-A", "scram-sha-256")
        _run("initdb", "-D", str(data), "--no-sync", "--locale=C.UTF-8", *login)
        server = _started(data, port)
        try:
            _wait(port)
            yield f"postgresql://keeper:{PASSWORD}@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(PATIENCE_S)


def _started(data: Path, port: int) -> subprocess.Popen[bytes]:
    options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={data}"]
    user, group, groups = _unprivileged()
    return subprocess.Popen(
        [_program("postgres"), "-D", data, "-p", str(port), *options, "-c", "fsync=off"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        user=user,
        group=group,
        extra_groups=groups,
    )


def _run(name: str, *arguments: str) -> None:
    user, group, groups = _unprivileged()
    subprocess.run(
        [_program(name), *arguments],
        check=True,
        capture_output=True,
        cwd="/",
        user=user,
        group=group,
        extra_groups=groups,
    )


def _unprivileged() -> tuple[int | None, int | None, Sequence[int] | None]:
    """Return user, group and groups without the rights of root; None: those we have."""
    if os.geteuid() != 0:
        return None, None, None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid, ()


def _lend(folder: Path) -> None:
    """Give a folder and what is in it to `nobody`, if we are root."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.iterdir()):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)


def _program(name: str) -> str:
    return program(name, "a ledger on a server")


def _wait(port: int) -> None:
    """Wait until somebody can log in."""
    until = time.monotonic() + PATIENCE_S
    asked = [_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(asked, check=False).returncode:
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)
