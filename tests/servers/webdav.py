"""A real WebDAV server on loopback: wsgidav on cheroot, in a thread of this process.

with webdav_server(tmp_path / "www") as server:
    ... server.settings, server.password ...
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from tests.servers.moody import Moody
from wsgidav.wsgidav_app import WsgiDAVApp

USER: Final = "podcast"
PASSWORD: Final = "canary-of-the-webdav"  # noqa: S105 - opens nothing


@dataclass(frozen=True)
class WebDavServer:
    """A running server.

    Attributes:
        port: Where it listens.
        app: What answers there; its moods can be set.
        scheme: `http` or `https`.
    """

    port: int
    app: Moody
    scheme: str = "http"

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        url = f"{self.scheme}://127.0.0.1:{self.port}/podcast"
        return {"type": "webdav", "url": url, "user": USER}


@contextmanager
def webdav_server(
    folder: Path, *, readonly: bool = False, certificate: tuple[Path, Path] | None = None
) -> Iterator[WebDavServer]:
    """Serve `folder` while the block lasts.

    Args:
        folder: What it keeps its files in; made if it is missing.
        readonly: Whether nothing may be written.
        certificate: Files of its certificate and key; None: no encryption.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = Moody(WsgiDAVApp(_configuration(folder, readonly=readonly)))
    server = Server(("127.0.0.1", 0), app)
    if certificate:
        server.ssl_adapter = BuiltinSSLAdapter(*map(str, certificate))
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield WebDavServer(server.bind_addr[1], app, "https" if certificate else "http")
    finally:
        server.stop()
        thread.join(20)


def _configuration(folder: Path, *, readonly: bool) -> dict[str, Any]:
    return {
        "provider_mapping": {"/": {"root": str(folder), "readonly": readonly}},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {
            "accept_basic": True,
            "accept_digest": False,
            "default_to_digest": False,
        },
        "verbose": 0,
        "logging": {"enable": False},
    }
