"""A real nginx on loopback: the public side of a host, configured as `podcaster server` says.

with nginx_server(tmp_path, www) as public:
    ... public.address, public.faults ...
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.deliver.releases import some_settings
from tests.judges_at_hand import program
from tests.servers.ports import free_port, wait_for

from podcaster.render.serving import SERVERS
from podcaster.settings import Settings

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
def nginx_server(
    folder: Path,
    www: Path,
    *,
    advised: bool = True,
    more: str = "",
    settings: Settings | None = None,
) -> Iterator[str]:
    """Show `www` while the block lasts; yield its address.

    Args:
        folder: For nginx's own files; made if it is missing.
        www: What is shown.
        advised: Whether the lines of `podcaster server nginx` are in its configuration.
        more: Further lines of its configuration.
        settings: The show's that these lines are for; default: a small one's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    lines = SERVERS["nginx"](settings or some_settings()) if advised else ""
    # The workers of a server that root starts may not read root's temporary folders.
    user = "user root;" if os.geteuid() == 0 else ""
    values = {"user": user, "folder": folder, "port": port, "www": www, "more": more}
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(**values, lines=lines), encoding="utf-8")
    files = ["-p", str(folder), "-c", str(configuration), "-e", f"{folder}/error.log"]
    command = [program("nginx", "a web server"), *files]
    with subprocess.Popen(command) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
