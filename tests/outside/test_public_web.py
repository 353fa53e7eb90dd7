from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from podcaster.errors import PodcasterError
from podcaster.outside.public_web import PublicWeb, _is_public

#: Set once the server is no longer needed, so that no thread is left behind.
GONE = threading.Event()


class Answers(BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self) -> None:
        with suppress(OSError):
            getattr(self, f"_{self.path.strip('/')}", self._missing)()

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _feed(self) -> None:
        self._send(200, b"<rss/>")

    def _moved(self) -> None:
        self._send(301, Location="/feed")

    def _circle(self) -> None:
        self._send(302, Location="/circle")

    def _private(self) -> None:
        self._send(302, Location="http://10.0.0.1/feed")

    def _local(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _packed(self) -> None:
        self._send(200, gzip.compress(b"<rss/>"), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._send(200, gzip.compress(bytes(3_000_000)), Content_Encoding="gzip")

    def _endless(self) -> None:
        self._send(200)
        while True:
            self.wfile.write(bytes(65_536))

    def _trickling(self) -> None:
        """Send a byte now and then, for ever; whoever hangs up ends it."""
        self._send(200, Content_Type="application/rss+xml")
        while not GONE.wait(0.05):
            self.wfile.write(b"x")

    def _headers(self) -> None:
        """Never come to the end of the headers."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not GONE.wait(0.05):
            self.wfile.write(b"X-More: x\r\n")

    def _silent(self) -> None:
        GONE.wait()

    def _missing(self) -> None:
        self._send(404)


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        listening.daemon_threads = True
        listening.block_on_close = False
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        GONE.clear()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        GONE.set()
        listening.shutdown()


@pytest.mark.parametrize("path", ["feed", "moved", "packed"])
def test_what_is_there_is_fetched(path: str, server: str) -> None:
    assert PublicWeb(loopback=True).fetch(f"{server}/{path}", 1_000_000) == b"<rss/>"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("circle", "without end"),
        ("private", "not public"),
        ("local", "no web address"),
        ("bomb", "larger than 1 MB"),
        ("endless", "larger than 1 MB"),
        ("nothing", "answered 404"),
    ],
)
def test_what_is_private_or_too_long_is_refused(path: str, words: str, server: str) -> None:
    with pytest.raises(PodcasterError, match=words):
        PublicWeb(loopback=True).fetch(f"{server}/{path}", 1_000_000)


@pytest.mark.parametrize("path", ["trickling", "headers", "silent"])
def test_a_server_that_never_ends_is_given_up(path: str, server: str) -> None:
    """That the test ends at all is the proof: none of these answers does."""
    with pytest.raises(PodcasterError, match="can't be reached, or broke off"):
        PublicWeb(loopback=True, most_seconds=0.5).fetch(f"{server}/{path}", 1_000_000)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[0:0:0:0:0:0:0:1]", "2130706433", "0x7f.1",
        "0x7f000001", "0177.0.0.1", "017700000001", "127.1", "0", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
    ],
)  # fmt: skip
def test_this_machine_is_never_asked(host: str) -> None:
    with pytest.raises(PodcasterError, match="not public"):
        PublicWeb().fetch(f"http://{host}:9/", 1_000_000)


def test_a_name_that_leads_to_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [_row("93.184.215.14"), _row(LAN)])

    with pytest.raises(PodcasterError, match="not public"):
        PublicWeb().fetch("http://feed.example.org/", 1_000_000)


def test_a_name_is_asked_once_and_what_was_looked_at_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that leads elsewhere when it is asked again (rebinding) is not asked again."""
    answers = [[_row("93.184.215.14")], [_row("127.0.0.1")]]
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers.pop(0))
    monkeypatch.setattr("podcaster.outside.public_web.create_connection", connect)

    with pytest.raises(PodcasterError):
        PublicWeb().fetch("http://feed.example.org:8080/", 1_000_000)

    assert connected == [("93.184.215.14", 8080)]


LAN = "192.168.178.1"


def _row(address: str) -> tuple[object, ...]:
    """Return what the system says of a name."""
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 8080)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b:1::1", "64:ff9b::7f00:1",
        "ff02::1",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address: str) -> None:
    assert not _is_public(address, loopback=False)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert _is_public(address, loopback=False)
