"""Long files for a real Apache by WebDAV: a broken line or a killed process costs one piece."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.outside.killed_upload import HEADERS, SIZE, an_upload, upload_and_die
from tests.servers.apache import PASSWORD, ApacheDav, apache_dav
from tests.servers.bad_line import BadLine, bad_line

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import ABSENT, Upload
from podcaster.errors import OutcomeUnknownError, OutdatedError
from podcaster.model.hosts import WebDavChannel
from podcaster.outside.stores import open_store
from podcaster.outside.stores.webdav import PIECE_BYTES

SECRETS = {"PASSWORD": PASSWORD}


@pytest.fixture
def server() -> Iterator[ApacheDav]:
    with apache_dav() as running:
        yield running


@pytest.fixture
def line(server: ApacheDav) -> Iterator[BadLine]:
    with bad_line("127.0.0.1", server.port) as running:
        yield running


@pytest.fixture
def settings(server: ApacheDav, line: BadLine) -> WebDavChannel:
    url = f"http://127.0.0.1:{line.port}/podcast"
    return WebDavChannel.model_validate({**server.settings, "url": url})


def sent_by_the_second_run(settings: WebDavChannel, line: BadLine, file: Path) -> int:
    """Upload once more; return how many bytes that took."""
    before = line.upward
    with open_store(settings, SECRETS) as store:
        store.put_if_absent(an_upload(file), silent_progress)
    return line.upward - before


def test_after_a_broken_line_only_the_rest_is_sent(
    settings: WebDavChannel, server: ApacheDav, line: BadLine, file: Path
) -> None:
    line.faults.append("stop:12000000")

    with (
        open_store(settings, SECRETS) as store,
        pytest.raises(OutcomeUnknownError, match="broke off"),
    ):
        store.put_if_absent(an_upload(file), silent_progress)
    halfway = [one.name for one in server.folder.iterdir()]
    took = sent_by_the_second_run(settings, line, file)

    assert [name for name in halfway if not name.endswith(".part")] == []
    assert took < SIZE - 2 * PIECE_BYTES + HEADERS
    assert {one.name: one.read_bytes() for one in server.folder.iterdir()} == {
        "ton.mp3": file.read_bytes()
    }


def test_after_a_killed_process_only_the_rest_is_sent(
    settings: WebDavChannel, server: ApacheDav, line: BadLine, file: Path
) -> None:
    after = 3 * PIECE_BYTES

    killed = upload_and_die(settings.model_dump_json(), SECRETS, file, after)
    took = sent_by_the_second_run(settings, line, file)

    assert killed == -signal.SIGKILL
    assert SIZE - after <= took < SIZE - after + HEADERS
    assert (server.folder / "ton.mp3").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("found", [b"x" * 7_000_000, b"x" * (SIZE + 1)])
def test_a_part_that_is_something_else_is_written_over(
    settings: WebDavChannel, server: ApacheDav, line: BadLine, file: Path, found: bytes
) -> None:
    with open_store(settings, SECRETS) as store:
        part = f".ton.mp3.{an_upload(file).sha256[:8]}.part"
        store.put(a_document(part, found))

    sent_by_the_second_run(settings, line, file)

    assert (server.folder / "ton.mp3").read_bytes() == file.read_bytes()


def a_document(path: str, content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "text/plain", "no-cache")


def test_conditions_hold_at_apache_too(settings: WebDavChannel) -> None:
    with open_store(settings, SECRETS) as store:
        first = store.put(a_document("feed.xml", b"old"), ABSENT)
        second = store.put(a_document("feed.xml", b"newer"), first.tag)
        for outdated in (ABSENT, first.tag):
            with pytest.raises(OutdatedError):
                store.put(a_document("feed.xml", b"other"), outdated)

        assert store.read("feed.xml") == b"newer"
        assert store.stat("feed.xml") == second
