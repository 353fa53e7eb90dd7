"""A LinkedIn server of our own, on loopback, written from LinkedIn's documentation.

It checks in LinkedIn's order (token, version, Rest.li header, quota, body), answers in
LinkedIn's words, and keeps apart what was sent from what readers see.

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
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final
from urllib.parse import unquote, urlsplit

TOKEN: Final = "AQX-canary-token-1234567890"  # noqa: S105 - opens nothing
RESERVED: Final = set("|{}@[]()<>#\\*_~")
ACTIVE_VERSIONS: Final = frozenset({"202601", "202607", "202609"})
LONGEST_TEXT: Final = 3000


@dataclass
class Fault:
    """What goes wrong with one request.

    Attributes:
        status: The answer; 0: the connection is dropped without one; -1: no answer ever comes.
        effect: Whether the request is carried out all the same.
        code: LinkedIn's name for the error.
        path: Only requests to this path.
    """

    status: int
    effect: bool = False
    code: str = "FAULT"
    path: str = "/rest/posts"


@dataclass(frozen=True)
class Post:
    """A post: the text as it was sent, as it is kept, as readers see it."""

    urn: str
    raw: str
    normalised: str
    rendered: str
    body: dict[str, Any]


@dataclass
class LinkedIn:
    """The state of the server, and its knobs."""

    address: str = ""
    token: str = TOKEN
    quota: int = 100
    polls_until_ready: int = 1
    picture_fails: bool = False
    ghost: str = ""
    without_id: bool = False
    upload_address: str = ""
    faults: list[Fault] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    images: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    hanging: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def fault_for(self, method: str, path: str) -> Fault | None:
        """Take the first fault that is meant for this request."""
        found = next((one for one in self.faults if one.path == path and method != "GET"), None)
        if found:
            self.faults.remove(found)
        return found


Reply = tuple[int, dict[str, Any], dict[str, str]]


class _Handler(BaseHTTPRequestHandler):
    """Answers; the state lives in `linkedin`."""

    linkedin: ClassVar[LinkedIn]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_PUT(self) -> None:
        self._serve("PUT")

    def _serve(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        self.linkedin.requests.append((method, self.path))
        self.linkedin.headers.append({key.lower(): text for key, text in self.headers.items()})
        fault = self.linkedin.fault_for(method, path)
        reply: Reply | None = None
        if fault is None or fault.effect:
            reply = self._refused(path) or self._answer(method, path, body)
        if fault:
            reply = self._faulty(fault)
        if reply:
            self._send(*reply)

    def _faulty(self, fault: Fault) -> Reply | None:
        if fault.status > 0:
            return _error(fault.status, fault.code)
        if fault.status < 0:
            self.linkedin.hanging.set()
            self.linkedin.stopped.wait(30)
        self.close_connection = True
        return None

    def _refused(self, path: str) -> Reply | None:
        """Check token, version, Rest.li header, quota, in this order."""
        if self.headers.get("Authorization") != f"Bearer {self.linkedin.token}":
            return _error(401, "EMPTY_ACCESS_TOKEN")
        if not path.startswith("/rest/"):
            return None
        version = self.headers.get("LinkedIn-Version")
        if not version:
            return _error(400, "VERSION_MISSING")
        if version not in ACTIVE_VERSIONS:
            return _error(426, "NONEXISTENT_VERSION")
        if self.headers.get("X-Restli-Protocol-Version") != "2.0.0":
            return _error(400, "PROTOCOL_VERSION_MISSING")
        self.linkedin.quota -= 1
        return _error(429, "TOO_MANY_REQUESTS") if self.linkedin.quota < 0 else None

    def _answer(self, method: str, path: str, body: bytes) -> Reply:
        if path.startswith("/dms-uploads/"):
            return self._take_picture(path, body)
        if (method, self.path) == ("POST", "/rest/images?action=initializeUpload"):
            return self._begin_picture(json.loads(body))
        if method == "GET" and path.startswith("/rest/images/"):
            return self._look_at_picture(unquote(path.removeprefix("/rest/images/")))
        if (method, path) == ("POST", "/rest/posts"):
            return self._post(json.loads(body))
        if method == "GET" and path.startswith("/rest/posts/"):
            return self._show(unquote(path.removeprefix("/rest/posts/")))
        return _error(404, "NOT_FOUND")

    def _begin_picture(self, body: dict[str, Any]) -> Reply:
        if not body["initializeUploadRequest"]["owner"].startswith("urn:li:organization:"):
            return _error(400, "INVALID_URN_TYPE")
        urn = f"urn:li:image:C4E10-{len(self.linkedin.images) + 1}"
        self.linkedin.images[urn] = {"polls": 0, "bytes": None}
        base = self.linkedin.upload_address or self.linkedin.address
        address = f"{base}/dms-uploads/{urn.rpartition(':')[2]}"
        value = {"uploadUrlExpiresAt": 1650567510704, "uploadUrl": address, "image": urn}
        return 200, {"value": value}, {}

    def _take_picture(self, path: str, body: bytes) -> Reply:
        self.linkedin.images[f"urn:li:image:{path.rpartition('/')[2]}"]["bytes"] = body
        return 201, {}, {}

    def _look_at_picture(self, urn: str) -> Reply:
        image = self.linkedin.images.get(urn)
        if image is None:
            return _error(404, "NOT_FOUND")
        image["polls"] += 1
        status = "AVAILABLE" if image["polls"] >= self.linkedin.polls_until_ready else "PROCESSING"
        if image["bytes"] is None:
            status = "WAITING_UPLOAD"
        elif self.linkedin.picture_fails:
            status = "PROCESSING_FAILED"
        return 200, {"id": urn, "status": status}, {}

    def _post(self, body: dict[str, Any]) -> Reply:
        wrong = _wrong(body) or self._duplicate(body)
        if wrong:
            return wrong
        urn = f"urn:li:share:72430000000000000{len(self.linkedin.posts) + 10}"
        raw = body["commentary"]
        self.linkedin.posts.append(Post(urn, raw, normalised(raw), rendered(raw), body))
        headers = {} if self.linkedin.without_id else {"x-restli-id": urn, "x-linkedin-id": urn}
        return 201, {}, headers

    def _duplicate(self, body: dict[str, Any]) -> Reply | None:
        same = (one.urn for one in self.linkedin.posts if one.body == body)
        urn = self.linkedin.ghost or next(same, "")
        if not urn:
            return None
        words = "com.linkedin.content.common.exception.BadRequestResponseException: "
        inner = {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
        error = {
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "message": f"{words}Content is a duplicate of {urn}",
            "errorDetails": {"inputErrors": [inner]},
            "status": 422,
        }
        return 422, error, {}

    def _show(self, urn: str) -> Reply:
        post = next((one for one in self.linkedin.posts if one.urn == urn), None)
        if post is None:
            return _error(404, "NOT_FOUND")
        shown = {**post.body, "id": urn, "commentary": post.normalised}
        return 200, shown, {}

    def _send(self, status: int, value: dict[str, Any], headers: dict[str, str]) -> None:
        content = json.dumps(value).encode() if value else b""
        with suppress(OSError):  # whoever asked is gone
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Say nothing."""


