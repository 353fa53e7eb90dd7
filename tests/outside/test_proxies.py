"""Stores are reached as everything else is: through the proxy that the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from tests.servers.forward_proxy import ForwardProxy, forward_proxy
from tests.servers.seaweed import seaweed
from tests.servers.webdav import PASSWORD, WebDavServer, webdav_server

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import Upload
from podcaster.errors import NotSentError
from podcaster.model.hosts import S3Channel, WebDavChannel
from podcaster.outside.stores import open_store
from podcaster.outside.stores.s3_parts import PART_BYTES
from podcaster.outside.web import RealWeb

#: Names that only the proxy knows.
DAV, S3 = "dav.stadt.test", "s3.stadt.test"

LONG = os.urandom(PART_BYTES + 1000)


@pytest.fixture
def dav(tmp_path: Path) -> Iterator[WebDavServer]:
    with webdav_server(tmp_path / "www") as running:
        yield running


@pytest.fixture
def proxy(dav: WebDavServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForwardProxy]:
    with forward_proxy({DAV: dav.port, S3: seaweed().port}) as running:
        for name in ("NO_PROXY", "no_proxy", "http_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTP_PROXY", running.address)
        yield running


def an_upload(content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload("ton.mp3", content, len(content), digest, "audio/mpeg", "public, max-age=7")


def at_webdav(dav: WebDavServer) -> WebDavChannel:
    """Return settings with a plain address elsewhere, which publish.yaml may not have."""
    there = WebDavChannel.model_validate(dav.settings)
    return there.model_copy(update={"url": f"http://{DAV}/podcast"})


def at_s3() -> S3Channel:
    there = S3Channel.model_validate({**seaweed().settings, "folder": f"show-{uuid4().hex[:8]}"})
    return there.model_copy(update={"endpoint": f"http://{S3}"})


def test_a_file_reaches_webdav_through_the_proxy(dav: WebDavServer, proxy: ForwardProxy) -> None:
    with open_store(at_webdav(dav), {"PASSWORD": PASSWORD}) as store:
        store.put_if_absent(an_upload(b"short"), silent_progress)

        assert store.read("ton.mp3") == b"short"

    assert {host for _, host in proxy.asked} == {DAV}


@pytest.mark.parametrize("content", [b"short", LONG], ids=["short", "in parts"])
def test_a_file_reaches_a_bucket_through_the_proxy(content: bytes, proxy: ForwardProxy) -> None:
    with open_store(at_s3(), seaweed().secrets) as store:
        store.put_if_absent(an_upload(content), silent_progress)

        assert store.read("ton.mp3") == content

    assert {host for _, host in proxy.asked} == {S3}


def test_announcers_go_the_same_way(proxy: ForwardProxy) -> None:
    RealWeb().send("GET", f"http://{DAV}/")

    assert proxy.asked == [("GET", DAV)]


def test_this_machine_is_asked_without_the_proxy(dav: WebDavServer, proxy: ForwardProxy) -> None:
    here = WebDavChannel.model_validate(dav.settings)

    with open_store(here, {"PASSWORD": PASSWORD}) as store:
        assert store.stat("ton.mp3") is None

    assert proxy.asked == []


def test_what_the_environment_leaves_out_is_asked_without_the_proxy(
    dav: WebDavServer, proxy: ForwardProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "stadt.test")

    with (
        open_store(at_webdav(dav), {"PASSWORD": PASSWORD}) as store,
        pytest.raises(NotSentError, match=f"no connection to `{DAV}`"),
    ):
        store.stat("ton.mp3")

    assert proxy.asked == []


def test_a_proxy_that_is_not_there_is_no_connection(
    dav: WebDavServer, monkeypatch: pytest.MonkeyPatch, proxy: ForwardProxy
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    with (
        open_store(at_webdav(dav), {"PASSWORD": PASSWORD}) as store,
        pytest.raises(NotSentError, match=f"no connection to `{DAV}`"),
    ):
        store.put_if_absent(an_upload(b"short"), silent_progress)
    with (
        open_store(at_s3(), seaweed().secrets) as bucket,
        pytest.raises(NotSentError, match=f"no connection to `{S3}`"),
    ):
        bucket.put_if_absent(an_upload(b"short"), silent_progress)

    assert proxy.asked == []
