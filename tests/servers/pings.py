"""A hub of WebSub, Podping's gateway, the Podcast Index and IndexNow, and the public site they ask.

with ping_server() as server:
    server.public["feed.xml"] = feed
    ... server.web.address, server.pings ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Final

from tests.servers.json_server import Heard, JsonServer, Reply, json_server

from podcaster.doors.web import Answer
from podcaster.outside.web import RealWeb

TOKEN: Final = "canary-of-the-podping"  # noqa: S105 - opens nothing
KEY: Final = "CANARYKEY"
SECRET: Final = "canary-of-the-index"  # noqa: S105 - opens nothing


@dataclass
class PingServer:
    """What came in.

    Attributes:
        web: Its door.
        public: Path -> content of the public site, below `/site/`.
        pings: Which service was told of which address, in order.
    """

    web: JsonServer = field(default_factory=JsonServer)
    public: dict[str, bytes] = field(default_factory=dict)
    pings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def site(self) -> str:
        """Address of the public site."""
        return f"{self.web.address}/site/"

    def handle(self, heard: Heard) -> Reply:
        """Answer one request."""
        if heard.path.startswith("/site/"):
            content = self.public.get(heard.path.removeprefix("/site/"))
            return (404, b"", {}) if content is None else (200, content, {})
        services = {
            ("POST", "/hub"): self._hub,
            ("GET", "/"): self._podping,
            ("GET", "/api/1.0/hub/pubnotify"): self._notify,
            ("POST", "/api/1.0/add/byfeedurl"): self._add,
            ("POST", "/indexnow"): self._indexnow,
        }
        service = services.get((heard.method, heard.path))
        return service(heard) if service else (404, b"", {})

    def _hub(self, heard: Heard) -> Reply:
        if heard.form.get("hub.mode") != ["publish"] or "hub.url" not in heard.form:
            return 400, b"hub.mode", {}
        self.pings += [("hub", url) for url in heard.form["hub.url"]]
        return 204, b"", {}

    def _podping(self, heard: Heard) -> Reply:
        if heard.headers.get("authorization") != TOKEN or "user-agent" not in heard.headers:
            return 401, b"", {}
        if heard.query.get("reason") != ["update"] or heard.query.get("medium") != ["podcast"]:
            return 400, b"", {}
        self.pings.append(("podping", heard.query["url"][0]))
        return 200, b"Success!", {}

    def _notify(self, heard: Heard) -> Reply:
        self.pings.append(("index", heard.query["url"][0]))
        return 200, {"status": "true"}, {}

    def _add(self, heard: Heard) -> Reply:
        head = heard.headers
        text = f"{KEY}{SECRET}{head.get('x-auth-date')}"
        proof = sha1(text.encode(), usedforsecurity=False).hexdigest()
        if (head.get("x-auth-key"), head.get("authorization")) != (KEY, proof):
            return 401, {"status": "false"}, {}
        self.pings.append(("added", heard.query["url"][0]))
        return 200, {"status": "true", "feedId": 1}, {}

    def _indexnow(self, heard: Heard) -> Reply:
        body = heard.json
        above, _, place = str(body["keyLocation"]).rpartition("/")
        if self.public.get(place) != body["key"].encode():
            return 403, b"", {}
        if [url for url in body["urlList"] if not url.startswith(above)]:
            return 422, b"", {}
        self.pings += [("indexnow", url) for url in body["urlList"]]
        return 200, b"", {}


@contextmanager
def ping_server() -> Iterator[PingServer]:
    """Run one while the block lasts."""
    server = PingServer()
    with json_server(server.handle) as web:
        server.web = web
        yield server


@dataclass(frozen=True)
class PublicSite:
    """The real door to the web, for which a site's public address leads to a server here.

    Attributes:
        address: What the address begins with.
        leads_to: What is asked instead.
    """

    address: str
    leads_to: str

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request."""
        there = url.replace(self.address, self.leads_to, 1) if url.startswith(self.address) else url
        return RealWeb().send(method, there, headers=headers, body=body)
