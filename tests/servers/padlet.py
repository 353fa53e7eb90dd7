"""Padlet's interface, as its documentation describes it.

with padlet_server() as server:
    ... server.web.address, server.posts ...
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

KEY: Final = "pdltp_canary-of-the-padlet"
BOARD: Final = "k3v7prevention"
SECTIONS: Final = {"sec_Plaetze", "sec_Klima"}
KIND: Final = "application/vnd.api+json"


@dataclass
class Padlet:
    """What the padlet shows.

    Attributes:
        web: Its door.
        posts: In order.
        archived: Whether nothing can be added.
    """

    web: JsonServer = field(default_factory=JsonServer)
    posts: list[dict[str, Any]] = field(default_factory=list)
    archived: bool = False

    def handle(self, heard: Heard) -> Reply:
        """Answer one request."""
        if heard.headers.get("x-api-key") != KEY:
            return self._error(401, "NOT_ADMIN")
        if heard.headers.get("accept") != KIND:
            return self._error(406, "NOT_ACCEPTABLE")
        if heard.path == f"/v1/boards/{BOARD}" and heard.method == "GET":
            wanted = "posts" in heard.query.get("include", [""])[0].split(",")
            included = self.posts if wanted else []
            return 200, {"data": {"type": "board", "id": BOARD}, "included": included}, {}
        if heard.path == f"/v1/boards/{BOARD}/posts" and heard.method == "POST":
            return self._post(heard.json)
        return self._error(404, "NOT_FOUND")

    def _post(self, body: Any) -> Reply:  # noqa: ANN401 - any JSON
        if self.archived:
            return self._error(400, "PADLET_ARCHIVED")
        try:
            content = body["data"]["attributes"]["content"]
            section = body["data"].get("relationships", {}).get("section", {}).get("data", {})
            assert set(content) <= {"subject", "body", "attachment"}
            assert len(content["subject"]) <= 500
            assert len(content["body"]) <= 10_000
            assert section.get("id", "sec_Plaetze") in SECTIONS
        except (KeyError, TypeError, AssertionError):
            return self._error(400, "INVALID_REQUEST")
        name = f"post{len(self.posts)}"
        attributes = {"content": content, "webUrl": {"live": f"https://padlet.test/wish/{name}"}}
        post = {"type": "post", "id": name, "attributes": attributes, "section": section.get("id")}
        self.posts.append(post)
        return 201, {"data": post}, {}

    def _error(self, status: int, code: str) -> Reply:
        return status, {"errors": [{"status": str(status), "code": code, "title": code}]}, {}


@contextmanager
def padlet_server() -> Iterator[Padlet]:
    """Run one while the block lasts."""
    server = Padlet()
    with json_server(server.handle) as web:
        server.web = web
        yield server
