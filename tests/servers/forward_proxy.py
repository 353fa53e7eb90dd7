"""A forward proxy on loopback, as offices have them: it alone knows where a name leads.

with forward_proxy({"dav.stadt.test": server.port}) as proxy:
    ... proxy.address, proxy.asked ...
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

#: What is between two neighbours only (RFC 9110, 7.6.1).
OF_ONE_LINE: Final = frozenset({"connection", "proxy-connection", "transfer-encoding"})


@dataclass
class ForwardProxy:
    """A running proxy.

    Attributes:
        ports: Host -> the port on this machine that it leads to.
        port: Where it listens.
        asked: Method and host of every request, in their order.
    """

    ports: Mapping[str, int]
    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """What `HTTP_PROXY` says about it."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def forward_proxy(ports: Mapping[str, int]) -> Iterator[ForwardProxy]:
    """Pass requests on while the block lasts.

    Args:
        ports: Host -> the port on this machine that it leads to.
    """
    proxy = ForwardProxy(ports)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, proxy))
    proxy.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield proxy
    server.shutdown()
    thread.join()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Passes on one request of whatever method, and its answer."""

    protocol_version = "HTTP/1.1"

    def __init__(self, proxy: ForwardProxy, *arguments: Any) -> None:  # noqa: ANN401 - as the library calls it
        self.proxy = proxy
        super().__init__(*arguments)

    def handle_one_request(self) -> None:
        """Read the head, then do the same for every method."""
        self.raw_requestline = self.rfile.readline(65537)
        self.close_connection = True
        if self.raw_requestline and self.parse_request():
            url = urlsplit(self.path)  # absolute, as proxies are asked (RFC 9112, 3.2.2)
            host = url.hostname or ""
            self.proxy.asked.append((self.command, host))
            with closing(HTTPConnection("127.0.0.1", self.proxy.ports[host])) as line:
                self._answer(self._passed_on(line, url._replace(scheme="", netloc="").geturl()))

    def _passed_on(self, line: HTTPConnection, place: str) -> HTTPResponse:
        line.putrequest(self.command, place, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in OF_ONE_LINE:
                line.putheader(name, value)
        line.endheaders(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        return line.getresponse()

    def _answer(self, answer: HTTPResponse) -> None:
        content = answer.read()
        length = answer.getheader("Content-Length") if self.command == "HEAD" else None
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_LINE | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", length or str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Say nothing."""
