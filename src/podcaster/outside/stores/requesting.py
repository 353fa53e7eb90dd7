"""Requests to a store that speaks HTTP: what the line objects to, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, Final

import requests
from urllib3.exceptions import NewConnectionError

from podcaster.outside.proxies import proxies_of
from podcaster.outside.stores.refusals import broke_off, no_connection, untrusted

#: Seconds until a connection stands, and for which the server may be silent.
TIMEOUTS_S: Final = (15.0, 120.0)


@contextmanager
def new_session() -> Iterator[requests.Session]:
    """Keep connections while the block lasts; the environment's logins are left out."""
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update({"User-Agent": "podcaster", "Accept-Encoding": "identity"})
        yield session


def asked(
    session: requests.Session,
    method: str,
    url: str,
    headers: Mapping[str, str] | None,
    body: IO[bytes] | bytes | None,
) -> requests.Response:
    """Send one request the way that everything else goes; what it objects to stays an error."""
    return session.request(
        method,
        url,
        headers=headers,
        data=body,
        timeout=TIMEOUTS_S,
        allow_redirects=False,
        proxies=proxies_of(url),
    )


@contextmanager
def wording_line(host: str) -> Iterator[None]:
    """Turn what the line to `host` objects to into words; nothing of the request shows."""
    try:
        yield
    except requests.exceptions.SSLError:
        raise untrusted(host) from None
    except (requests.ConnectTimeout, requests.exceptions.ProxyError):
        raise no_connection(host) from None
    except requests.RequestException as error:
        raise (no_connection if _never_left(error) else broke_off)(host) from None


def _never_left(error: Any) -> bool:  # noqa: ANN401 - whatever the library wrapped
    """Tell whether no connection came about."""
    inner = error.args[0] if error.args else None
    return isinstance(getattr(inner, "reason", None), NewConnectionError)
