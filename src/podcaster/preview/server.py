"""Serves a built folder to this machine's own browser, and tells it when to load again.

Python's `http.server` does not know ranges, without which no player can seek.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from podcaster.preview.pages import RELOAD, SCRIPT, Troubles, script, with_script, without_page
from podcaster.preview.ranges import UnsatisfiableError, byte_range

HOST: Final = "127.0.0.1"

#: A sign of life, so that a closed page is noticed.
_PING_S: Final = 5.0

_BLOCK: Final = 1 << 16

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
}

#: Version, and what kept the next one from being built.
News = tuple[int, Troubles | None]


@dataclass
class Preview:
    """What is served now, shared by the threads of the server.

    Attributes:
        folder: The built folder.
        marks: Slug -> what to write beside an episode that is not out.
        version: Rises with every build.
        troubles: Why the last change could not be built; None once it was.
    """

    folder: Path
    marks: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    troubles: Troubles | None = None
    closed: bool = False
    _news: threading.Condition = field(default_factory=threading.Condition)

    def built(self, marks: Mapping[str, str]) -> None:
        """Tell every page that there is something new."""
        with self._news:
            self.marks, self.version, self.troubles = marks, self.version + 1, None
            self._news.notify_all()

    def failed(self, troubles: Troubles) -> None:
        """Tell every page what has to be mended; what it shows stays."""
        with self._news:
            self.troubles = troubles
            self._news.notify_all()

    def close(self) -> None:
        """Let go of every page that waits."""
        with self._news:
            self.closed = True
            self._news.notify_all()

    def wait(self, known: News | None, timeout_s: float) -> News:
        """Wait until there is something else to tell than `known`, and return what there is."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self._now() != known, timeout_s)
            return self._now()

    def _now(self) -> News:
        return self.version, self.troubles

    def file(self, path: str) -> Path | None:
        """Return the file at `path` of an address, if it lies in the folder."""
        root = self.folder.resolve()
        try:
            found = (root / unquote(path).lstrip("/")).resolve()
        except (OSError, ValueError):
            return None
        if found.is_dir():
            found /= "index.html"
        return found if found.is_relative_to(root) and found.is_file() else None


@contextmanager
def serve(preview: Preview, port: int) -> Iterator[str]:
    """Serve `preview` on loopback and return its address; 0 takes a free port.

    Raises:
        OSError: If the port is taken.
    """
    with _Server((HOST, port), _handler(preview)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            preview.close()
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Does not wait for pages that are still open."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: browsers hang up whenever they have enough."""


def _events(known: News | None, news: News) -> Iterator[bytes]:
    """Yield what a page that knows `known` has to hear."""
    version, troubles = news
    if known is None or known[0] != version:
        yield f"data: {version}\n\n".encode()
    if (known[1] if known else None) != troubles:
        yield b"event: troubles\ndata: " + (troubles.as_json() if troubles else b"null") + b"\n\n"


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    return type("_Handler", (_Answers,), {"preview": preview})


class _Answers(BaseHTTPRequestHandler):
    """Answers GET and HEAD; everything else is refused by the class above."""

    preview: Preview
    protocol_version = "HTTP/1.1"
    server_version = "podcaster"

    def do_GET(self) -> None:
        """Answer with the body."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self._answer()

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        if not self._is_for_us():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == RELOAD:
            self._tell()
        elif path == SCRIPT:
            self._content(HTTPStatus.OK, ".js", script())
        elif (file := self.preview.file(path)) is None:
            self._nothing(path)
        elif file.name == "index.html" and not path.endswith(("/", "index.html")):
            self._head(
                HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/", "Content-Length": "0"}
            )
        elif file.suffix == ".html":
            page = with_script(file.read_bytes(), self.preview.marks)
            self._content(HTTPStatus.OK, ".html", page)
        else:
            self._file(file)

    def _is_for_us(self) -> bool:
        """Tell whether the browser meant this machine; other names are DNS rebinding's trick."""
        name = self.headers.get("Host", "").rsplit(":", 1)[0]
        return name in {HOST, "localhost"}

    def _nothing(self, path: str) -> None:
        """Say that there is no such file; a page that may not be built yet waits for its show."""
        troubles = self.preview.troubles
        if troubles and path.endswith(("/", ".html")):
            self._content(HTTPStatus.NOT_FOUND, ".html", without_page(troubles))
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _content(self, status: HTTPStatus, suffix: str, content: bytes) -> None:
        self._head(status, {"Content-Type": _TYPES[suffix], "Content-Length": str(len(content))})
        self._body(content)

    def _file(self, path: Path) -> None:
        """Send a file, or the part of it that was asked for."""
        size = path.stat().st_size
        try:
            part = byte_range(self.headers.get("Range"), size)
        except UnsatisfiableError:
            self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"bytes */{size}")
            return
        start, end = part or (0, size)
        headers = {
            "Content-Type": _TYPES.get(path.suffix, "application/octet-stream"),
            "Content-Length": str(end - start),
            "Accept-Ranges": "bytes",
        }
        if part:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        self._head(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK, headers)
        with path.open("rb") as file:
            file.seek(start)
            self._send(file, end - start)

    def _send(self, file: BinaryIO, count: int) -> None:
        while count > 0 and (block := file.read(min(_BLOCK, count))):
            count -= len(block)
            self._body(block)

    def _tell(self) -> None:
        """Send the version and what is wrong, and all news, for as long as the page is open."""
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        self.close_connection = True
        known: News | None = None
        while not self.preview.closed and self.command == "GET":
            news = self.preview.wait(known, _PING_S)
            self.wfile.write(b"".join(_events(known, news)) or b":\n\n")
            self.wfile.flush()
            known = news

    def _refuse(self, status: HTTPStatus, content_range: str = "") -> None:
        text = f"{status.value} {status.phrase}\n".encode()
        headers = {"Content-Type": _TYPES[".txt"], "Content-Length": str(len(text))}
        self._head(status, headers | ({"Content-Range": content_range} if content_range else {}))
        self._body(text)

    def _head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _body(self, content: bytes) -> None:
        if self.command == "GET":
            with suppress(ConnectionError):  # the browser has enough
                self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing about every single file."""
