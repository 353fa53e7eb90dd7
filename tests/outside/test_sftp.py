"""SFTP against a real OpenSSH: what breaks, who is let in, what is sent twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.servers.bad_line import BadLine, bad_line
from tests.servers.sftp import SftpServer, sftp_server

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import Store, Upload
from podcaster.errors import (
    DeliveryError,
    FolderError,
    NotSentError,
    OutcomeUnknownError,
    OutdatedError,
    RefusedError,
)
from podcaster.model.hosts import SftpChannel
from podcaster.outside.stores import open_store, sftp_login
from podcaster.outside.stores.sftp import LOCK

AUDIO = os.urandom(3_000_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    with sftp_server(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def settings(server: SftpServer, folder: Path, **changes: object) -> SftpChannel:
    return SftpChannel.model_validate({**server.settings, "folder": str(folder / "www"), **changes})


def secrets(server: SftpServer) -> Mapping[str, str]:
    return {"KEY": server.key}


@pytest.fixture
def store(server: SftpServer, tmp_path: Path) -> Iterator[Store]:
    with open_store(settings(server, tmp_path), secrets(server)) as opened:
        yield opened


def an_upload(path: str, content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "audio/mpeg", "no-cache")


def part_of_audio(folder: Path, upload: Upload) -> Path:
    part = folder / "www" / f".{upload.path}.{upload.sha256[:8]}.part"
    part.parent.mkdir()
    return part


def sent(store: Store, upload: Upload) -> float:
    """Put it; return how many bytes of it were sent by this very call."""
    steps: list[float] = []
    store.put_if_absent(upload, lambda done, _: steps.append(done))
    return upload.size_bytes - steps[0] if steps else 0


def test_what_broke_off_is_gone_on_with(store: Store, tmp_path: Path) -> None:
    upload = an_upload("ton.mp3", AUDIO)
    part_of_audio(tmp_path, upload).write_bytes(AUDIO[:2_500_000])

    left = sent(store, upload)

    assert left < 500_000
    assert (tmp_path / "www" / "ton.mp3").read_bytes() == AUDIO


@pytest.mark.parametrize("found", [b"x" * 2_000_000, AUDIO + b"more", b""])
def test_a_part_that_is_something_else_is_written_anew(
    store: Store, tmp_path: Path, found: bytes
) -> None:
    upload = an_upload("ton.mp3", AUDIO)
    part_of_audio(tmp_path, upload).write_bytes(found)

    store.put_if_absent(upload, silent_progress)

    assert (tmp_path / "www" / "ton.mp3").read_bytes() == AUDIO
    assert [one.name for one in (tmp_path / "www").iterdir()] == ["ton.mp3"]


def test_a_file_that_changed_since_it_was_measured_never_arrives(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "ton.mp3"
    file.write_bytes(b"changed")

    with pytest.raises(FolderError, match="changed while"):
        store.put_if_absent(replace(an_upload("a.mp3", b"measure"), source=file), silent_progress)

    assert not (tmp_path / "www").exists()


def test_content_of_the_same_length_in_the_same_second_has_another_tag(store: Store) -> None:
    tags = [store.put(an_upload("feed.xml", str(number).encode())).tag for number in range(5)]

    assert len(set(tags)) == 5


def test_readers_see_the_old_or_the_new_file_whole(store: Store, tmp_path: Path) -> None:
    store.put(an_upload("feed.xml", b"old"))

    with (tmp_path / "www" / "feed.xml").open("rb") as reader:
        store.put(an_upload("feed.xml", b"another"))

        assert reader.read() == b"old"


def test_two_machines_at_the_same_moment_are_kept_apart(store: Store, tmp_path: Path) -> None:
    tag = store.put(an_upload("feed.xml", b"old")).tag
    lock = tmp_path / "www" / LOCK
    lock.touch()

    with pytest.raises(RefusedError, match="another machine publishes") as caught:
        store.put(an_upload("feed.xml", b"new"), tag)
    os.utime(lock, (0, time.time() - 600))
    store.put(an_upload("feed.xml", b"new"), tag)

    assert "two minutes" in str(caught.value.hint)
    assert not lock.exists()


def test_a_refused_condition_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    store.put(an_upload("feed.xml", b"old"))

    with pytest.raises(OutdatedError):
        store.put(an_upload("feed.xml", b"new"), "of yesterday")

    assert [one.name for one in (tmp_path / "www").iterdir()] == ["feed.xml"]


def test_a_file_where_a_folder_should_be_is_said_in_words(store: Store, tmp_path: Path) -> None:
    (tmp_path / "www").write_bytes(b"a file")

    with pytest.raises(RefusedError, match="did not take") as caught:
        store.put(an_upload("feed.xml", b"new"))

    assert caught.value.hint is not None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said_in_words(store: Store, tmp_path: Path) -> None:
    store.put(an_upload("feed.xml", b"old"))
    (tmp_path / "www" / ".feed.xml.part").symlink_to("/dev/full")

    with pytest.raises(RefusedError, match="did not take `feed") as caught:
        store.put(an_upload("feed.xml", b"new"))

    assert "quota" in str(caught.value.hint)
    assert (tmp_path / "www" / "feed.xml").read_bytes() == b"old"


def refusal(server: SftpServer, folder: Path, secret: Mapping[str, str], **changes: object) -> str:
    with (
        pytest.raises(DeliveryError) as caught,
        open_store(settings(server, folder, **changes), secret),
    ):
        pass
    assert caught.value.hint is not None
    assert not any(one in f"{caught.value} {caught.value.hint}" for one in secret.values())
    return f"{caught.value}; {caught.value.hint}"


def test_a_wrong_password_is_refused_in_words(server: SftpServer, tmp_path: Path) -> None:
    told = refusal(server, tmp_path, {"PASSWORD": "canary-wrong"})

    assert "does not let" in told
    assert "PODCASTER_<CHANNEL>_PASSWORD" in told


def test_an_unknown_server_is_told_nothing_and_its_key_is_shown(
    server: SftpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    told = refusal(server, tmp_path, secrets(server), host_key=None)

    assert "is not known yet" in told
    assert f"host_key: {server.fingerprint}" in told


def test_a_server_with_another_key_is_told_nothing(server: SftpServer, tmp_path: Path) -> None:
    told = refusal(server, tmp_path, secrets(server), host_key=f"SHA256:{'A' * 43}")

    assert "another key" in told
    assert server.fingerprint in told


def test_known_hosts_of_the_person_count(
    server: SftpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    key = host_key_file(tmp_path)
    (tmp_path / ".ssh").mkdir()
    kind, text = key.read_text().split()[:2]
    line = f"[127.0.0.1]:{server.port} {kind} {text}\n"
    (tmp_path / ".ssh" / "known_hosts").write_text(line)

    with open_store(settings(server, tmp_path, host_key=None), secrets(server)) as store:
        assert store.stat("feed.xml") is None


def host_key_file(folder: Path) -> Path:
    """Return the server's public key, wherever this run's temporary folders are."""
    return next(folder.parent.glob("sshd*/host.pub"))


def test_a_key_file_lets_in_and_a_missing_one_is_named(server: SftpServer, tmp_path: Path) -> None:
    file = tmp_path / "my-key"
    file.write_text(server.key)

    with open_store(settings(server, tmp_path, key=str(file)), {}) as store:
        assert store.stat("feed.xml") is None

    assert "there is no key" in refusal(server, tmp_path, {}, key="~/none-of-mine")


def test_a_key_that_is_none_is_said_without_showing_it(server: SftpServer, tmp_path: Path) -> None:
    assert "can't be read" in refusal(server, tmp_path, {"KEY": "canary-no-key"})


def test_nobody_there_is_no_connection(server: SftpServer, tmp_path: Path) -> None:
    assert "no connection" in refusal(server, tmp_path, secrets(server), port=1)


@pytest.fixture
def line(server: SftpServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[BadLine]:
    monkeypatch.setattr(sftp_login, "CONNECT_TIMEOUT_S", 2.0)  # a swallowed answer costs all of it
    monkeypatch.setattr(sftp_login, "KEEPALIVE_S", 1)
    with bad_line("127.0.0.1", server.port) as running:
        yield running


@pytest.mark.parametrize("fault", ["refuse", "drop_request", "cut:40", "reset:700"])
def test_a_line_that_breaks_before_the_login_sent_nothing(
    server: SftpServer, tmp_path: Path, line: BadLine, fault: str
) -> None:
    line.faults.append(fault)
    wanted = settings(server, tmp_path, port=line.port)

    with pytest.raises(NotSentError), open_store(wanted, secrets(server)):
        pass


@pytest.mark.parametrize("bytes_left", [3500, 4200])
def test_a_line_that_breaks_later_says_so_and_the_next_run_goes_on(
    server: SftpServer, tmp_path: Path, line: BadLine, bytes_left: int
) -> None:
    upload = an_upload("ton.mp3", AUDIO)
    line.faults.append(f"reset:{bytes_left}")
    wanted = settings(server, tmp_path, port=line.port)

    with pytest.raises(OutcomeUnknownError, match="broke off"):
        many_verbs(wanted, server, upload)
    with open_store(wanted, secrets(server)) as store:
        store.put_if_absent(upload, silent_progress)

    assert (tmp_path / "www" / "ton.mp3").read_bytes() == AUDIO


def many_verbs(wanted: SftpChannel, server: SftpServer, upload: Upload) -> None:
    with open_store(wanted, secrets(server)) as store:
        for number in range(200):
            store.put(an_upload("feed.xml", str(number).encode()))
            store.put_if_absent(upload, silent_progress)
