"""Long files for a real SeaweedFS: a broken line or a killed process costs one part, not all."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from tests.outside.killed_upload import HEADERS, SIZE, an_upload, upload_and_die
from tests.servers.bad_line import BadLine, bad_line
from tests.servers.seaweed import KEY, SECRET, Seaweed, seaweed

from podcaster.doors.progress import silent_progress
from podcaster.errors import OutcomeUnknownError, RefusedError
from podcaster.model.hosts import S3Channel
from podcaster.outside.stores import open_store
from podcaster.outside.stores.refusals import broke_off
from podcaster.outside.stores.s3_parts import PART_BYTES, PartedUploads
from podcaster.outside.stores.s3_signature import Keys


@pytest.fixture
def server() -> Seaweed:
    return seaweed()


@pytest.fixture
def line(server: Seaweed) -> Iterator[BadLine]:
    with bad_line("127.0.0.1", server.port) as running:
        yield running


@pytest.fixture
def settings(server: Seaweed, line: BadLine) -> S3Channel:
    endpoint = f"http://127.0.0.1:{line.port}"
    told = {**server.settings, "folder": f"Größe & Maß {uuid4().hex}", "endpoint": endpoint}
    return S3Channel.model_validate(told)


def sent_by_the_second_run(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path
) -> tuple[int, bytes]:
    """Upload once more; return how many bytes that took, and what stands there now."""
    before = line.upward
    with open_store(settings, server.secrets) as store:
        store.put_if_absent(an_upload(file), silent_progress)
        took = line.upward - before
        return took, store.read("ton.mp3")


def test_after_a_broken_line_only_the_rest_is_sent(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path
) -> None:
    line.faults += ["", "stop:12000000"]  # the look is on a line of its own

    with (
        open_store(settings, server.secrets) as store,
        pytest.raises(OutcomeUnknownError, match="broke off"),
    ):
        store.put_if_absent(an_upload(file), silent_progress)
    took, there = sent_by_the_second_run(settings, server, line, file)

    assert SIZE - 2 * PART_BYTES <= took < SIZE - 2 * PART_BYTES + HEADERS
    assert there == file.read_bytes()


def test_after_a_killed_process_only_the_rest_is_sent(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path
) -> None:
    after = 3 * PART_BYTES

    killed = upload_and_die(settings.model_dump_json(), server.secrets, file, after)
    took, there = sent_by_the_second_run(settings, server, line, file)

    assert killed == -signal.SIGKILL
    assert SIZE - after <= took < SIZE - after + HEADERS
    assert there == file.read_bytes()


def test_parts_of_another_content_are_replaced(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mp3"
    other.write_bytes(os.urandom(SIZE))

    upload_and_die(settings.model_dump_json(), server.secrets, other, 2 * PART_BYTES)
    took, there = sent_by_the_second_run(settings, server, line, file)

    assert took >= SIZE
    assert there == file.read_bytes()


def test_nothing_unfinished_is_left(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path
) -> None:
    for _ in range(2):  # two uploads of the same file, of which one can be gone on with
        begin(settings)

    sent_by_the_second_run(settings, server, line, file)

    assert begun(settings) == ()


def test_an_answer_that_never_came_is_no_trouble(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete = PartedUploads._complete

    def complete_and_break_off(
        parted: PartedUploads, path: str, upload_id: str, tags: list[str]
    ) -> None:
        complete(parted, path, upload_id, tags)
        raise broke_off("127.0.0.1")

    monkeypatch.setattr(PartedUploads, "_complete", complete_and_break_off)
    with open_store(settings, server.secrets) as store, pytest.raises(OutcomeUnknownError):
        store.put_if_absent(an_upload(file), silent_progress)
    took, there = sent_by_the_second_run(settings, server, line, file)

    assert took < HEADERS
    assert there == file.read_bytes()


def test_a_store_that_lists_no_parts_gets_all_of_them(
    settings: S3Channel, server: Seaweed, line: BadLine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(settings)
    monkeypatch.setattr(PartedUploads, "_arrived", lambda *_: None)

    took, there = sent_by_the_second_run(settings, server, line, file)

    assert took >= SIZE
    assert there == file.read_bytes()


def test_wrong_keys_are_said_in_words(settings: S3Channel, file: Path) -> None:
    with requests.Session() as session, file.open("rb") as source:
        parted = PartedUploads(settings, Keys(KEY, "canary-wrong", "us-east-1"), session)
        with pytest.raises(RefusedError, match="give no right") as caught:
            parted.bring(an_upload(file), source, {}, silent_progress)

    assert "canary" not in f"{caught.value} {caught.value.hint}"


def test_a_part_that_changed_on_its_way_is_not_taken(settings: S3Channel, file: Path) -> None:
    with _Changing() as session, file.open("rb") as source:
        parted = PartedUploads(settings, Keys(KEY, SECRET, "us-east-1"), session)
        with pytest.raises(RefusedError, match="did not take"):
            parted.bring(an_upload(file), source, {}, silent_progress)


class _Changing(requests.Session):
    """A line that changes what it carries."""

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:  # noqa: ANN401 - as the library has it
        """Send something else than a part."""
        if request.method == "PUT":
            request.body = b"x" * PART_BYTES
        return super().send(request, **how)


def begin(settings: S3Channel) -> None:
    with requests.Session() as session:
        PartedUploads(settings, Keys(KEY, SECRET, "us-east-1"), session)._begin("ton.mp3", {})


def begun(settings: S3Channel) -> tuple[str, ...]:
    with requests.Session() as session:
        return PartedUploads(settings, Keys(KEY, SECRET, "us-east-1"), session)._begun("ton.mp3")
