"""The real rclone as a store: what stands there, what it objects to, what it must not be told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.servers.rclone import rclone_remote

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import DeliveryError, NotSentError, RefusedError
from podcaster.model.hosts import RcloneChannel
from podcaster.outside.stores import open_store
from podcaster.outside.stores.rclone import LOCK, RcloneStore


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[RcloneChannel]:
    with rclone_remote(tmp_path / "there") as told:
        yield RcloneChannel.model_validate(told)


@pytest.fixture
def store(settings: RcloneChannel) -> Iterator[Store]:
    with open_store(settings, {}) as opened:
        yield opened


def an_upload(path: str, content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "text/plain", "no-cache")


def test_nothing_but_the_files_is_left(store: Store, tmp_path: Path) -> None:
    store.put_if_absent(an_upload("audio/ton.mp3", b"sound"), silent_progress)
    store.put(an_upload("feed.xml", b"old"), ABSENT)
    store.put(an_upload("feed.xml", b"new"))

    files = [one for one in (tmp_path / "there").rglob("*") if one.is_file()]
    assert sorted(one.name for one in files) == ["feed.xml", "ton.mp3"]


def test_a_file_that_broke_off_is_brought_again(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "there" / "podcast" / "audio" / "ton.mp3"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"so")

    assert store.put_if_absent(an_upload("audio/ton.mp3", b"sound"), silent_progress)
    assert broken.read_bytes() == b"sound"


def test_two_machines_at_the_same_moment_are_kept_apart(
    settings: RcloneChannel, store: Store, tmp_path: Path
) -> None:
    tag = store.put(an_upload("feed.xml", b"old")).tag
    folder = tmp_path / "there" / "podcast"

    with open_store(settings, {}) as other:
        assert isinstance(other, RcloneStore)
        with (
            other._locked("feed.xml"),
            pytest.raises(RefusedError, match="another machine publishes"),
        ):
            store.put(an_upload("feed.xml", b"mine"), tag)
    left = [one.name for one in folder.iterdir()]

    assert left == ["feed.xml"]
    assert (folder / "feed.xml").read_bytes() == b"old"


def test_a_lock_of_a_run_that_died_is_taken_away(store: Store, tmp_path: Path) -> None:
    tag = store.put(an_upload("feed.xml", b"old")).tag
    folder = tmp_path / "there" / "podcast"
    dead = folder / f"{LOCK}of-yesterday"
    dead.touch()
    os.utime(dead, (0, time.time() - 600))

    store.put(an_upload("feed.xml", b"new"), tag)

    assert [one.name for one in folder.iterdir()] == ["feed.xml"]
    assert (folder / "feed.xml").read_bytes() == b"new"


def refusal(settings: RcloneChannel, secret: str = "") -> str:
    with (
        pytest.raises(DeliveryError) as caught,
        open_store(settings, {"PASSWORD": secret}) as store,
    ):
        store.put(an_upload("feed.xml", b"new"), ABSENT)
    assert caught.value.hint is not None
    return f"{caught.value}; {caught.value.hint}"


def test_a_remote_that_is_not_there_is_named(settings: RcloneChannel) -> None:
    told = refusal(settings.model_copy(update={"remote": "nirgends"}))

    assert "no remote `nirgends`" in told
    assert "rclone config" in told


def test_a_place_that_can_not_be_written_says_so(settings: RcloneChannel, tmp_path: Path) -> None:
    (tmp_path / "there" / "podcast").write_bytes(b"a file where a folder should be")

    told = refusal(settings, "canary-of-rclone")

    assert "the server did not take `feed.xml`" in told
    assert "canary" not in told


def test_without_the_program_nothing_is_sent(
    settings: RcloneChannel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with (
        pytest.raises(NotSentError, match="`rclone` is not installed"),
        open_store(settings, {}) as one,
    ):
        one.stat("feed.xml")


def test_the_program_is_told_no_secret_but_its_own(
    settings: RcloneChannel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = tmp_path / "bin" / "rclone"
    spy.parent.mkdir()
    spy.write_text(f'#!/bin/sh\nenv > {tmp_path}/env\necho "$@" > {tmp_path}/arguments\nexit 3\n')
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{spy.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PODCASTER_LINKEDIN_TOKEN", "canary-of-linkedin")

    with open_store(settings, {"PASSWORD": "canary-of-rclone"}) as store:
        assert store.stat("feed.xml") is None

    assert "canary" not in (tmp_path / "arguments").read_text()
    told = (tmp_path / "env").read_text()
    assert "canary-of-linkedin" not in told
    assert "RCLONE_CONFIG_PASS=canary-of-rclone" in told


@pytest.mark.parametrize("remote", [":local", "-v", "there,token=x", "there:", "http://x", ""])
def test_a_remote_is_a_name_and_no_options(remote: str) -> None:
    with pytest.raises(ValidationError):
        RcloneChannel.model_validate({"type": "rclone", "remote": remote, "folder": "podcast"})
