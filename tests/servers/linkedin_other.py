"""LinkedIn read a second time, by somebody who likes surprises: what its documentation leaves open.

Header names in other cases and places, names encoded or not, fields that nobody expects, empty and
chunked answers, errors as web pages. It keeps what readers see, and nothing else of `linkedin.py`.

    with other_linkedin(Manner(name_in="location")) as other:
        ... other.address, other.posts, other.refusals ...
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.servers.linkedin_state import BEGINNING_S
from tests.servers.linkedin_text import rendered

#: Status, headers, body.
Answered = tuple[int, dict[str, str], bytes]

NAMES = {"images": "image", "videos": "video", "documents": "document"}


@dataclass(frozen=True)
class Manner:
    """How it answers where the documentation leaves it open.

    Attributes:
        name_in: Where a new post's name stands: a header's name, `location`, or `body`.
        encoded: Whether the name is encoded as in addresses.
        kind: `share` or `ugcPost`.
        created: Status of a new post.
        chunked: Whether answers come in pieces, without their length.
        wrapped: Whether posts come back as they are kept: other hashtags, more fields, no state.
        changed: Status of a change.
        gone: Status of deleting.
        put: Status of an upload.
        tag: The tag of a film's part.
    """

    name_in: str = "X-RestLi-Id"
    encoded: bool = False
    kind: str = "share"
    created: int = 201
    chunked: bool = False
    wrapped: bool = False
    changed: int = 204
    gone: int = 204
    put: int = 201
    tag: str = '"part-{number}"'


@dataclass
class Other:
    """What it holds.

    Attributes:
        manner: How it answers.
        address: Where it listens.
        posts: Name -> what was sent.
        refusals: What is answered to the next attempts to post, in place of posting.
        uploads: Name -> bytes, so far.
    """

    manner: Manner
    address: str = ""
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    refusals: list[Answered] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)

    def seen(self) -> list[str]:
        """Return what readers see."""
        return [rendered(one["commentary"]) for one in self.posts.values()]

    def answer(
        self, method: str, path: str, query: Mapping[str, list[str]], sent: bytes
    ) -> Answered:
        """Answer one request."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if parts[0] == "dms-uploads":
            return self._take(parts, sent)
        if parts[1] != "posts":
            return self._asset(parts, query, sent)
        if len(parts) == 2:
            return self._create(sent) if method == "POST" else self._list(query)
        return self._one(method, parts[2], sent)

    def _create(self, sent: bytes) -> Answered:
        if self.refusals:
            return self.refusals.pop(0)
        name = f"urn:li:{self.manner.kind}:{7_100_000_000_000_000_000 + len(self.posts)}"
        self.posts[name] = json.loads(sent)
        told = quote(name, safe="") if self.manner.encoded else name
        if self.manner.name_in == "body":
            return self.manner.created, {}, json.dumps({"id": told, "activity": 1}).encode()
        value = f"/rest/posts/{told}" if self.manner.name_in == "location" else told
        return self.manner.created, {self.manner.name_in: value}, b""

    def _list(self, query: Mapping[str, list[str]]) -> Answered:
        start, count = int(query["start"][0]), int(query["count"][0])
        newest = list(reversed(self.posts))[start : start + count]
        told = {"elements": [self._shown(name) for name in newest], "metadata": {"x": None}}
        return 200, {}, json.dumps(told).encode()

    def _one(self, method: str, name: str, sent: bytes) -> Answered:
        if method == "DELETE":
            self.posts.pop(name, None)
            return self.manner.gone, {}, b""
        if name not in self.posts:
            return 404, {"Content-Type": "text/html"}, b"<html><h1>Not Found</h1></html>"
        if method == "POST":
            self.posts[name] |= json.loads(sent)["patch"]["$set"]
            return self.manner.changed, {}, b"{}" if self.manner.changed == 200 else b""
        return 200, {}, json.dumps(self._shown(name)).encode()

    def _shown(self, name: str) -> dict[str, Any]:
        post = {**self.posts[name], "id": name, "createdAt": int(BEGINNING_S * 1000)}
        if self.manner.wrapped:
            post["commentary"] = post["commentary"].replace("{hashtag|\\#|", "{hashtag|＃|")
            post |= {"lifecycleStateInfo": {"isEditedByAuthor": True}, "adContext": None}
            del post["lifecycleState"], post["visibility"]
        return post

    def _asset(self, parts: list[str], query: Mapping[str, list[str]], sent: bytes) -> Answered:
        kind = NAMES[parts[1]]
        if len(parts) == 3:
            told = {"status": "AVAILABLE", "downloadUrl": None, "owner": "x", "id": parts[2]}
            return 200, {}, json.dumps(told).encode()
        if query["action"] == ["finalizeUpload"]:
            return 200, {}, b""
        name = f"urn:li:{kind}:D4E{len(self.uploads)}_-x"
        self.uploads[name] = b""
        place = f"{self.address}/dms-uploads/{quote(name, safe='')}"
        value: dict[str, Any] = {kind: name, "uploadUrl": place, "uploadUrlExpiresAt": 1, "x": {}}
        if kind == "video":
            size = json.loads(sent)["initializeUploadRequest"]["fileSizeBytes"]
            half = size // 2
            value["uploadInstructions"] = [
                {"uploadUrl": f"{place}/0", "firstByte": 0, "lastByte": half - 1},
                {"uploadUrl": f"{place}/1", "firstByte": half, "lastByte": size},
            ]
        return 200, {}, json.dumps({"value": value, "requestId": 1}).encode()

    def _take(self, parts: list[str], sent: bytes) -> Answered:
        self.uploads[parts[1]] += sent
        tag = self.manner.tag.format(number=parts[-1])
        return self.manner.put, {"eTaG": tag}, b""


class _Handler(BaseHTTPRequestHandler):
    other: ClassVar[Other]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        status, headers, body = self.other.answer(self.command, url.path, parse_qs(url.query), sent)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status == 204:
            self.end_headers()
        elif self.other.manner.chunked:
            self._in_pieces(body)
        else:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def _in_pieces(self, body: bytes) -> None:
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(body), 7):
            piece = body[start : start + 7]
            self.wfile.write(b"%x;x=y\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\nX-Trailer: none\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Say nothing."""


@contextmanager
def other_linkedin(manner: Manner) -> Iterator[Other]:
    """Run it while the block lasts."""
    other = Other(manner)
    handler = type("Handler", (_Handler,), {"other": other})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    other.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield other
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