def _error(status: int, code: str) -> Reply:
    return status, {"status": status, "code": code, "message": f"{code} happened"}, {}


def _wrong(body: dict[str, Any]) -> Reply | None:
    """Check the fields that LinkedIn demands."""
    for name in ("author", "commentary", "visibility", "distribution", "lifecycleState"):
        if name not in body:
            return _error(400, "MISSING_FIELD")
    if not re.fullmatch(r"urn:li:organization:\d+", body["author"]):
        return _error(400, "INVALID_URN_TYPE")
    if len(normalised(body["commentary"])) > LONGEST_TEXT:
        return _error(400, "FIELD_LENGTH_TOO_LONG")
    return None


def normalised(raw: str) -> str:
    """Return the text as LinkedIn keeps it: a bare `#word` becomes a template."""
    return re.sub(r"(?<![\\|\w])#(\w+)", r"{hashtag|\\#|\1}", raw)


def rendered(raw: str) -> str:
    """Return what readers see: cut at the first reserved character that is not escaped."""
    seen, rest = "", normalised(raw)
    while rest:
        hashtag = re.match(r"\{hashtag\|\\#\|((?:\\.|[^\\|{}])+)\}", rest)
        if hashtag:
            seen += "#" + re.sub(r"\\(.)", r"\1", hashtag.group(1))
            rest = rest[hashtag.end() :]
        elif rest[0] == "\\" and rest[1:2] in RESERVED:
            seen, rest = seen + rest[1], rest[2:]
        elif rest[0] in RESERVED:
            break
        else:
            seen, rest = seen + rest[0], rest[1:]
    return seen


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
