"""Signing in at LinkedIn in the browser: the program gets a token, and nobody types one.

The browser is sent to LinkedIn and comes back to a port of this machine with a code, for which
LinkedIn gives a token. What comes back without the word that was sent along is not believed.

Source:
    LinkedIn's documentation, "Authorization Code Flow (3-legged OAuth)", checked November 2026;
    RFC 6749, section 4.1; RFC 8252, section 7.3 (loopback redirects).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, urlsplit

import requests
from oauthlib.oauth2 import OAuth2Error
from requests_oauthlib import OAuth2Session

from podcaster.errors import PodcasterError
from podcaster.model.message import Message, message

#: One set for ever: another one would make LinkedIn forget every token of the same person.
SCOPES: Final = ("r_organization_social", "w_organization_social")

#: LinkedIn knows the address that it may lead back to, so the port is always the same one.
PORT: Final = 8917

#: Codes live half an hour; nobody looks for their password longer than this.
LONGEST_S: Final = 600.0
ANSWER_S: Final = 60.0

_BAD_ANSWER: Final = (requests.RequestException, OAuth2Error, ValueError)


@dataclass(frozen=True)
class App:
    """An app at LinkedIn.

    Attributes:
        client_id: Its name there.
        client_secret: Its secret.
        sign_in: Address that people sign in at.
    """

    client_id: str
    client_secret: str = field(repr=False)
    sign_in: str


@dataclass(frozen=True)
class Granted:
    """What LinkedIn gave.

    Attributes:
        token: Proof that we may post.
        lives_s: How long, or 0: it did not say.
        scopes: What we may do.
        refresh_token: Proof that we may renew it, or "".
        refresh_lives_s: How long that one lives.
    """

    token: str = field(repr=False)
    lives_s: int
    scopes: frozenset[str]
    refresh_token: str = field(default="", repr=False)
    refresh_lives_s: int = 0

    @property
    def missing(self) -> frozenset[str]:
        """What was asked for and not given."""
        return frozenset(SCOPES) - self.scopes


def redirect_of(port: int) -> str:
    """Return the address that LinkedIn leads back to; it has to stand in the app's settings."""
    return f"http://localhost:{port}/linkedin"


def sign_in(
    app: App, show: Callable[[str], None], port: int = PORT, longest_s: float = LONGEST_S
) -> Granted:
    """Let a person sign in, and return what LinkedIn gave.

    Args:
        app: The app that asks.
        show: Brings the address to the person: opens it in the browser, or prints it.
        port: Where this machine listens; 0: any free one.
        longest_s: How long the person may take.

    Raises:
        PodcasterError: If nobody signed in, LinkedIn refused, or the port is taken.
    """
    with _listening(port) as back:
        session = OAuth2Session(
            app.client_id, redirect_uri=redirect_of(back.port), scope=list(SCOPES)
        )
        with _plain_http_to(app.sign_in):
            address, state = session.authorization_url(f"{app.sign_in}/oauth/v2/authorization")
        back.state = state
        show(address)
        told = back.wait(longest_s)
    return _granted(_exchanged(session, app, told))


def _exchanged(session: OAuth2Session, app: App, told: Mapping[str, str]) -> Mapping[str, Any]:
    """Exchange the code for a token; errors of the libraries may carry it, so they are cut off."""
    if "code" not in told:
        reason = told.get("error_description") or told.get("error") or "?"
        raise _refused(reason)
    try:
        with _plain_http_to(app.sign_in):
            token: Mapping[str, Any] = session.fetch_token(
                f"{app.sign_in}/oauth/v2/accessToken",
                code=told["code"],
                client_secret=app.client_secret,
                include_client_id=True,
                timeout=ANSWER_S,
            )
    except _BAD_ANSWER as error:
        raise _refused(getattr(error, "description", "") or type(error).__name__) from None
    return token


def _refused(reason: str) -> PodcasterError:
    tame = "".join(sign if sign.isprintable() else " " for sign in reason)[:200]
    return PodcasterError(
        message("LinkedIn did not let you in: {reason}", reason=tame),
        hint=message("look at the app's client ID, its secret and its redirect addresses"),
    )


def _granted(token: Mapping[str, Any]) -> Granted:
    told = token.get("scope") or ""
    words = " ".join(map(str, told)) if isinstance(told, list) else str(told)
    scopes = words.replace(",", " ").split()
    return Granted(
        str(token.get("access_token", "")),
        _seconds(token.get("expires_in")),
        frozenset(scopes),
        str(token.get("refresh_token") or ""),
        _seconds(token.get("refresh_token_expires_in")),
    )


def _seconds(told: object) -> int:
    return int(told) if isinstance(told, int | float) else 0


@contextmanager
def _plain_http_to(address: str) -> Iterator[None]:
    """Let the library speak http to this machine itself; elsewhere it insists on https."""
    names = ("OAUTHLIB_INSECURE_TRANSPORT", "OAUTHLIB_RELAX_TOKEN_SCOPE")
    before = {name: os.environ.get(name) for name in names}
    os.environ[names[1]] = "1"  # what is missing is said in our words
    if address.startswith("http://"):
        os.environ[names[0]] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


class _Back:
    """Waits for the browser to come back."""

    def __init__(self, server: HTTPServer) -> None:
        self.port: int = server.server_address[1]
        self.told: Mapping[str, str] = {}
        self.state = ""
        self.came = threading.Event()

    def take(self, query: str) -> bool:
        """Take what came back, if it holds the word that was sent along."""
        told = {name: values[-1] for name, values in parse_qs(query).items()}
        ours = bool(self.state) and compare_digest(
            told.get("state", "").encode(), self.state.encode()
        )
        if ours:
            self.told = told
            self.came.set()
        return ours

    def wait(self, longest_s: float) -> Mapping[str, str]:
        """Wait for it."""
        if not self.came.wait(longest_s):
            raise PodcasterError(
                message("nobody signed in within {minutes} minutes", minutes=int(longest_s // 60)),
                hint=message("say `podcaster auth linkedin` again, and sign in in the browser"),
            )
        return self.told


#: What the browser shows in the end.
PAGES: Final[Mapping[bool, Message]] = {
    True: message("You are signed in. Close this window and go back to the terminal."),
    False: message("This did not come from the sign-in that waits here."),
}


class _Handler(BaseHTTPRequestHandler):
    back: ClassVar[_Back]

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        taken = url.path == "/linkedin" and self.back.take(url.query)
        content = f"{PAGES[taken]}\n".encode()
        self.send_response(200 if taken else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Say nothing: the address holds the code."""


@contextmanager
def _listening(port: int) -> Iterator[_Back]:
    """Listen on this machine only, while the block lasts."""
    try:
        server = HTTPServer(("127.0.0.1", port), _Handler)
    except OSError as error:
        raise PodcasterError(
            message("port {port} of this machine is taken", port=port),
            hint=message("end the other `podcaster auth`, then try again"),
        ) from error
    back = _Back(server)
    server.RequestHandlerClass = type("Handler", (_Handler,), {"back": back})
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield back
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
