"""Mastodon, as its documentation describes it: keys against repetition, media, limits.

with mastodon_server() as server:
    ... server.web.address, server.posts, server.web.faults ...
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any, Final

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

TOKEN: Final = "canary-of-the-mastodon"  # noqa: S105 - opens nothing
ACCOUNT: Final = "109"

#: Fields of a post, and what may stand in them.
FIELDS: Final = {"status", "media_ids", "visibility", "language"}


@dataclass
class Mastodon:
    """What the server holds.

    Attributes:
        web: Its door.
        posts: What is there, the oldest first.
        media: Name -> description and file.
        keys: Key against repetition -> post; forgotten after an hour.
        slow: So many looks at a picture say that it is being worked on.
        most: How long a post may be.
        stuck: Whether lists begin anew, whatever is asked.
    """

    web: JsonServer = field(default_factory=JsonServer)
    posts: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    slow: int = 0
    most: int = 500
    stuck: bool = False

    def handle(self, heard: Heard) -> Reply:
        """Answer one request."""
        if heard.path == "/api/v2/instance":
            return 200, {"configuration": {"statuses": {"max_characters": self.most}}}, {}
        if heard.token != TOKEN:
            return 401, {"error": "The access token is invalid"}, {}
        routes: dict[tuple[str, str], Callable[[], Reply]] = {
            ("GET", "/api/v1/accounts/verify_credentials"): lambda: (200, {"id": ACCOUNT}, {}),
            ("GET", f"/api/v1/accounts/{ACCOUNT}/statuses"): lambda: self._listed(heard),
            ("POST", "/api/v2/media"): lambda: self._upload(heard),
            ("POST", "/api/v1/statuses"): lambda: self._post(heard),
        }
        if route := routes.get((heard.method, heard.path)):
            return route()
        if heard.path.startswith("/api/v1/media/"):
            return self._look(heard.path.rpartition("/")[2])
        if found := re.fullmatch(r"/api/v1/statuses/(\w+)", heard.path):
            return self._one(heard, found[1])
        return 404, {"error": "Record not found"}, {}

    def _listed(self, heard: Heard) -> Reply:
        before = int(heard.query.get("max_id", ["9" * 18])[0])
        limit = int(heard.query.get("limit", ["20"])[0])
        newest = [one for one in reversed(self.posts) if self.stuck or int(one["id"]) < before]
        return 200, newest[: min(limit, 40)], {}

    def _upload(self, heard: Heard) -> Reply:
        kind = heard.headers["content-type"].encode()
        mail = message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + heard.body)
        parts = {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
            for part in mail.walk()
            if not part.is_multipart()
        }
        file, description = parts.get("file"), parts.get("description", b"")
        if not isinstance(file, bytes) or not isinstance(description, bytes):
            return 422, {"error": "Validation failed: File can't be blank"}, {}
        name = str(500 + len(self.media))
        self.media[name] = (description.decode(), file)
        return 202 if self.slow else 200, {"id": name, "url": None if self.slow else "x"}, {}

    def _look(self, name: str) -> Reply:
        if name not in self.media:
            return 404, {"error": "Record not found"}, {}
        self.slow -= bool(self.slow)
        return 206 if self.slow else 200, {"id": name}, {}

    def _post(self, heard: Heard) -> Reply:
        key = heard.headers.get("idempotency-key", "")
        if key and key in self.keys:
            return 200, self.keys[key], {}
        body = heard.json
        if not isinstance(body, dict) or set(body) - FIELDS:
            return 400, {"error": "unknown field"}, {}
        if refusal := self._refusal(body):
            return refusal
        post = self._made(body, str(1000 + len(self.posts)))
        self.posts.append(post)
        self.keys[key] = post
        return 200, post, {}

    def _refusal(self, body: dict[str, Any]) -> Reply | None:
        text = re.sub(r"https?://\S+", "x" * 23, str(body.get("status", "")))
        media = body.get("media_ids", [])
        if not text or len(text) > self.most or [one for one in media if one not in self.media]:
            return 422, {"error": "Validation failed: Text limit exceeded or media unknown"}, {}
        if body.get("visibility", "public") not in {"public", "unlisted", "private", "direct"}:
            return 422, {"error": "Validation failed: Visibility"}, {}
        if not re.fullmatch(r"[a-z]{2,3}", body.get("language", "de")):
            return 422, {"error": "Validation failed: Language"}, {}
        return None

    def _made(self, body: dict[str, Any], name: str) -> dict[str, Any]:
        return {
            "id": name,
            "created_at": "2026-03-10T12:00:00.000Z",
            "url": f"{self.web.address}/@podcast/{name}",
            "content": _as_html(str(body["status"])),
            "visibility": body.get("visibility", "public"),
            "language": body.get("language"),
            "media_attachments": [{"id": one} for one in body.get("media_ids", [])],
        }

    def _one(self, heard: Heard, name: str) -> Reply:
        post = next((one for one in self.posts if one["id"] == name), None)
        if post is None:
            return 404, {"error": "Record not found"}, {}
        if heard.method == "PUT":
            if refusal := self._refusal(heard.json):
                return refusal
            kept = {"id": name, "url": post["url"], "visibility": post["visibility"]}
            post.update(self._made(heard.json, name) | kept)
        if heard.method == "DELETE":
            self.posts.remove(post)
        return 200, post, {}


def _as_html(text: str) -> str:
    """Show a text as Mastodon does: addresses in three pieces, hashtags as links."""
    shown = html.escape(text, quote=False)
    shown = re.sub(
        r"(https?://)(\S{1,30})(\S*)",
        r'<a href="\1\2\3"><span class="invisible">\1</span><span class="ellipsis">\2</span>'
        r'<span class="invisible">\3</span></a>',
        shown,
    )
    shown = re.sub(r"#(\w+)", r'<a class="hashtag">#<span>\1</span></a>', shown)
    return "".join(f"<p>{one.replace(chr(10), '<br />')}</p>" for one in shown.split("\n\n"))


@contextmanager
def mastodon_server() -> Iterator[Mastodon]:
    """Run one while the block lasts."""
    server = Mastodon()
    with json_server(server.handle) as web:
        server.web = web
        yield server
