"""Signatures of S3 against the examples that Amazon has published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from podcaster.outside.stores.s3_signature import Keys, signed

#: The key of Amazon's own examples; it opens nothing.
EXAMPLE = Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
BUCKET = "https://examplebucket.s3.amazonaws.com"
MOMENT = datetime(2013, 5, 24, tzinfo=UTC)
PUT_HEADERS = {
    "Date": "Fri, 24 May 2013 00:00:00 GMT",
    "x-amz-storage-class": "REDUCED_REDUNDANCY",
}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "signature"),
    [
        (
            "GET", "/test.txt", {"Range": "bytes=0-9"}, b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT", "/test%24file.text", PUT_HEADERS, b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET", "/?lifecycle=", {}, b"",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET", "/?max-keys=2&prefix=J", {}, b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)  # fmt: skip
def test_a_signature_is_the_published_one(
    method: str, path: str, headers: Mapping[str, str], body: bytes, signature: str
) -> None:
    sent = signed(EXAMPLE, method, BUCKET + path, headers, sha256(body).hexdigest(), MOMENT)

    assert sent["authorization"].endswith(f"Signature={signature}")


def test_the_key_itself_is_neither_sent_nor_shown() -> None:
    sent = signed(EXAMPLE, "GET", f"{BUCKET}/", {}, sha256(b"").hexdigest(), MOMENT)

    assert EXAMPLE.secret not in f"{sent}{EXAMPLE}"
