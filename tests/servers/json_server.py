"""A small web server on loopback for interfaces of our own writing, with faults on demand.

    with json_server(handle) as server:
        server.faults.append(Fault("/statuses", effect=True))
        ... server.address, server.heard ...

`handle` gets each request and returns status, value and headers; a value that is bytes is sent as
it is, everything else as JSON.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, object, Mapping[str, str]]


@dataclass(frozen=True)
class Heard:
    """One request as it came."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """The body, if it says that it is JSON and is."""
        kind = self.headers.get("content-type", "").partition(";")[0]
        try:
            return json.loads(self.body) if kind.endswith("json") else None
        except ValueError:
            return None

    @property
    def form(self) -> Mapping[str, list[str]]:
        """The body as a form."""
        return parse_qs(self.body.decode("ascii", "replace"), strict_parsing=False)

    @property
    def token(self) -> str:
        """What stands behind `Bearer`."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Fault:
    """What happens to the next request whose path holds `path`.

    Attributes:
        path: A part of the path.
        status: What is answered; 0: the line breaks instead.
        effect: Whether the request is carried out all the same.
        headers: Of the answer.
        method: Only this one; "": any.
    """

    path: str
    status: int = 0
    effect: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = ""


@dataclass
class JsonServer:
    """A running server: where it is, what it heard, what it will do wrong."""

    address: str = ""
    heard: list[Heard] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def calls(self, method: str, part: str) -> list[Heard]:
        """Return the requests of a method whose path holds `part`."""
        return [one for one in self.heard if one.method == method and part in one.path]

    def fault_for(self, heard: Heard) -> Fault | None:
        """Take the first fault that is meant for a request."""
        for fault in self.faults:
            if fault.path in heard.path and fault.method in {"", heard.method}:
                self.faults.remove(fault)
                return fault
        return None


@contextmanager
def json_server(handle: Callable[[Heard], Reply]) -> Iterator[JsonServer]:
    """Serve while the block lasts."""
    state = JsonServer()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            heard = _heard(self)
            state.heard.append(heard)
            fault = state.fault_for(heard)
            reply = handle(heard) if fault is None or fault.effect else None
            if fault is not None:
                reply = (fault.status, {"error": "fault"}, fault.headers) if fault.status else None
            _answer(self, reply)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 - names of the library

        def log_message(self, *_args: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        state.address = f"http://127.0.0.1:{listening.server_address[1]}"
        try:
            yield state
        finally:
            listening.shutdown()


def _heard(handler: BaseHTTPRequestHandler) -> Heard:
    parts = urlsplit(handler.path)
    headers = {name.lower(): value for name, value in handler.headers.items()}
    body = handler.rfile.read(int(headers.get("content-length", "0")))
    return Heard(handler.command, parts.path, parse_qs(parts.query), headers, body)


def _answer(handler: BaseHTTPRequestHandler, reply: Reply | None) -> None:
    """Send an answer; without one the line breaks."""
    handler.close_connection = True
    if reply is None:
        return
    status, value, headers = reply
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    kind = {} if isinstance(value, bytes) else {"Content-Type": "application/json"}
    with suppress(OSError):
        handler.send_response(status)
        for name, text in {**kind, **headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, text)
        handler.end_headers()
        handler.wfile.write(body)
