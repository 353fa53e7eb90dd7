"""The door to the web: sent once, answered whole, honest about what is not known."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests
from urllib3 import HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, SSLError

from podcaster.errors import NotSentError, OutcomeUnknownError
from podcaster.outside.web import RealWeb, _worded

Talk = Callable[[socket.socket], None]


@contextmanager
def a_server(talk: Talk) -> Iterator[tuple[str, list[bytes]]]:
    """Run a server that reads one request after the other and lets `talk` answer."""
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    heard.append(read_request(connection))
                    talk(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", heard
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def read_request(connection: socket.socket) -> bytes:
    heard = b""
    while b"\r\n\r\n" not in heard:
        block = connection.recv(65536)
        if not block:
            return heard
        heard += block
    head, _, body = heard.partition(b"\r\n\r\n")
    names = [line.split(b":", 1) for line in head.splitlines() if b":" in line]
    length = int(next((text for name, text in names if name.lower() == b"content-length"), b"0"))
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def says(text: bytes) -> Talk:
    def talk(connection: socket.socket) -> None:
        connection.sendall(text)

    return talk


def test_an_answer_comes_back_whole() -> None:
    answer = b"HTTP/1.1 418 Teapot\r\nX-RestLi-Id: urn:x\r\nContent-Length: 4\r\n\r\n\xc3\xa4ok"

    with a_server(says(answer)) as (address, heard):
        got = RealWeb().send("POST", f"{address}/a?b=1", headers={"X-A": "1"}, body=b"body")

    assert (got.status, got.headers["x-restli-id"], got.body) == (418, "urn:x", "äok".encode())
    assert heard[0].startswith(b"POST /a?b=1 HTTP/1.1\r\n")
    assert heard[0].endswith(b"\r\n\r\nbody")
    assert b"X-A: 1" in heard[0]


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"

    with a_server(says(answer)) as (address, heard):
        got = RealWeb().send("GET", f"{address}/")

    assert (got.status, len(heard)) == (302, 1)


def test_passwords_from_netrc_are_never_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password canary\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    with a_server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as (address, heard):
        RealWeb().send("GET", address)

    assert b"authorization" not in heard[0].lower()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://nowhere.invalid/",
        "ftp://example.test/",
        "http://",
        "http://[",
        "nonsense",
        f"http://{'a' * 70}.test/",
    ],
)
def test_what_never_left_is_known_not_to_have_left(url: str) -> None:
    with pytest.raises(NotSentError) as caught:
        RealWeb(connect_timeout_s=2).send("POST", url, body=b"x")

    assert caught.value.hint is not None


def test_headers_that_cannot_be_sent_are_known_not_to_have_left() -> None:
    with pytest.raises(NotSentError, match="could not be put together"):
        RealWeb().send("GET", "http://127.0.0.1:9/", headers={"X": "Schlüssel – geheim"})


BROKEN = {
    "closed at once": b"",
    "half a status line": b"HTTP/1.1 20",
    "half the body": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
    "half a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "a chunk of nonsense": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_broke_after_it_left_is_in_doubt_and_sent_once(text: bytes) -> None:
    with (
        a_server(says(text)) as (address, heard),
        pytest.raises(OutcomeUnknownError, match=r"127\.0\.0\.1"),
    ):
        RealWeb().send("POST", f"{address}/posts", body=b"once")

    assert len(heard) == 1


def test_a_server_that_is_silent_leaves_it_in_doubt() -> None:
    done = threading.Event()

    def silent(connection: socket.socket) -> None:
        del connection
        done.wait(5)

    with a_server(silent) as (address, _):
        with pytest.raises(OutcomeUnknownError):
            RealWeb(read_timeout_s=0.2).send("GET", address)
        done.set()


def test_an_answer_without_end_is_cut_off() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000

    with a_server(says(answer)) as (address, _), pytest.raises(OutcomeUnknownError):
        RealWeb(largest_answer_bytes=1000).send("GET", address)


def test_a_certificate_nobody_vouches_for_stops_it_before_anything_is_said() -> None:
    url = "https://stadt.test/"
    refused = SSLError(ssl.SSLCertVerificationError(1, "self-signed certificate"))
    broken = SSLError(ssl.SSLError(1, "the line went dead"))
    pool = HTTPSConnectionPool("stadt.test")

    before = _worded(requests.exceptions.SSLError(MaxRetryError(pool, url, refused)), url)
    midway = _worded(requests.exceptions.SSLError(MaxRetryError(pool, url, broken)), url)

    assert isinstance(before, NotSentError)
    assert isinstance(midway, OutcomeUnknownError)
