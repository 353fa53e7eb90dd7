"""Drupal's JSON:API: requests, answers, and what they mean for the ledger."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from podcaster.deliver.announcers.answers import Meaning, receipt_of, succeeded
from podcaster.deliver.announcers.exchanges import address_in, fields_in, within
from podcaster.deliver.channel import Receipt
from podcaster.doors.web import Answer, WebDoor
from podcaster.model.delivery import State
from podcaster.model.message import message

JSON_API: Final = "application/vnd.api+json"

#: Status -> meaning, where Drupal's is narrower than the one that all have.
MEANINGS: Final[Mapping[int, Meaning]] = {
    403: Meaning(
        State.FAILED,
        message(
            "`{host}` does not let the user write such a node: look at the user's rights, and "
            "whether the module HTTP Basic Authentication is on"
        ),
        stops=True,
        for_good=True,
    ),
    404: Meaning(
        State.FAILED,
        message(
            "`{host}` has no such content type there: look at `url` and `bundle` in publish.yaml, "
            "and whether the module JSON:API is on"
        ),
        stops=True,
        for_good=True,
    ),
    405: Meaning(
        State.FAILED,
        message("`{host}` lets JSON:API only read: allow all operations in Drupal's settings"),
        stops=True,
        for_good=True,
    ),
    422: Meaning(
        State.FAILED,
        message(
            "`{host}` does not take the node as it is: look at `format` and `picture` in "
            "publish.yaml, and which fields are needed there"
        ),
        for_good=True,
    ),
}


@dataclass(frozen=True)
class Node:
    """What Drupal shows of a node, or of a file.

    Attributes:
        number: Its UUID.
        url: Where people can see it, or None.
        public: Whether people see it.
    """

    number: str
    url: str | None = None
    public: bool = True


@dataclass(frozen=True)
class Interface:
    """The interface of one website to one content type, as one user has it.

    Attributes:
        url: The website's address.
        bundle: The content type.
        user: Who asks.
        password: Their password.
        web: Door to the web.
    """

    url: str
    bundle: str
    user: str
    password: str = field(repr=False)
    web: WebDoor

    @property
    def host(self) -> str:
        """Name of the website's server."""
        return urlsplit(self.url).hostname or ""

    def ask(
        self, method: str, route: str, told: Mapping[str, Mapping[str, object]] | None = None
    ) -> Answer:
        """Send a request about a node.

        Args:
            method: The verb.
            route: What follows the content type's address.
            told: `resource` (its id), `attributes` and `relationships`; None: no body.
        """
        headers = {"Accept": JSON_API, "Content-Type": JSON_API}
        content = None
        if told is not None:
            parts = {name: told[name] for name in ("attributes", "relationships") if told[name]}
            data = {"type": f"node--{self.bundle}", **told["resource"], **parts}
            content = json.dumps({"data": data}, ensure_ascii=False).encode()
        return self._send(method, f"node/{self.bundle}{route}", headers, content)

    def upload(self, to_field: str, name: str, content: bytes) -> Answer:
        """Send a file for a field of nodes that are still to be made."""
        headers = {
            "Accept": JSON_API,
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f'file; filename="{name}"',
        }
        return self._send("POST", f"node/{self.bundle}/{to_field}", headers, content)

    def still_has(self, file: str) -> bool:
        """Tell whether a file of an earlier try is there; Drupal clears away what no node shows."""
        answer = self._send("GET", f"file/file/{file}", {"Accept": JSON_API}, None)
        return answer.status not in {404, 410}

    def _send(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes | None
    ) -> Answer:
        login = b64encode(f"{self.user}:{self.password}".encode()).decode()
        url = f"{self.url.rstrip('/')}/jsonapi/{path}"
        sent = {"Authorization": f"Basic {login}", **headers}
        return self.web.send(method, url, headers=sent, body=content)


def node_of(answer: Answer, site: str) -> Node | None:
    """Return the node or file that an answer shows, or None."""
    data = within(fields_in(answer), "data") if succeeded(answer) else {}
    attributes = within(data, "attributes")
    try:
        number = str(UUID(str(data.get("id"))))
        return Node(number, _address(attributes, site), attributes.get("status", True) is True)
    except ValueError:
        return None


def _address(attributes: Mapping[str, Any], site: str) -> str | None:
    """Return where people see it: its alias if it has one, else its number."""
    alias = within(attributes, "path").get("alias")
    number = attributes.get("drupal_internal__nid")
    path = alias if isinstance(alias, str) and alias.startswith("/") else None
    if path is None and isinstance(number, int):
        path = f"/node/{number}"
    return address_in(urljoin(f"{site.rstrip('/')}/", path.lstrip("/"))) if path else None


def receipt_for(answer: Answer, host: str, now: datetime) -> Receipt:
    """Return the receipt for an answer that shows no node; a page that is no JSON:API is a 404."""
    told = replace(answer, status=404) if succeeded(answer) else answer
    return receipt_of(told, host, now, MEANINGS)
