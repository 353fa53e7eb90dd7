"""WordPress's REST interface: who asks, and how.

Source:
    WordPress REST API Handbook, "Authentication", "Media"; tried with WordPress 6.1.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode, urlsplit

from podcaster.doors.web import Answer, WebDoor

JSON: Final = "application/json"


@dataclass(frozen=True)
class Interface:
    """The interface of one website, as one user has it.

    Attributes:
        url: The website's address.
        user: Who asks.
        password: One of the user's application passwords.
        web: Door to the web.
    """

    url: str
    user: str
    password: str = field(repr=False)
    web: WebDoor

    @property
    def host(self) -> str:
        """Name of the website's server."""
        return urlsplit(self.url).hostname or ""

    def ask(
        self,
        method: str,
        route: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Answer:
        """Ask for something, or send values.

        Raises:
            NotSentError: If no connection came about.
            OutcomeUnknownError: If it broke after the first byte had left.
        """
        content = json.dumps(body, ensure_ascii=False).encode() if body else None
        return self._send(method, route, query or {}, {"Content-Type": JSON}, content)

    def upload(self, name: str, mime_type: str, content: bytes, title: str) -> Answer:
        """Put a file into the media library; the stem of `name` is where it is found again.

        Raises:
            NotSentError: If no connection came about.
            OutcomeUnknownError: If it broke after the first byte had left.
        """
        headers = {
            "Content-Type": mime_type,
            "Content-Disposition": f'attachment; filename="{name}"',
        }
        query = {"title": title, "slug": name.rpartition(".")[0]}
        return self._send("POST", "media", query, headers, content)

    def _send(
        self,
        method: str,
        route: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        content: bytes | None,
    ) -> Answer:
        """Send it; `rest_route` reaches the interface also where addresses are not rewritten."""
        asked = urlencode({"rest_route": f"/wp/v2/{route}", **query})
        login = b64encode(f"{self.user}:{self.password}".encode()).decode()
        sent = {"Authorization": f"Basic {login}", **headers}
        return self.web.send(method, f"{self.url.rstrip('/')}/?{asked}", headers=sent, body=content)
