"""S3 against a real SeaweedFS: headers, parts, conditions, keys, broken lines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from http.client import HTTPConnection
from uuid import uuid4

import pytest
from tests.servers.bad_line import BadLine, bad_line
from tests.servers.seaweed import SECRET, Seaweed, seaweed

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import DeliveryError, NotSentError, OutcomeUnknownError, OutdatedError
from podcaster.model.hosts import S3Channel
from podcaster.outside.stores import open_store
from podcaster.outside.stores.s3_parts import PART_BYTES

LONG = os.urandom(4 * PART_BYTES - 1000)


@pytest.fixture
def server() -> Seaweed:
    return seaweed()


@pytest.fixture
def folder() -> str:
    return f"show-{uuid4().hex[:8]}"


def settings(server: Seaweed, folder: str, **changes: object) -> S3Channel:
    return S3Channel.model_validate({**server.settings, "folder": folder, **changes})


@pytest.fixture
def store(server: Seaweed, folder: str) -> Iterator[Store]:
    with open_store(settings(server, folder), server.secrets) as opened:
        yield opened


def an_upload(path: str, content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "audio/mpeg", "public, max-age=7")


def headers_of(server: Seaweed, path: str) -> Mapping[str, str]:
    """Return what everybody is answered who asks for an object."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("HEAD", f"/{server.bucket}/{path}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return {name.lower(): value for name, value in answer.getheaders()}


def test_everybody_gets_type_and_lifetime(server: Seaweed, folder: str, store: Store) -> None:
    store.put_if_absent(an_upload("ton.mp3", b"ton"), silent_progress)

    headers = headers_of(server, f"{folder}/ton.mp3")

    assert headers["content-type"] == "audio/mpeg"
    assert headers["cache-control"] == "public, max-age=7"


def test_a_long_file_goes_up_in_parts_and_is_whole(store: Store) -> None:
    upload = an_upload("lang.mp3", LONG)

    store.put_if_absent(upload, silent_progress)

    there = store.stat("lang.mp3")
    assert there is not None
    assert there.tag.endswith('-4"')
    assert there.sha256 == upload.sha256
    assert store.read("lang.mp3", 8_388_600, 8_388_620) == LONG[8_388_600:8_388_620]


def test_two_folders_of_a_bucket_do_not_meet(server: Seaweed, store: Store) -> None:
    store.put(an_upload("feed.xml", b"mine"))

    with open_store(settings(server, f"other-{uuid4().hex[:8]}"), server.secrets) as other:
        assert other.listed(["feed.xml"]) == {}
        assert other.delete_listed(["feed.xml"]) == 0

    assert store.read("feed.xml") == b"mine"


def refusal(server: Seaweed, secrets: Mapping[str, str], **changes: object) -> str:
    with (
        pytest.raises(DeliveryError) as caught,
        open_store(settings(server, "x", **changes), secrets) as opened,
    ):
        opened.put(an_upload("feed.xml", b"new"), ABSENT)
    assert caught.value.hint is not None
    told = f"{caught.value}; {caught.value.hint}"
    assert SECRET not in told
    return told


@pytest.mark.parametrize("wrong", [{"KEY": "nobody"}, {"SECRET": "canary-wrong"}])
def test_wrong_keys_are_said_without_showing_them(
    server: Seaweed, wrong: Mapping[str, str]
) -> None:
    told = refusal(server, {**server.secrets, **wrong})

    assert "give no right" in told
    assert not [one for one in wrong.values() if one in told]


@pytest.mark.parametrize("name", ["KEY", "SECRET"])
def test_a_missing_key_is_named_before_anything_is_asked(server: Seaweed, name: str) -> None:
    secrets = {one: value for one, value in server.secrets.items() if one != name}

    assert f"PODCASTER_<CHANNEL>_{name}" in refusal(server, secrets, endpoint="http://127.0.0.1:1")


def test_nobody_there_is_no_connection(server: Seaweed) -> None:
    assert "no connection to `127.0.0.1`" in refusal(
        server, server.secrets, endpoint="http://127.0.0.1:1"
    )


def test_a_server_without_a_certificate_we_trust_is_told_nothing(server: Seaweed) -> None:
    told = refusal(server, server.secrets, endpoint=f"https://127.0.0.1:{server.port}")

    assert "127.0.0.1" in told


@pytest.mark.parametrize("endpoint", ["http://s3.example.org", "ftp://127.0.0.1"])
def test_only_loopback_may_do_without_encryption(server: Seaweed, endpoint: str) -> None:
    with pytest.raises(ValueError, match="https"):
        settings(server, "x", endpoint=endpoint)


@pytest.fixture
def line(server: Seaweed) -> Iterator[BadLine]:
    with bad_line("127.0.0.1", server.port) as running:
        yield running


@pytest.mark.parametrize("fault", ["refuse", "drop_request", "reset:10"])
def test_a_broken_line_says_so_and_the_same_again_is_well(
    server: Seaweed, folder: str, line: BadLine, fault: str
) -> None:
    line.faults.append(fault)
    wanted = settings(server, folder, endpoint=f"http://127.0.0.1:{line.port}")
    upload = an_upload("feed.xml", b"new")

    with open_store(wanted, server.secrets) as store:
        with pytest.raises((NotSentError, OutcomeUnknownError)):
            store.put(upload, ABSENT)
        arrived = store.stat("feed.xml")
        store.put(upload, arrived.tag if arrived else ABSENT)

        assert (arrived is not None) == (fault == "reset:10")
        assert store.read("feed.xml") == b"new"


def test_two_at_once_and_one_wins(server: Seaweed, folder: str, store: Store) -> None:
    tag = store.put(an_upload("feed.xml", b"old")).tag

    with open_store(settings(server, folder), server.secrets) as other:
        other.put(an_upload("feed.xml", b"other's"), tag)
        with pytest.raises(OutdatedError, match="changed while"):
            store.put(an_upload("feed.xml", b"mine"), tag)

    assert store.read("feed.xml") == b"other's"
