"""A real Apache from Debian's package on loopback: WebDAV by mod_dav, or a host's public side.

    with apache_dav() as server:
        ... server.settings, server.folder ...
    with apache_pages(htaccess, files) as address:
        ...

Started by root it runs as `nobody` (Apache refuses to serve as root), so its files are in a folder
of its own that `nobody` may enter.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.judges_at_hand import program
from tests.servers.ports import free_port, wait_for

USER: Final = "podcast"
PASSWORD: Final = "canary-of-the-apache"  # noqa: S105 - opens nothing

#: What `htpasswd -s` writes for that password.
LOGIN: Final = "podcast:{SHA}yxDOKTrhSvxMEqGFNqws5fkbDHk="

MODULES: Final = Path("/usr/lib/apache2/modules")
LOADED: Final = (
    "mpm_worker", "authz_core", "authz_user", "authn_core", "authn_file", "auth_basic", "dav",
    "dav_fs", "mime", "dir", "headers",
)  # fmt: skip

CONFIGURATION: Final = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Mutex file:{folder}
DocumentRoot {folder}/www
TypesConfig /etc/mime.types
{loaded}
{more}
"""

DAV: Final = """
DavLockDB {folder}/locks
<Directory {folder}/www>
    Dav On
    AuthType Basic
    AuthName podcast
    AuthUserFile {folder}/users
    Require user podcast
</Directory>
"""

PAGES: Final = """
<Directory {folder}/www>
    AllowOverride FileInfo
    Require all granted
</Directory>
"""


@dataclass(frozen=True)
class ApacheDav:
    """A running server.

    Attributes:
        port: Where it listens.
        folder: What it keeps its files in.
    """

    port: int
    folder: Path

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        url = f"http://127.0.0.1:{self.port}/podcast"
        return {"type": "webdav", "url": url, "user": USER}


@contextmanager
def apache_dav() -> Iterator[ApacheDav]:
    """Serve an empty folder by WebDAV while the block lasts."""
    with _running(DAV, {}) as (port, folder):
        yield ApacheDav(port, folder / "www" / "podcast")


@contextmanager
def apache_pages(files: Mapping[str, bytes]) -> Iterator[str]:
    """Show files while the block lasts, as `.htaccess` among them says; yield the address."""
    with _running(PAGES, files) as (port, _):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(more: str, files: Mapping[str, bytes]) -> Iterator[tuple[int, Path]]:
    """Start it, as somebody else if root does; yield its port and its folder."""
    folder, port = Path(tempfile.mkdtemp(prefix="podcaster-apache-")), free_port()
    modules = [(name, MODULES / f"mod_{name}.so") for name in LOADED]
    loaded = "\n".join(f"LoadModule {name}_module {file}" for name, file in modules)
    values = {"folder": folder, "port": port, "loaded": loaded}
    written = {f"www/{path}": content for path, content in files.items()}
    written["apache.conf"] = (CONFIGURATION.format(**values, more=more.format(**values))).encode()
    written["users"] = f"{LOGIN}\n".encode()
    (folder / "www").mkdir()
    for path, content in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    command = [program("apache2", "a web server"), "-X", "-f", str(folder / "apache.conf")]
    with subprocess.Popen(command, **_somebody(folder)) as process:
        try:
            wait_for(port)
            yield port, folder
        finally:
            process.terminate()
            process.wait(60)
            shutil.rmtree(folder, ignore_errors=True)


def _somebody(folder: Path) -> dict[str, Any]:
    """Return as whom it runs, and give them the folder."""
    if os.geteuid() != 0:
        return {}
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}
