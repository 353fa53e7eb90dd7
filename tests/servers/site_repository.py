"""A site's repository: bare, on this disk, with one commit; also behind git's own web interface.

site = a_site_repository(tmp_path / "website.git")
... site.settings, site.files(), site.log() ...
with served(site) as address: ...          over http, for whoever has TOKEN
"""

from __future__ import annotations

import os
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from tests.judges_at_hand import program

USER: Final = "podcast"
TOKEN: Final = "canary-of-the-git"  # noqa: S105 - opens nothing

#: What the site holds before: a file that no channel may touch.
KEPT: Final = ("config.toml", b"title = 'Forum'\n")

_WHO: Final = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (
        ("NAME", "Webteam"),
        ("EMAIL", "web@stadt.test"),
        ("DATE", "1767225600 +0000"),
    )
}


@dataclass(frozen=True)
class Site:
    """A bare repository.

    Attributes:
        folder: Where it lies.
    """

    folder: Path

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        return {"type": "git", "repository": str(self.folder)}

    def git(self, *arguments: str, sent: bytes = b"") -> str:
        """Run git on it."""
        done = subprocess.run(
            [program("git"), "--git-dir", str(self.folder), *arguments],
            input=sent,
            env={**os.environ, **_WHO, "GIT_INDEX_FILE": str(self.folder / "test-index")},
            check=True,
            capture_output=True,
        )
        return done.stdout.decode()

    def files(self) -> dict[str, str]:
        """Return path -> content of what the branch holds."""
        names = self.git("ls-tree", "-r", "-z", "--name-only", "main").split("\0")
        return {
            name: "" if name.endswith(".png") else self.git("show", f"main:{name}")
            for name in names
            if name
        }

    def log(self) -> list[str]:
        """Return the first line of every commit, the newest first."""
        return self.git("log", "--format=%s", "main").splitlines()

    def add(self, path: str, content: bytes) -> None:
        """Commit a file, as the web team does."""
        blob = self.git("hash-object", "-w", "--stdin", sent=content).strip()
        base = self.git("for-each-ref", "--format=%(objectname)", "refs/heads/main").split()
        self.git("read-tree", *(base or ["--empty"]))
        self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        tree = self.git("write-tree").strip()
        parents = [word for one in base for word in ("-p", one)]
        made = self.git("commit-tree", tree, *parents, sent=f"add {path}\n".encode()).strip()
        self.git("update-ref", "refs/heads/main", made)


def a_site_repository(folder: Path) -> Site:
    """Make a bare repository whose branch `main` has one commit."""
    subprocess.run(
        [program("git"), "init", "-q", "--bare", "-b", "main", str(folder)], check=True
    )  # fmt: skip
    site = Site(folder)
    site.add(*KEPT)
    site.git("config", "http.receivepack", "true")
    return site


class _Door(BaseHTTPRequestHandler):
    """Hands every request on to `git http-backend`, if it comes with the token."""

    folder: Path

    def do_GET(self) -> None:
        wanted = "Basic " + b64encode(f"{USER}:{TOKEN}".encode()).decode()
        if self.headers.get("Authorization") != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.end_headers()
            return
        head, _, body = self._said().partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200 OK").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def _said(self) -> bytes:
        """Return what git answers, as CGI has it."""
        path, _, query = self.path.partition("?")
        told = {
            "GIT_PROJECT_ROOT": str(self.folder.parent),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "REMOTE_USER": USER,
        }
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        done = subprocess.run(
            [program("git"), "http-backend"],
            input=sent,
            capture_output=True,
            check=True,
            env={**os.environ, **told},
        )
        return done.stdout

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's
        """Say nothing."""


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve it with `git http-backend` while the block lasts; yield its address."""
    door = type("Door", (_Door,), {"folder": site.folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{site.folder.name}"
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()
