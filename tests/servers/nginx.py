"""A real nginx on loopback: the public side of a host, configured as `podcaster server` says.

with nginx_server(tmp_path, www) as public:
    ... public.address, public.faults ...
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.deliver.releases import some_settings

from podcaster.render.serving import SERVERS

PROGRAM: Final = "/usr/sbin/nginx"
PATIENCE_S: Final = 20.0

CONFIGURATION: Final = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{}}
http {{
    types {{ text/html html; text/plain txt; }}
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {www};
        {more}
{lines}
    }}
}}
"""


@contextmanager
def nginx_server(folder: Path, www: Path, *, advised: bool = True, more: str = "") -> Iterator[str]:
    """Show `www` while the block lasts; yield its address.

    Args:
        folder: For nginx's own files; made if it is missing.
        www: What is shown.
        advised: Whether the lines of `podcaster server nginx` are in its configuration.
        more: Further lines of its configuration.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    lines = SERVERS["nginx"](some_settings()) if advised else ""
    # The workers of a server that root starts may not read root's temporary folders.
    user = "user root;" if os.geteuid() == 0 else ""
    values = {"user": user, "folder": folder, "port": port, "www": www, "more": more}
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(**values, lines=lines), encoding="utf-8")
    command = [PROGRAM, "-p", str(folder), "-c", str(configuration), "-e", f"{folder}/error.log"]
    with subprocess.Popen(command) as process:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(port: int) -> None:
    """Wait until somebody answers."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1.0):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
