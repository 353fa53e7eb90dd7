"""A Drupal's JSON:API for articles, as its documentation describes it: strict about everything.

with drupal_server() as server:
    ... server.web.address, server.nodes, server.files ...

Source:
    drupal.org, JSON:API module: "POST", "PATCH", "DELETE", "File uploads"; core's `EntityResource`
    and `TemporaryJsonapiFileFieldUploader` for status and words.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID, uuid4

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

USER: Final = "podcast"
PASSWORD: Final = "canary-of-the-drupal"  # noqa: S105 - opens nothing
KIND: Final = "application/vnd.api+json"
NODES: Final = "/jsonapi/node/article"
FILES: Final = "/jsonapi/file/file/"

#: What the content type has; everything else is refused.
ATTRIBUTES: Final = {"title", "body", "status", "created", "langcode", "path"}
FORMATS: Final = {"basic_html", "full_html"}
PICTURES: Final = (".png", ".gif", ".jpg", ".jpeg", ".webp")


class RefusedError(Exception):
    """A request that Drupal refuses: status, and what it says."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass
class Drupal:
    """What the server holds.

    Attributes:
        web: Its door.
        nodes: UUID -> attributes and relationships.
        files: UUID -> name and content.
        readonly: Whether JSON:API only reads, as Drupal has it at first.
        moderated: Whether new nodes stay unpublished.
    """

    web: JsonServer = field(default_factory=JsonServer)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    readonly: bool = False
    moderated: bool = False

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        return {"type": "drupal", "url": self.web.address, "user": USER}

    def handle(self, heard: Heard) -> Reply:
        """Answer one request, or refuse it in Drupal's words."""
        headers = {"Content-Type": KIND}
        try:
            self._let_in(heard)
            status, data = self._served(heard)
        except RefusedError as error:
            title = HTTPStatus(error.status).phrase
            fault = {"title": title, "status": str(error.status), "detail": str(error)}
            return error.status, {"errors": [fault]}, headers
        return (status, {"data": data}, headers) if data else (status, b"", {})

    def _let_in(self, heard: Heard) -> None:
        wanted = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        given = heard.headers.get("authorization")
        if not heard.path.startswith((NODES, FILES)):
            raise RefusedError(404, f'No route found for "{heard.method} {heard.path}"')
        if given and given != wanted:
            raise RefusedError(401, "Unrecognized username or password.")
        if self.readonly and heard.method != "GET":
            raise RefusedError(405, "JSON:API is configured to accept only read operations.")
        if not given and heard.method != "GET":
            raise RefusedError(403, "The current user is not allowed to write.")

    def clear_away(self) -> None:
        """Delete what no node shows, as Drupal does by its clock (`file_cron`, six hours)."""
        shown = {
            node.get("field_image", {}).get("data", {}).get("id") for node in self.nodes.values()
        }
        self.files = {number: file for number, file in self.files.items() if number in shown}

    def _served(self, heard: Heard) -> tuple[int, dict[str, Any] | None]:
        if heard.path.startswith(FILES):
            return 200, self._file(heard.path.removeprefix(FILES))
        rest = heard.path.removeprefix(NODES).strip("/")
        if heard.method == "POST" and rest == "field_image":
            return 201, self._upload(heard)
        if heard.method == "POST" and not rest:
            return 201, self._create(self._document(heard))
        if rest not in self.nodes:
            raise RefusedError(404, 'The "entity" parameter was not converted for the path')
        if heard.method == "PATCH":
            return 200, self._change(rest, self._document(heard))
        if heard.method == "DELETE":
            del self.nodes[rest]
            return 204, None
        return 200, self._shown(rest)

    def _document(self, heard: Heard) -> dict[str, Any]:
        """Return a resource after Drupal's looks at its form, in its order."""
        if heard.headers.get("content-type") != KIND:
            raise RefusedError(415, f'No route found that matches "Content-Type: {KIND}"')
        data = (heard.json or {}).get("data")
        if not isinstance(data, dict):
            raise RefusedError(400, 'The request body must contain a "data" member.')
        if data.get("type") != "node--article":
            raise RefusedError(409, "The resource type does not match the endpoint.")
        strange = set(data.get("attributes", {})) - ATTRIBUTES
        strange |= set(data.get("relationships", {})) - {"field_image"}
        if strange:
            raise RefusedError(422, f"The attribute {min(strange)} does not exist on node--article")
        return data

    def _create(self, data: dict[str, Any]) -> dict[str, Any]:
        number = data.get("id", str(uuid4()))
        try:
            UUID(number)
        except ValueError:
            raise RefusedError(
                422, "IDs should be properly generated and formatted UUIDs"
            ) from None
        if number in self.nodes:
            raise RefusedError(409, "Conflict: Entity already exists.")
        if not data.get("attributes", {}).get("title"):
            raise RefusedError(422, "title: This value should not be null.")
        self._look_at(data)
        self.nodes[number] = {"status": False, "number": len(self.nodes) + 1}
        return self._change(number, {**data, "id": number})

    def _change(self, number: str, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("id") != number:
            raise RefusedError(400, "The selected entity does not match the ID in the payload.")
        self._look_at(data)
        self.nodes[number] |= {**data.get("attributes", {}), **data.get("relationships", {})}
        if self.moderated:
            self.nodes[number]["status"] = False
        return self._shown(number)

    def _look_at(self, data: dict[str, Any]) -> None:
        """Refuse values that the fields can't hold."""
        attributes = data.get("attributes", {})
        if len(attributes.get("title", "x")) > 255:
            raise RefusedError(422, "title: Title: may not be longer than 255 characters.")
        if attributes.get("body", {}).get("format", "full_html") not in FORMATS:
            raise RefusedError(422, "body.0.format: The value you selected is not a valid choice.")
        if "created" in attributes and datetime.fromisoformat(attributes["created"]).tzinfo is None:
            raise RefusedError(422, "The specified date is not in an accepted format: RFC 3339.")
        picture = data.get("relationships", {}).get("field_image", {}).get("data")
        if picture and (picture["type"] != "file--file" or picture["id"] not in self.files):
            raise RefusedError(404, "The resource identified by the relationship does not exist.")
        if picture and not picture["meta"].get("alt"):
            raise RefusedError(422, "field_image.0.alt: This value should not be null.")

    def _upload(self, heard: Heard) -> dict[str, Any]:
        if heard.headers.get("content-type") != "application/octet-stream":
            raise RefusedError(415, 'No route found that matches "Content-Type"')
        said = heard.headers.get("content-disposition", "")
        found = re.fullmatch(r'file; filename="([^"/\\]+)"', said)
        if not found:
            raise RefusedError(400, '"Content-Disposition" header is required.')
        if not found[1].endswith(PICTURES):
            raise RefusedError(422, "Only files with the following extensions are allowed")
        number = str(uuid4())
        self.files[number] = (found[1], heard.body)
        return {"type": "file--file", "id": number, "attributes": {"status": False}}

    def _file(self, number: str) -> dict[str, Any]:
        if number not in self.files:
            raise RefusedError(404, 'The "entity" parameter was not converted for the path')
        return {"type": "file--file", "id": number, "attributes": {"status": False}}

    def _shown(self, number: str) -> dict[str, Any]:
        node = self.nodes[number]
        attributes = {name: node[name] for name in ATTRIBUTES & node.keys()}
        attributes |= {"drupal_internal__nid": node["number"], "path": {"alias": None}}
        return {"type": "node--article", "id": number, "attributes": attributes}


@contextmanager
def drupal_server() -> Iterator[Drupal]:
    """Serve while the block lasts."""
    server = Drupal()
    with json_server(server.handle) as web:
        server.web = web
        yield server
