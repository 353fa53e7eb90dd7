"""A server for Bluesky accounts, as the AT Protocol describes it: strict about records.

with bluesky_server() as server:
    ... server.web.address, server.posts ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

HANDLE: Final = "podcast.stadt.test"
PASSWORD: Final = "canary-of-the-bluesky"  # noqa: S105 - opens nothing
DID: Final = "did:plc:aaaabbbbccccddddeeeeffff"
TOKEN: Final = "canary-session-of-the-bluesky"  # noqa: S105 - opens nothing

TID: Final = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
FACETS: Final = {"app.bsky.richtext.facet#link": "uri", "app.bsky.richtext.facet#tag": "tag"}


class InvalidError(ValueError):
    """A record that the lexicon does not allow."""


@dataclass
class Bluesky:
    """What the server holds.

    Attributes:
        web: Its door.
        posts: Name -> record.
        blobs: Name -> content.
        expired: So many of the next records are refused, because the session is too old.
    """

    web: JsonServer = field(default_factory=JsonServer)
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    expired: int = 0

    def handle(self, heard: Heard) -> Reply:
        """Answer one call."""
        method = heard.path.removeprefix("/xrpc/")
        if method == "com.atproto.server.createSession":
            return self._login(heard.json)
        if refused := self._refused(heard, method):
            return refused
        if method == "com.atproto.repo.uploadBlob":
            return self._blob(heard)
        body = heard.json or {}
        if (body.get("repo"), body.get("collection")) != (DID, "app.bsky.feed.post"):
            return 400, {"error": "InvalidRequest", "message": "repo"}, {}
        if method == "com.atproto.repo.deleteRecord":
            self.posts.pop(body["rkey"], None)
            return 200, {}, {}
        known = method == "com.atproto.repo.putRecord"
        return self._put(body) if known else (501, {"error": "MethodNotImplemented"}, {})

    def _refused(self, heard: Heard, method: str) -> Reply | None:
        if heard.token != TOKEN:
            return 401, {"error": "AuthMissing", "message": "Authentication Required"}, {}
        if not self.expired or method == "com.atproto.repo.uploadBlob":
            return None
        self.expired -= 1
        return 400, {"error": "ExpiredToken", "message": "Token has expired"}, {}

    def _login(self, body: Any) -> Reply:  # noqa: ANN401 - any JSON
        if body != {"identifier": HANDLE, "password": PASSWORD}:
            return 401, {"error": "AuthenticationRequired", "message": "Invalid identifier"}, {}
        return 200, {"did": DID, "handle": HANDLE, "accessJwt": TOKEN, "refreshJwt": "r"}, {}

    def _blob(self, heard: Heard) -> Reply:
        if len(heard.body) > 1_000_000:
            return 400, {"error": "BlobTooLarge"}, {}
        name = f"bafkrei{sha256(heard.body).hexdigest()[:52]}"
        self.blobs[name] = heard.body
        blob = {
            "$type": "blob",
            "ref": {"$link": name},
            "mimeType": heard.headers["content-type"],
            "size": len(heard.body),
        }
        return 200, {"blob": blob}, {}

    def _put(self, body: dict[str, Any]) -> Reply:
        try:
            self._look_at(body["record"], body["rkey"])
        except (InvalidError, KeyError, TypeError) as error:
            return 400, {"error": "InvalidRequest", "message": repr(error)}, {}
        self.posts[body["rkey"]] = body["record"]
        return 200, {"uri": f"at://{DID}/app.bsky.feed.post/{body['rkey']}", "cid": "b"}, {}

    def _look_at(self, record: dict[str, Any], name: str) -> None:
        if not TID.fullmatch(name):
            raise InvalidError("rkey")
        known = {"$type", "text", "createdAt", "langs", "facets", "embed"}
        if set(record) - known or record["$type"] != "app.bsky.feed.post":
            raise InvalidError("unknown field")
        if len(record["text"].encode()) > 3000 or len(record["text"]) > 300:
            raise InvalidError("text too long")
        if datetime.fromisoformat(record["createdAt"]).tzinfo is None:
            raise InvalidError("createdAt without a zone")
        for facet in record["facets"]:
            said_at(record["text"], facet)
        external = record["embed"]["external"]
        thumb = external.get("thumb")
        if thumb and thumb["ref"]["$link"] not in self.blobs:
            raise InvalidError("unknown blob")
        if not external["uri"].startswith("https://"):
            raise InvalidError("uri")


def said_at(text: str, facet: dict[str, Any]) -> tuple[str, str]:
    """Return the words a facet covers and what they lead to.

    Raises:
        InvalidError: If it cuts through a character or means nothing.
    """
    index, [feature] = facet["index"], facet["features"]
    content = text.encode()
    if not 0 <= index["byteStart"] < index["byteEnd"] <= len(content):
        raise InvalidError("index")
    try:
        words = content[index["byteStart"] : index["byteEnd"]].decode()
    except UnicodeDecodeError as error:
        raise InvalidError("index") from error
    return words, feature[FACETS[feature["$type"]]]


@contextmanager
def bluesky_server() -> Iterator[Bluesky]:
    """Run one while the block lasts."""
    server = Bluesky()
    with json_server(server.handle) as web:
        server.web = web
        yield server
