"""Which way out of the house: through the proxies that the environment names, or directly."""

from __future__ import annotations

from requests.utils import get_environ_proxies

from podcaster.model.values import is_loopback


def proxies_of(url: str) -> dict[str, str]:
    """Return the proxies that the environment names for `url`; loopback needs none.

    The environment's logins (`.netrc`), which the library reads along with them, are left out.
    """
    return {} if is_loopback(url) else dict(get_environ_proxies(url))
