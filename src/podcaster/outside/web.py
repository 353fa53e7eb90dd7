"""The door to the web: one request, sent once, answered whole."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import (
    HTTPError,
    LocationValueError,
    MaxRetryError,
    NewConnectionError,
)

from podcaster.doors.web import Answer
from podcaster.errors import DeliveryError, NotSentError, OutcomeUnknownError
from podcaster.model.message import message
from podcaster.outside.proxies import proxies_of

CONNECT_TIMEOUT_S: Final = 10.0
READ_TIMEOUT_S: Final = 60.0
LARGEST_ANSWER_BYTES: Final = 10_000_000
BLOCK_BYTES: Final = 65_536

#: Answers are read as they are: nothing to inflate, nothing to keep open.
OWN_HEADERS: Final = {
    "User-Agent": "podcaster",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

#: Raised before the first byte of a request leaves. A proxy that can't be reached counts, too.
NEVER_LEFT: Final = (
    requests.ConnectTimeout,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    LocationValueError,
)


@dataclass(frozen=True)
class RealWeb:
    """HTTP through requests; each request has a connection of its own.

    A kept connection may be dead without anyone knowing, and then nobody could tell a request
    that never left from one that did. No redirects, no retries, no `.netrc`, no cookies.

    Attributes:
        connect_timeout_s: How long a connection may take to come about.
        read_timeout_s: How long the server may be silent.
        largest_answer_bytes: Longest body that is taken.
    """

    connect_timeout_s: float = CONNECT_TIMEOUT_S
    read_timeout_s: float = READ_TIMEOUT_S
    largest_answer_bytes: int = LARGEST_ANSWER_BYTES

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request and return the whole answer, whatever its status.

        Raises:
            NotSentError: If no connection came about.
            OutcomeUnknownError: If it broke after the first byte had left.
        """
        with requests.Session() as session:
            session.trust_env = False
            session.headers.clear()
            request = _prepared(session, requests.Request(method, url, headers, data=body))
            try:
                with session.send(
                    request,
                    timeout=(self.connect_timeout_s, self.read_timeout_s),
                    allow_redirects=False,
                    proxies=proxies_of(url),
                    stream=True,
                ) as response:
                    return self._read(response)
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                # `from None`: the library's error carries the request, and that the token.
                raise _worded(error, url) from None

    def _read(self, response: requests.Response) -> Answer:
        """Read the body, up to the longest that is taken."""
        body = bytearray()
        for block in response.iter_content(BLOCK_BYTES):
            body += block
            if len(body) > self.largest_answer_bytes:
                raise requests.exceptions.ContentDecodingError
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, names, bytes(body))


def _prepared(session: requests.Session, request: requests.Request) -> requests.PreparedRequest:
    """Put the request together; what can't be put together was not sent."""
    request.headers = {**OWN_HEADERS, **(request.headers or {})}
    try:
        for value in request.headers.values():
            value.encode("latin-1")
        return session.prepare_request(request)
    except (requests.RequestException, ValueError):
        raise NotSentError(
            message("the request to `{host}` could not be put together", host=_host(request.url)),
            hint=message("look for stray characters in addresses and tokens"),
        ) from None


def _worded(error: Exception, url: str) -> DeliveryError:
    """Turn a library's error into ours; only the name of the host is told."""
    host = _host(url)
    if _never_left(error):
        return NotSentError(
            message("no connection to `{host}`", host=host),
            hint=message("look at the network connection"),
        )
    return OutcomeUnknownError(
        message("the connection to `{host}` broke before the whole answer was there", host=host)
    )


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _never_left(error: Exception) -> bool:
    """Tell whether provably nothing was sent: no address, no connection, no trust."""
    if isinstance(error, NEVER_LEFT):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError) or _is_untrusted(reason)


def _is_untrusted(reason: object) -> bool:
    """Tell whether the certificate was refused, which is before anything is said."""
    inner = reason.args[0] if isinstance(reason, Exception) and reason.args else None
    return isinstance(inner, ssl.SSLCertVerificationError)
