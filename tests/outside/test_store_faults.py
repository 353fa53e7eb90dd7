"""Answers that no store should give, at the stores that speak HTTP; and no server at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from tests.servers.moody import LATE, NONE, NOW, Fault
from tests.servers.webdav import PASSWORD, WebDavServer, webdav_server

from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import DeliveryError, NotSentError, OutcomeUnknownError, OutdatedError
from podcaster.model.hosts import FtpsChannel, S3Channel, SftpChannel, WebDavChannel
from podcaster.outside.stores import open_store
from podcaster.outside.stores.refusals import PASSING
from podcaster.outside.stores.s3_refusals import refused

#: A name that nobody may register (RFC 6761).
NOWHERE = "nirgends.invalid"
DNS_GONE: Mapping[type, Mapping[str, object]] = {
    SftpChannel: {"type": "sftp", "server": NOWHERE, "user": "x", "folder": "y"},
    FtpsChannel: {"type": "ftps", "server": NOWHERE, "user": "x", "folder": "y"},
    WebDavChannel: {"type": "webdav", "url": f"https://{NOWHERE}/x", "user": "x"},
    S3Channel: {"type": "s3", "bucket": "podcast", "endpoint": f"https://{NOWHERE}"},
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WebDavServer]:
    with webdav_server(tmp_path / "www") as running:
        yield running


@pytest.fixture
def store(server: WebDavServer) -> Iterator[Store]:
    settings = WebDavChannel.model_validate(server.settings)
    with open_store(settings, {"PASSWORD": PASSWORD}) as opened:
        yield opened


def an_upload(content: bytes) -> Upload:
    digest = sha256(content).hexdigest()
    return Upload("feed.xml", content, len(content), digest, "text/plain", "no-cache")


@pytest.mark.parametrize("status", sorted(PASSING))
@pytest.mark.parametrize(("method", "effect"), [("PUT", NONE), ("MOVE", NONE), ("MOVE", NOW)])
def test_what_a_sick_server_answers_is_in_doubt_and_the_next_run_is_well(
    server: WebDavServer, store: Store, status: int, method: str, effect: str
) -> None:
    tag = store.put(an_upload(b"old")).tag
    server.app.faults.append(Fault(method, status, effect))

    with pytest.raises(OutcomeUnknownError, match=f"answers {status}") as caught:
        store.put(an_upload(b"newer"), tag)
    there = store.stat("feed.xml")
    assert there is not None
    store.put(an_upload(b"newer"), there.tag)

    assert "run the same command again" in str(caught.value.hint)
    assert store.read("feed.xml") == b"newer"


def replaced_late(server: WebDavServer, store: Store) -> str:
    """Replace a file with an effect that comes later; return the tag of what stands there."""
    tag = store.put(an_upload(b"old")).tag
    server.app.faults.append(Fault("MOVE", 504, LATE))
    with pytest.raises(OutcomeUnknownError):
        store.put(an_upload(b"newer"), tag)
    return tag


def test_an_effect_that_comes_after_the_next_run_changes_nothing_any_more(
    server: WebDavServer, store: Store
) -> None:
    tag = replaced_late(server, store)

    store.put(an_upload(b"newest"), tag)
    server.app.arrive()

    assert store.read("feed.xml") == b"newest"


def test_what_a_late_effect_left_there_is_seen_by_the_next_run(
    server: WebDavServer, store: Store
) -> None:
    tag = replaced_late(server, store)

    server.app.arrive()
    with pytest.raises(OutdatedError):
        store.put(an_upload(b"newest"), tag)

    assert store.read("feed.xml") == b"newer"


@pytest.mark.parametrize(("status", "words"), [(409, "did not take"), (423, "another machine")])
def test_what_a_server_refuses_is_said_and_nothing_changes(
    server: WebDavServer, store: Store, status: int, words: str
) -> None:
    store.put(an_upload(b"old"))
    server.app.faults.append(Fault("PUT", status))

    with pytest.raises(DeliveryError, match=words):
        store.put(an_upload(b"newer"))

    assert store.read("feed.xml") == b"old"


@pytest.mark.parametrize("status", sorted(PASSING))
def test_a_sick_bucket_is_in_doubt(status: int) -> None:
    error = refused(S3Channel.model_validate(DNS_GONE[S3Channel]), "feed.xml", status, "SlowDown")

    assert isinstance(error, OutcomeUnknownError)
    assert f"answers {status}" in str(error)


@pytest.mark.parametrize("code", ["ConditionalRequestConflict", "OperationAborted"])
def test_two_that_write_to_a_bucket_at_once_try_again(code: str) -> None:
    error = refused(S3Channel.model_validate(DNS_GONE[S3Channel]), "feed.xml", 409, code)

    assert isinstance(error, OutcomeUnknownError)


@pytest.mark.parametrize("kind", DNS_GONE, ids=lambda kind: kind.__name__)
def test_a_name_that_nobody_knows_means_nothing_left(kind: type) -> None:
    settings = kind.model_validate(DNS_GONE[kind])  # type: ignore[attr-defined]  # a model
    secrets = {"PASSWORD": "x", "KEY": "x", "SECRET": "x"}
    if kind is SftpChannel:
        del secrets["KEY"]

    with (
        pytest.raises(NotSentError, match=f"no connection to `{NOWHERE}`"),
        open_store(settings, secrets) as store,
    ):
        store.put(an_upload(b"new"), ABSENT)
