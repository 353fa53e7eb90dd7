"""A LinkedIn server of our own, on loopback, written from LinkedIn's documentation.

It checks in LinkedIn's order (token, version, Rest.li header, quota, scope and role, body),
answers in LinkedIn's words, and keeps apart what was sent from what readers see. `linkedin.yaml`
beside it describes it, and schemathesis holds it to that.

    with linkedin_server() as linkedin:
        linkedin.faults.append(Fault(500, effect=True))
        ... linkedin.address ...
        assert linkedin.posts[0].rendered == "Neue Folge (12)"
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from tests.servers import linkedin_assets as assets
from tests.servers import linkedin_oauth as oauth
from tests.servers import linkedin_posts as posts
from tests.servers.linkedin_gate import refused
from tests.servers.linkedin_state import (
    TOKEN,
    Answering,
    Fault,
    LinkedIn,
    Post,
    Reply,
    Request,
    error,
    ok,
)
from tests.servers.linkedin_text import LONGEST_TEXT, RESERVED, normalised, rendered

__all__ = [
    "LONGEST_TEXT",
    "RESERVED",
    "TOKEN",
    "Fault",
    "LinkedIn",
    "Post",
    "linkedin_server",
    "normalised",
    "rendered",
]

_UPLOAD: Final = r"/rest/(?:images|videos|documents)"


def _acls(linkedin: LinkedIn, request: Request) -> Reply:
    """List the pages that the token's owner may post for."""
    del request
    rights = {"role": "ADMINISTRATOR", "state": "APPROVED"}
    pages = [{"organization": urn, **rights} for urn in sorted(linkedin.administers)]
    return ok({"elements": pages})


def _without_action(linkedin: LinkedIn, request: Request) -> Reply:
    """Refuse what does not say what is wanted."""
    del linkedin, request
    return error(400, "ILLEGAL_ARGUMENT")


#: Method, path, query -> what answers; the first that fits.
ROUTES: Final[tuple[tuple[str, str, str, Answering], ...]] = (
    ("GET", r"/oauth/v2/authorization", "", oauth.authorise),
    ("POST", r"/oauth/v2/accessToken", "", oauth.grant),
    ("POST", r"/oauth/v2/introspectToken", "", oauth.introspect),
    ("POST", r"/oauth/v2/revoke", "", oauth.revoke),
    ("POST", _UPLOAD, "action=initializeUpload", assets.initialise),
    ("POST", r"/rest/videos", "action=finalizeUpload", assets.finalise),
    ("POST", _UPLOAD, "", _without_action),
    ("GET", rf"{_UPLOAD}/[^/]+", "", assets.look),
    ("PUT", r"/dms-uploads/[^/]+(?:/\d+)?", "", assets.take),
    ("POST", r"/rest/posts", "", posts.create),
    ("GET", r"/rest/posts", "", posts.find),
    ("GET", r"/rest/posts/[^/]+", "", posts.show),
    ("POST", r"/rest/posts/[^/]+", "", posts.change),
    ("DELETE", r"/rest/posts/[^/]+", "", posts.delete),
    ("GET", r"/rest/organizationAcls", "", _acls),
)


def _answer(linkedin: LinkedIn, request: Request) -> Reply:
    for method, path, query, answering in ROUTES:
        fits = query in {"", request.query} and re.fullmatch(path, request.path)
        if method == request.method and fits:
            return answering(linkedin, request)
    known = any(re.fullmatch(path, request.path) for _, path, _, _ in ROUTES)
    return error(405, "METHOD_NOT_ALLOWED") if known else error(404, "NOT_FOUND")


class _Handler(BaseHTTPRequestHandler):
    """Answers; the state lives in `linkedin`."""

    linkedin: ClassVar[LinkedIn]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = self.headers.get("Content-Length") or "0"
        body = self.rfile.read(int(length) if length.isdigit() else 0)
        url = urlsplit(self.path)
        headers = {key.lower(): text for key, text in self.headers.items()}
        request = Request(self.command, url.path, url.query, headers, body)
        with self.linkedin.lock:
            self.linkedin.requests.append((self.command, self.path))
            self.linkedin.headers.append(headers)
            reply, fault = self._reply(request)
        if fault and fault.status < 0:
            self.linkedin.hanging.set()
            self.linkedin.stopped.wait(30)
        if reply:
            self._send(*reply)
        else:
            self.close_connection = True

    def _reply(self, request: Request) -> tuple[Reply | None, Fault | None]:
        """Return the answer, or None for none, and what goes wrong with it."""
        fault = self.linkedin.fault_for(request.method, request.path)
        reply: Reply | None = None
        if fault is None or fault.effect:
            self.linkedin.late_s = fault.late_s if fault else 0.0
            reply = refused(self.linkedin, request) or _answer(self.linkedin, request)
            self.linkedin.late_s = 0.0
        if fault is None:
            return reply, None
        return (error(fault.status, fault.code) if fault.status > 0 else None), fault

    def _send(self, status: int, value: dict[str, Any], headers: dict[str, str]) -> None:
        content = json.dumps(value).encode() if value else b""
        with suppress(OSError):  # whoever asked is gone
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            if content:
                self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Say nothing."""


@contextmanager
def linkedin_server() -> Iterator[LinkedIn]:
    """Run the server while the block lasts."""
    linkedin = LinkedIn()
    handler = type("Handler", (_Handler,), {"linkedin": linkedin})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    linkedin.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield linkedin
    finally:
        linkedin.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()
