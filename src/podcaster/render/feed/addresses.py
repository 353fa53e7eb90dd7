"""Web addresses as feeds need them: in ASCII."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize
from urllib.parse import quote, urlsplit, urlunsplit

#: What may stand in path, query and fragment as it is (RFC 3986), escapes that are there included.
_PLAIN: Final = "%/:@!$&'()*+,;=~-._?"

#: An address in which nothing has to be spelled otherwise.
_FINE: Final = re.compile(r"https?://[^/?#]+[/?#]?[!#-;=?-\[\]_a-z~]*")

_LABEL: Final = re.compile(r"[^.:]+")


def ascii_address(address: str) -> str:
    """Return `address` with umlauts and the like spelled for machines.

    Apple and the W3C's validator refuse others.

    Source:
        RFC 3986; RFC 3987, section 3.1; RFC 5891.
    """
    if _FINE.fullmatch(address) and address.isascii():
        return address
    parts = urlsplit(address)
    path, query, fragment = (
        quote(part, safe=_PLAIN) for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, _ascii_host(parts.netloc), path, query, fragment))


def _ascii_host(host: str) -> str:
    """Return a host, with its port if it has one, as the name service knows it."""
    return _LABEL.sub(lambda label: _ascii_label(label[0]), host)


def _ascii_label(label: str) -> str:
    """Return a part of a host name in ASCII; `ß` stays a letter of its own, as in browsers."""
    if label.isascii():
        return label
    return "xn--" + normalize("NFC", label.lower()).encode("punycode").decode("ascii")
