"""FTP under TLS against a real pyftpdlib: encryption, sessions, resuming, rights, broken lines."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.servers.bad_line import bad_line
from tests.servers.ftps import PASSWORD, READING, FtpsServer, ftps_server
from tests.servers.mail import Certificate, a_certificate, trusting

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import (
    DeliveryError,
    NotSentError,
    OutcomeUnknownError,
    OutdatedError,
    RefusedError,
)
from podcaster.model.hosts import FtpsChannel
from podcaster.outside.stores import ftps, ftps_login, open_store
from podcaster.outside.stores.ftps import LOCK, FtpsStore
from podcaster.outside.stores.ftps_login import FtpsClient

SECRETS = {"PASSWORD": PASSWORD}
AUDIO = bytes(range(256)) * 4000


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certificate]:
    made = a_certificate(tmp_path_factory.mktemp("ftps"))
    with trusting(made):
        yield made


@pytest.fixture
def server(tmp_path: Path, certificate: Certificate) -> Iterator[FtpsServer]:
    with ftps_server(tmp_path / "www", certificate) as running:
        yield running


def settings(server: FtpsServer, **changes: object) -> FtpsChannel:
    return FtpsChannel.model_validate({**server.settings, **changes})


@pytest.fixture
def store(server: FtpsServer) -> Iterator[Store]:
    with open_store(settings(server), SECRETS) as opened:
        yield opened


def an_upload(path: str, content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "text/plain", "no-cache")


def test_files_travel_inside_the_session_of_the_commands(
    store: Store, server: FtpsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reused: list[bool | None] = []
    real = FtpsClient.ntransfercmd

    def noting(client: FtpsClient, *arguments: Any) -> Any:  # noqa: ANN401 - the library's
        line, size = real(client, *arguments)
        assert isinstance(line, ssl.SSLSocket)
        reused.append(line.session_reused)
        return line, size

    monkeypatch.setattr(FtpsClient, "ntransfercmd", noting)
    store.put(an_upload("feed.xml", b"new"))
    store.read("feed.xml")

    assert reused == [True, True]
    assert server.commands.index("AUTH") < server.commands.index("USER")
    assert "PROT" in server.commands


def test_an_upload_goes_on_where_it_stopped(
    store: Store, server: FtpsServer, tmp_path: Path
) -> None:
    audio = an_upload("audio/ton-1234.mp3", AUDIO)
    part = tmp_path / "www" / "podcast" / "audio" / f".ton-1234.mp3.{audio.sha256[:8]}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(AUDIO[:500_000])
    told: list[float] = []

    store.put_if_absent(audio, lambda done, _total: told.append(done))

    assert (part.parent / "ton-1234.mp3").read_bytes() == AUDIO
    assert min(told) > 500_000
    assert "REST" in server.commands
    assert not part.exists()


def test_a_part_of_something_else_is_begun_again(store: Store, tmp_path: Path) -> None:
    audio = an_upload("ton-1234.mp3", AUDIO)
    part = tmp_path / "www" / "podcast" / f".ton-1234.mp3.{audio.sha256[:8]}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"other" * 1000)

    store.put_if_absent(audio, silent_progress)

    assert store.read("ton-1234.mp3") == AUDIO


@pytest.mark.parametrize("features", [frozenset(), frozenset({"MLST"})])
def test_servers_that_can_less_are_served_too(
    store: Store, features: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(store, FtpsStore)
    monkeypatch.setattr(ftps, "A_SECOND_S", 1.1)
    plain = FtpsStore(store.settings, store.client, features)

    tag = plain.put(an_upload("a/b.txt", b"old"), ABSENT).tag
    other = plain.put(an_upload("a/b.txt", b"new"), tag).tag

    assert tag != other
    assert plain.listed(["a/b.txt", "c.txt"]).keys() == {"a/b.txt"}


def test_two_machines_do_not_overwrite_each_other(store: Store, tmp_path: Path) -> None:
    tag = store.put(an_upload("feed.xml", b"old")).tag
    lock = tmp_path / "www" / "podcast" / LOCK
    lock.mkdir()

    with pytest.raises(RefusedError, match="another machine publishes"):
        store.put(an_upload("feed.xml", b"new"), tag)
    lock.rmdir()
    store.put(an_upload("feed.xml", b"new"), tag)
    with pytest.raises(OutdatedError):
        store.put(an_upload("feed.xml", b"newest"), tag)

    assert store.read("feed.xml") == b"new"
    assert sorted(one.name for one in (tmp_path / "www" / "podcast").iterdir()) == ["feed.xml"]


def test_the_lock_of_a_dead_run_is_taken_over(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ftps, "LOCK_LASTS_S", 0)
    (tmp_path / "www" / "podcast" / LOCK).mkdir(parents=True)

    store.put(an_upload("feed.xml", b"new"), ABSENT)

    assert store.read("feed.xml") == b"new"


def refusal(wanted: FtpsChannel, secrets: Mapping[str, str] = SECRETS) -> str:
    with pytest.raises(DeliveryError) as caught, open_store(wanted, secrets) as opened:
        opened.put(an_upload("feed.xml", b"new"), ABSENT)
    assert caught.value.hint is not None
    told = f"{caught.value}; {caught.value.hint}"
    assert PASSWORD not in told
    return told


@pytest.mark.parametrize("secrets", [{}, {"PASSWORD": "canary-wrong"}])
def test_a_wrong_password_is_refused_in_words(
    server: FtpsServer, secrets: Mapping[str, str]
) -> None:
    told = refusal(settings(server), secrets)

    assert "does not let `podcast` in" in told
    assert "canary" not in told


def test_a_place_that_can_only_be_read_says_so(tmp_path: Path, certificate: Certificate) -> None:
    with ftps_server(tmp_path / "www", certificate, READING) as server:
        assert "gives no right" in refusal(settings(server))


def test_a_certificate_that_is_not_trusted_is_told_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with ftps_server(tmp_path / "www", a_certificate(folder)) as server:
        assert "certificate of `127.0.0.1` is not trusted" in refusal(settings(server))
        assert "USER" not in server.commands


def test_a_server_that_does_not_encrypt_is_told_nothing(tmp_path: Path) -> None:
    with ftps_server(tmp_path / "www", None) as server:
        assert "does not encrypt" in refusal(settings(server))
        assert not {"USER", "PASS"} & set(server.commands)


def test_nobody_there_is_no_connection(server: FtpsServer) -> None:
    assert "no connection" in refusal(settings(server, port=1))


@pytest.mark.parametrize("fault", ["refuse", "cut:5", "reset:5"])
def test_a_broken_line_says_so_and_the_same_again_is_well(
    server: FtpsServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bad_line("127.0.0.1", server.port) as line:
        line.faults.append(fault)
        wanted = settings(server, port=line.port)
        with monkeypatch.context() as patched:
            patched.setattr(ftps_login, "TIMEOUT_S", 2.0)
            with pytest.raises((NotSentError, OutcomeUnknownError)), open_store(wanted, SECRETS):
                pass

        with open_store(wanted, SECRETS) as store:
            store.put(an_upload("feed.xml", b"new"))
            assert store.read("feed.xml") == b"new"
