"""WebDAV against a real wsgidav: conditions, rights, certificates, broken lines."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from tests.servers.bad_line import bad_line
from tests.servers.webdav import PASSWORD, WebDavServer, webdav_server

from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import (
    DeliveryError,
    NotSentError,
    OutcomeUnknownError,
    OutdatedError,
    RefusedError,
)
from podcaster.model.hosts import WebDavChannel
from podcaster.outside.stores import open_store, requesting
from podcaster.outside.stores.webdav import WebDavStore

SECRETS = {"PASSWORD": PASSWORD}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WebDavServer]:
    with webdav_server(tmp_path / "www") as running:
        yield running


def settings(server: WebDavServer, **changes: object) -> WebDavChannel:
    return WebDavChannel.model_validate({**server.settings, **changes})


@pytest.fixture
def store(server: WebDavServer) -> Iterator[Store]:
    with open_store(settings(server), SECRETS) as opened:
        yield opened


def an_upload(path: str, content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "text/plain", "no-cache")


def test_two_new_feeds_at_once_and_one_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(an_upload("feed.xml", b"old"))
    monkeypatch.setattr(WebDavStore, "_refuse_another", lambda *_: None)  # it looked too early

    with pytest.raises(OutdatedError):
        store.put(an_upload("feed.xml", b"new"), ABSENT)

    folder = tmp_path / "www" / "podcast"
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {"feed.xml": b"old"}


def test_two_changes_at_once_are_kept_apart(server: WebDavServer, store: Store) -> None:
    tag = store.put(an_upload("feed.xml", b"old")).tag

    with open_store(settings(server), SECRETS) as other:
        assert isinstance(other, WebDavStore)
        with other._locked("feed.xml"):
            with pytest.raises(RefusedError, match="another machine publishes") as caught:
                store.put(an_upload("feed.xml", b"new"), tag)
            assert store.read("feed.xml") == b"old"
    store.put(an_upload("feed.xml", b"new"), tag)

    assert "two minutes" in str(caught.value.hint)
    assert store.read("feed.xml") == b"new"


def test_nothing_but_the_files_is_left(store: Store, tmp_path: Path) -> None:
    store.put(an_upload("episodes/eins/index.html", b"old"))
    store.put(an_upload("episodes/eins/index.html", b"new"))

    files = [one for one in (tmp_path / "www").rglob("*") if one.is_file()]
    assert [one.name for one in files] == ["index.html"]


def refusal(wanted: WebDavChannel, secrets: Mapping[str, str]) -> str:
    with pytest.raises(DeliveryError) as caught, open_store(wanted, secrets) as opened:
        opened.put(an_upload("feed.xml", b"new"), ABSENT)
    assert caught.value.hint is not None
    told = f"{caught.value}; {caught.value.hint}"
    assert PASSWORD not in told
    return told


@pytest.mark.parametrize("secrets", [{}, {"PASSWORD": "canary-wrong"}])
def test_a_wrong_password_is_refused_in_words(
    server: WebDavServer, secrets: Mapping[str, str]
) -> None:
    told = refusal(settings(server), secrets)

    assert "does not let `podcast` in" in told
    assert "canary" not in told


def test_a_place_that_can_only_be_read_says_so(tmp_path: Path) -> None:
    with webdav_server(tmp_path / "www", readonly=True) as server:
        assert "gives no right" in refusal(settings(server), SECRETS)


def test_a_certificate_that_is_not_trusted_is_told_nothing(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    where = ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *where], check=True, capture_output=True)

    with webdav_server(tmp_path / "www", certificate=(certificate, key)) as server:
        assert "certificate of `127.0.0.1` is not trusted" in refusal(settings(server), SECRETS)


def test_nobody_there_is_no_connection(server: WebDavServer) -> None:
    assert "no connection" in refusal(settings(server, url="http://127.0.0.1:1/x"), SECRETS)


@pytest.mark.parametrize("fault", ["refuse", "drop_request", "cut:5", "reset:5"])
def test_a_broken_line_says_so_and_the_same_again_is_well(
    server: WebDavServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requesting, "TIMEOUTS_S", (2.0, 2.0))
    with bad_line("127.0.0.1", server.port) as line:
        line.faults.append(fault)
        wanted = settings(server, url=f"http://127.0.0.1:{line.port}/podcast")
        with open_store(wanted, SECRETS) as store:
            with pytest.raises((NotSentError, OutcomeUnknownError)):
                store.put(an_upload("feed.xml", b"new"))
            store.put(an_upload("feed.xml", b"new"))

            assert store.read("feed.xml") == b"new"
