"""Signs requests to S3 that the library has no verb for.

Source:
    Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
    Payload in a Single Chunk (AWS Signature Version 4)".
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

METHOD: Final = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Keys:
    """Who signs, and where it counts.

    Attributes:
        key: The key's name, which is sent.
        secret: The key itself, which is not.
        region: Where the bucket stands.
    """

    key: str
    secret: str = field(repr=False)
    region: str


def signed(
    keys: Keys, method: str, url: str, headers: Mapping[str, str], digest: str, at: datetime
) -> dict[str, str]:
    """Return a request's headers with its signature.

    Args:
        keys: Who signs.
        method: `GET`, `PUT` ...
        url: Its address; path and query quoted, the query's names in alphabetical order.
        headers: All others that are sent; `host` and those below are added.
        digest: SHA-256 of its body, hexadecimal: the store refuses a body that is another.
        at: This moment (UTC); stores take what is up to 15 minutes off.
    """
    place, moment = urlsplit(url), at.strftime("%Y%m%dT%H%M%SZ")
    sent = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    sent |= {"host": place.netloc, "x-amz-content-sha256": digest, "x-amz-date": moment}
    names = ";".join(sorted(sent))
    lines = [f"{name}:{sent[name]}\n" for name in sorted(sent)]
    asked = "\n".join([method, place.path, place.query, "".join(lines), names, digest])
    scope = f"{moment[:8]}/{keys.region}/s3/aws4_request"
    text = "\n".join([METHOD, moment, scope, sha256(asked.encode()).hexdigest()])
    proof = _keyed(_signing_key(keys, scope), text).hex()
    shown = f"{METHOD} Credential={keys.key}/{scope}, SignedHeaders={names}, Signature={proof}"
    return {**sent, "authorization": shown}


def _signing_key(keys: Keys, scope: str) -> bytes:
    """Return the key of this day, region and service."""
    key = f"AWS4{keys.secret}".encode()
    for word in scope.split("/"):
        key = _keyed(key, word)
    return key


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
