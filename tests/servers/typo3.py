"""A TYPO3's reaction "Create database record", as its documentation describes it.

with typo3_server() as server:
    ... server.settings, server.records ...

Source:
    TYPO3 12, system extension "Reactions": `ReactionHandler`, `CreateRecordReaction`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Final

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

SECRET: Final = "canary-of-the-typo3-a1b2c3d4e5f6"  # noqa: S105 - opens nothing
REACTION: Final = "0b5e77b4-2a4c-4c31-9d0e-3b1f2c8d4a11"

#: Field of the record -> what the web team wrote there.
TEMPLATES: Final = {
    "title": "${title}",
    "teaser": "${summary}",
    "bodytext": "${html}",
    "externalurl": "${link}",
    "datetime": "${timestamp}",
}


@dataclass
class Typo3:
    """What the server holds.

    Attributes:
        web: Its door.
        records: Field -> value of every record that was created.
        denied: Whether the reaction's user may not create records.
    """

    web: JsonServer = field(default_factory=JsonServer)
    records: list[dict[str, str]] = field(default_factory=list)
    denied: bool = False

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        return {"type": "typo3", "url": f"{self.web.address}/typo3/reaction/{REACTION}"}

    def handle(self, heard: Heard) -> Reply:
        """Answer one request."""
        if heard.path.rstrip("/") != f"/typo3/reaction/{REACTION}":
            return _said(404, "No reaction found for given identifier")
        if not compare_digest(heard.headers.get("x-api-key", ""), SECRET):
            return _said(401, "Invalid secret given")
        if heard.method != "POST" or not isinstance(heard.json, dict):
            return _said(400, "Given request is no valid JSON")
        if self.denied:
            return _said(400, "Attempt to insert record without permission")
        self.records.append({name: _filled(text, heard.json) for name, text in TEMPLATES.items()})
        return 201, {"success": True}, {}


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Fill placeholders; one without a value stays as it is."""
    return re.sub(r"\$\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)


def _said(status: int, error: str) -> Reply:
    return status, {"success": False, "error": error}, {}


@contextmanager
def typo3_server() -> Iterator[Typo3]:
    """Serve while the block lasts."""
    server = Typo3()
    with json_server(server.handle) as web:
        server.web = web
        yield server
