"""Two web servers on loopback: that of the podcast, and that of a page which embeds it."""

from __future__ import annotations

import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Website:
    """What a server serves: a folder, or one page; with `open_to_all`, for other websites too."""

    folder: Path | None = None
    page: str = ""
    open_to_all: bool = False
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def content(self, path: str) -> bytes | None:
        """Return what stands at `path`."""
        if self.folder is None:
            return self.page.encode() if path == "/" else b""
        file = self.folder / path.split("?", maxsplit=1)[0].lstrip("/")
        return file.read_bytes() if file.is_file() else None


@contextmanager
def served(website: Website) -> Iterator[Website]:
    """Serve `website` on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            website.asked.append(self.path)
            content = website.content(self.path)
            if content is None:
                self.send_error(404)
                return
            wanted = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            start = int(wanted[1]) if wanted else 0
            end = int(wanted[2]) + 1 if wanted and wanted[2] else len(content)
            self.send_response(206 if wanted else 200)
            self.send_header(
                "Content-Type", mimetypes.guess_type(self.path.split("?")[0])[0] or "text/html"
            )
            self.send_header("Content-Length", str(len(content[start:end])))
            self.send_header("Accept-Ranges", "bytes")
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
            if website.open_to_all:
                self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            with suppress(ConnectionError):  # the browser has enough
                self.wfile.write(content[start:end])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        website.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield website
        finally:
            server.shutdown()
            thread.join()
