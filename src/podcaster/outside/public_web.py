"""The door to addresses that strangers wrote down: only public ones, never much, never long.

Each address is resolved here, and the connection goes to what was looked at: a name that leads
to this machine or its network is refused, also after a redirect, also if it changes its mind.
No proxies: a proxy would resolve the name again.
"""

from __future__ import annotations

import socket
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from threading import Timer
from typing import Final
from urllib.parse import urljoin

import requests
import urllib3
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.connection import create_connection

from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.web import Download
from podcaster.errors import PodcasterError
from podcaster.model.message import Message, message
from podcaster.model.values import is_web_address
from podcaster.outside.downloads import PartFile, receive

MOST_HOPS: Final = 6
MOST_SECONDS: Final = 60.0
READ_TIMEOUT_S: Final = 20.0
BLOCK_BYTES: Final = 65_536

#: How often a download that broke off is continued, and how long one try may take.
MOST_TRIES: Final = 5
LONGEST_DOWNLOAD_S: Final = 4 * 3600.0

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HEADERS: Final = {"User-Agent": "podcaster", "Accept": "*/*", "Accept-Encoding": "identity"}

#: Networks whose addresses hold one of IPv4 (RFC 6052), and those of one's own (RFC 8215).
_NAT64: Final = IPv6Network("64:ff9b::/96")
_LOCAL_NAT64: Final = IPv6Network("64:ff9b:1::/48")

#: zlib reads gzip and its own format.
_GZIP_TOO: Final = 47


class _PrivateAddressError(OSError):
    """The name leads to no public address."""


