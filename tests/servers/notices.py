"""Slack, Teams and Matrix, as their documentation describes what they take.

with notice_server() as server:
    ... server.web.address, server.seen ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

SLACK: Final = "/services/T0/B0/canary-of-the-slack"
TEAMS: Final = "/workflows/canary-of-the-teams/triggers/manual/paths/invoke"
TOKEN: Final = "canary-of-the-matrix"  # noqa: S105 - opens nothing
ROOM: Final = "!raum:stadt.test"


@dataclass
class NoticeServer:
    """What colleagues see.

    Attributes:
        web: Its door.
        seen: Texts, in order; of Matrix whole events.
        names: Names of messages that Matrix still remembers.
    """

    web: JsonServer = field(default_factory=JsonServer)
    seen: list[Any] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def handle(self, heard: Heard) -> Reply:
        """Answer one request."""
        if heard.path == SLACK:
            return self._slack(heard)
        if heard.path == TEAMS:
            return self._teams(heard)
        if heard.path.startswith("/_matrix/"):
            return self._matrix(heard)
        return 404, b"no_service", {}

    def _slack(self, heard: Heard) -> Reply:
        body = heard.json
        wrong = not isinstance(body, dict) or set(body) - {"text", "mrkdwn", "blocks"}
        if wrong or not body.get("text") or re.search(r"[<>]", body["text"]):
            return 400, b"invalid_payload", {}
        text = body["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        self.seen.append(text if body["mrkdwn"] is False else re.sub(r"\*(\S+)\*", r"\1", text))
        return 200, b"ok", {}

    def _teams(self, heard: Heard) -> Reply:
        if len(heard.body) > 28_000:
            return 413, {"error": {"code": "RequestEntityTooLarge"}}, {}
        try:
            [attachment] = heard.json["attachments"]
            card = attachment["content"]
            assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
            assert (heard.json["type"], card["type"]) == ("message", "AdaptiveCard")
            assert {one["type"] for one in card["body"]} == {"RichTextBlock"}
            runs = [run for one in card["body"] for run in one["inlines"]]
            [action] = card["actions"]
        except (KeyError, TypeError, ValueError, AssertionError) as error:
            return 400, {"error": {"code": "TriggerInputSchemaMismatch", "m": repr(error)}}, {}
        self.seen.append(("\n".join(run["text"] for run in runs), action["url"]))
        return 202, b"", {}

    def _matrix(self, heard: Heard) -> Reply:
        if heard.token != TOKEN:
            return 401, {"errcode": "M_UNKNOWN_TOKEN", "error": "unknown"}, {}
        place = re.fullmatch(r"/_matrix/client/v3/rooms/([^/]+)/(.+)", heard.path)
        if not place or unquote(place[1]) != ROOM:
            return 403, {"errcode": "M_FORBIDDEN", "error": "not in room"}, {}
        if heard.method == "GET" and place[2] == "messages":
            return self._messages(heard)
        sent = re.fullmatch(r"send/m\.room\.message/([\w-]+)", place[2])
        body = heard.json
        if heard.method != "PUT" or not sent or not {"msgtype", "body"} <= set(body):
            return 400, {"errcode": "M_BAD_JSON", "error": "bad"}, {}
        if sent[1] not in self.names:
            name = self.names[sent[1]] = f"$event{len(self.seen)}"
            event = {"event_id": name, "content": body, "origin_server_ts": 1_773_144_000_000}
            self.seen.append(event)
        return 200, {"event_id": self.names[sent[1]]}, {}

    def _messages(self, heard: Heard) -> Reply:
        start = int(heard.query.get("from", ["0"])[0])
        stop = start + int(heard.query["limit"][0])
        newest = list(reversed(self.seen))
        more = {"end": str(stop)} if stop < len(newest) else {}
        return 200, {"chunk": newest[start:stop], "start": str(start), **more}, {}


@contextmanager
def notice_server() -> Iterator[NoticeServer]:
    """Run one while the block lasts."""
    server = NoticeServer()
    with json_server(server.handle) as web:
        server.web = web
        yield server
