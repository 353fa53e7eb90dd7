"""What a LinkedIn of our own remembers, and its knobs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

TOKEN: Final = "AQX-canary-token-1234567890"  # noqa: S105 - opens nothing
REFRESH_TOKEN: Final = "AQR-canary-refresh-1234567890"  # noqa: S105 - opens nothing
CLIENT_ID: Final = "77canary"
CLIENT_SECRET: Final = "canary-client-secret"  # noqa: S105 - opens nothing
REDIRECT: Final = "http://127.0.0.1"

WRITE: Final = "w_organization_social"
READ: Final = "r_organization_social"

ACTIVE_VERSIONS: Final = frozenset({"202601", "202607", "202609"})
ORGANIZATION: Final = "urn:li:organization:76176297"

#: Noon of 10 March 2026, UTC.
BEGINNING_S: Final = 1_773_144_000.0
DAY_S: Final = 86_400

Reply = tuple[int, dict[str, Any], dict[str, str]]


@dataclass(frozen=True)
class Request:
    """What somebody asks; names of headers in small letters."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def asked(self) -> str:
        """Rest.li's own method, or ""."""
        return self.headers.get("x-restli-method", "").upper()


@dataclass
class Fault:
    """What goes wrong with one request.

    Attributes:
        status: The answer; 0: the connection is dropped without one; -1: no answer ever comes.
        effect: Whether the request is carried out all the same.
        code: LinkedIn's name for the error.
        path: Only requests to this path.
        late_s: So long after the answer its effect is seen, by the server's clock.
        method: Only this one; "": any that changes something.
    """

    status: int
    effect: bool = False
    code: str = "FAULT"
    path: str = "/rest/posts"
    late_s: float = 0.0
    method: str = ""


@dataclass(frozen=True)
class Post:
    """A post: the text as it was sent, as it is kept, as readers see it.

    Attributes:
        urn: Its name.
        raw: The text that was sent.
        normalised: What LinkedIn keeps of it.
        rendered: What readers see.
        body: Everything that was sent.
        created_s: When it was made.
        visible_s: From when on it is found.
    """

    urn: str
    raw: str
    normalised: str
    rendered: str
    body: dict[str, Any]
    created_s: float = BEGINNING_S
    visible_s: float = BEGINNING_S


@dataclass
class LinkedIn:
    """The state of the server, and its knobs.

    Attributes:
        address: Where it listens.
        clock_s: What it takes for now, in seconds since 1970.
        token: The one that is taken.
        token_problem: Why it is not taken any more: `EXPIRED_ACCESS_TOKEN`, `REVOKED_ACCESS_TOKEN`.
        expires_after: The token is expired after so many more requests; None: it is not.
        scopes: What the token may do.
        administers: Pages that its owner may post for.
        versions: Versions of the interface that are spoken.
        quota: How many more requests are answered today.
        duplicate_window_s: So long the same post again is refused.
        reading_lag_s: So long after it was made a post is not found.
        polls_until_ready: How often an upload is looked at until it can be shown.
        picture_fails: Whether uploads can't be used.
        part_bytes: How much of a film one part takes.
        ghost: A post that everything is a duplicate of, although it is not there.
        without_id: Whether a new post's name is kept to itself.
        upload_address: Where uploads are to be sent; "": here.
        refreshes: Whether tokens may be renewed.
        faults: What goes wrong with the next requests.
    """

    address: str = ""
    clock_s: float = BEGINNING_S
    token: str = TOKEN
    token_problem: str = ""
    expires_after: int | None = None
    scopes: set[str] = field(default_factory=lambda: {WRITE, READ})
    administers: set[str] = field(default_factory=lambda: {ORGANIZATION})
    versions: set[str] = field(default_factory=lambda: set(ACTIVE_VERSIONS))
    quota: int = 100
    duplicate_window_s: float = 600.0
    reading_lag_s: float = 0.0
    polls_until_ready: int = 1
    picture_fails: bool = False
    part_bytes: int = 4 << 20
    ghost: str = ""
    without_id: bool = False
    upload_address: str = ""
    refreshes: bool = True
    refresh_token: str = REFRESH_TOKEN
    codes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    made: list[Post] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    images: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    hanging: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)
    lock: threading.RLock = field(default_factory=threading.RLock)
    late_s: float = 0.0
    quota_day: int = int(BEGINNING_S // DAY_S)

    @property
    def posts(self) -> list[Post]:
        """What readers see by now, the oldest first."""
        return [one for one in self.made if one.created_s <= self.clock_s]

    def shown(self) -> list[Post]:
        """Return what questions find by now: readers of the interface lag behind."""
        return [one for one in self.made if one.visible_s <= self.clock_s]

    def wait(self, seconds: float) -> None:
        """Let time pass; at midnight, UTC, requests are counted anew."""
        self.clock_s += seconds
        day = int(self.clock_s // DAY_S)
        if day != self.quota_day:
            self.quota, self.quota_day = 100, day

    def fault_for(self, method: str, path: str) -> Fault | None:
        """Take the first fault that is meant for this request."""
        found = next((one for one in self.faults if _is_meant(one, method, path)), None)
        if found:
            self.faults.remove(found)
        return found


def _is_meant(fault: Fault, method: str, path: str) -> bool:
    meant = method == fault.method if fault.method else method != "GET"
    return fault.path == path and meant


#: What answers a request.
Answering = Callable[[LinkedIn, Request], Reply]


def error(status: int, code: str, said: str = "") -> Reply:
    """Return an error in LinkedIn's words."""
    words = said or f"{code} happened"
    return status, {"status": status, "code": code, "message": words}, {}


def ok(value: dict[str, Any]) -> Reply:
    """Return a value."""
    return HTTPStatus.OK, value, {}