@dataclass(frozen=True)
class PublicWeb:
    """Fetches what stands at public addresses.

    Attributes:
        loopback: Also take 127.0.0.1; for tests, and no file can set it.
        most_seconds: Longest time for one address with all its redirects.
    """

    loopback: bool = False
    most_seconds: float = MOST_SECONDS

    def fetch(self, url: str, most_bytes: int) -> bytes:
        """Return what stands at `url`.

        Raises:
            PodcasterError: If it is not public, not there, too long, or too slow.
        """
        until = time.monotonic() + self.most_seconds
        with _told(), self._found(url, until, _HEADERS) as answer:
            if answer.status != requests.codes.ok:
                raise _refused(message("the server answered {status}", status=answer.status))
            return _unpacked(answer, _body(answer, most_bytes, until), most_bytes)

    def download(
        self, url: str, path: Path, most_bytes: int, progress: Progress = silent_progress
    ) -> Download:
        """Write what stands at `url` to `path`.

        What comes stands in `<path>.part` until it is whole; an earlier try is continued there if
        the server still has the same file.

        Raises:
            PodcasterError: If it is not public, not there, too long, too slow, or broke off.
        """
        part = PartFile(path, url)
        for _ in range(MOST_TRIES):
            before = part.size_bytes
            until = time.monotonic() + LONGEST_DOWNLOAD_S
            headers = {**_HEADERS, **part.headers()}
            with _told(), self._found(url, until, headers) as answer:
                if done := receive(answer, part, most_bytes, progress):
                    return done
            if part.size_bytes == before and before:
                break
        raise _refused(message("the server can't be reached, or broke off"))

    @contextmanager
    def _found(
        self, url: str, until: float, headers: Mapping[str, str]
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """Ask an address, and those that it leads to; each is looked at anew."""
        for _ in range(MOST_HOPS):
            with self._answer(url, until, headers) as answer:
                if answer.status in _REDIRECTS and answer.headers.get("Location"):
                    url = urljoin(url, answer.headers["Location"])
                    continue
                yield answer
                return
        raise _refused(message("the address leads from one to the next without end"))

    @contextmanager
    def _answer(
        self, url: str, until: float, headers: Mapping[str, str]
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """Ask one address; whatever takes too long is cut off."""
        if not is_web_address(url):
            raise _refused(message("this is no web address"))
        opened: list[HTTPConnection] = []
        with urllib3.PoolManager(ca_certs=DEFAULT_CA_BUNDLE_PATH) as pools:
            pools.pool_classes_by_scheme = _pools(self.loopback, opened)
            cut = Timer(max(0.0, until - time.monotonic()), _cut, [opened])
            cut.start()
            try:
                answer = pools.request(
                    "GET", url, headers=dict(headers), redirect=False, retries=False,
                    timeout=READ_TIMEOUT_S, preload_content=False, decode_content=False,
                )  # fmt: skip
                yield answer
                answer.close()
            finally:
                cut.cancel()


@contextmanager
def _told() -> Iterator[None]:
    """Say in words why an address could not be had."""
    try:
        yield
    except _PrivateAddressError:
        raise _refused(_NOT_PUBLIC) from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError, zlib.error) as error:
        if isinstance(_cause(error), _PrivateAddressError):
            raise _refused(_NOT_PUBLIC) from None
        raise _refused(message("the server can't be reached, or broke off")) from None


_NOT_PUBLIC: Final = message("this address is not public, so it was not asked")


def _pools(loopback: bool, opened: list[HTTPConnection]) -> dict[str, type]:
    """Return connection pools whose connections go to public addresses only."""

    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            opened.append(self)
            address = _public_address(self.host, self.port or self.default_port, loopback)
            return create_connection(address, timeout=READ_TIMEOUT_S)

    class GuardedTls(Guarded, HTTPSConnection):
        pass

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = Guarded

    class TlsPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = GuardedTls

    return {"http": Pool, "https": TlsPool}


def _public_address(host: str, port: int, loopback: bool) -> tuple[str, int]:
    """Resolve a name.

    Raises:
        _PrivateAddressError: If any of its addresses is none of the public internet.
    """
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = [str(row[4][0]) for row in found]
    if not all(_is_public(address, loopback) for address in addresses):
        raise _PrivateAddressError
    return addresses[0], port


def _is_public(address: str, loopback: bool) -> bool:
    ip = ip_address(address.partition("%")[0])
    inner = _inner(ip) if isinstance(ip, IPv6Address) else ip
    if loopback and inner.is_loopback:
        return True
    return bool(ip.is_global and inner.is_global and not inner.is_multicast)


def _inner(ip: IPv6Address) -> IPv4Address | IPv6Address:
    """Return the older address that a newer one leads to, where it does."""
    if ip in _LOCAL_NAT64:
        return IPv4Address(0)
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def _cut(opened: list[HTTPConnection]) -> None:
    for connection in opened:
        if connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def _body(answer: urllib3.BaseHTTPResponse, most_bytes: int, until: float) -> bytes:
    body = bytearray()
    while block := answer.read1(BLOCK_BYTES, decode_content=False):
        body += block
        if len(body) > most_bytes:
            raise _too_long(most_bytes)
        if time.monotonic() > until:
            raise TimeoutError
    if time.monotonic() > until:
        raise TimeoutError
    return bytes(body)


def _unpacked(answer: urllib3.BaseHTTPResponse, body: bytes, most_bytes: int) -> bytes:
    """Inflate what a server packed unasked, up to the same length."""
    if answer.headers.get("Content-Encoding", "").lower() not in {"gzip", "deflate"}:
        return body
    content = zlib.decompressobj(_GZIP_TOO).decompress(body, most_bytes + 1)
    if len(content) > most_bytes:
        raise _too_long(most_bytes)
    return content


def _too_long(most_bytes: int) -> PodcasterError:
    return _refused(message("it is larger than {most} MB", most=most_bytes // 1_000_000))


def _cause(error: BaseException) -> BaseException:
    """Return what a library's error was made of."""
    return error.__cause__ or error.__context__ or error


def _refused(what: Message) -> PodcasterError:
    return PodcasterError(what, hint=message("look at the address, or save the file and name that"))
