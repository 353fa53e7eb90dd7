"""What every store keeps, over the whole table, against the real server each stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.deliver.contract.trials import a_store
from tests.fakes import FakeStore

from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import ABSENT, Store, Upload
from podcaster.errors import OutdatedError, RefusedError
from podcaster.outside.stores import STORES

AUDIO = bytes(range(256)) * 4000


@pytest.fixture(params=[FakeStore, *STORES], ids=lambda kind: kind.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as opened:
        yield opened


def an_upload(path: str, content: bytes = b"old") -> Upload:
    digest = sha256(content).hexdigest()
    return Upload(path, content, len(content), digest, "text/plain", "no-cache")


def an_audio(folder: Path) -> Upload:
    file = folder / "ton.mp3"
    file.write_bytes(AUDIO)
    digest = sha256(AUDIO).hexdigest()
    return Upload("audio/ton-1234.mp3", file, len(AUDIO), digest, "audio/mpeg", "immutable")


def test_an_empty_store_holds_nothing(store: Store) -> None:
    assert store.stat("feed.xml") is None
    assert store.listed(["feed.xml", "audio/x.mp3"]) == {}
    assert store.delete_listed(["feed.xml"]) == 0
    with pytest.raises(RefusedError):
        store.read("feed.xml")


def test_a_file_arrives_whole_and_only_once(store: Store, tmp_path: Path) -> None:
    audio = an_audio(tmp_path)

    first = store.put_if_absent(audio, silent_progress)
    second = store.put_if_absent(audio, silent_progress)

    there = store.stat(audio.path)
    assert (first, second) == (True, False)
    assert there is not None
    assert there.size_bytes == len(AUDIO)
    assert there.sha256 in {"", audio.sha256}
    assert there.mime_type in {"", "audio/mpeg"}
    assert store.read(audio.path) == AUDIO


def test_a_range_is_what_stands_there(store: Store, tmp_path: Path) -> None:
    audio = an_audio(tmp_path)
    store.put_if_absent(audio, silent_progress)

    assert store.read(audio.path, 0, 2) == AUDIO[:2]
    assert store.read(audio.path, 300, 400) == AUDIO[300:400]
    assert store.read(audio.path, len(AUDIO) - 5) == AUDIO[-5:]


def test_a_file_is_put_in_place_of_another(store: Store) -> None:
    old = store.put(an_upload("episodes/eins/index.html"))
    new = store.put(an_upload("episodes/eins/index.html", b"new"))

    assert old.tag != new.tag
    assert store.read("episodes/eins/index.html") == b"new"
    assert store.stat("episodes/eins/index.html") == new


def test_a_condition_holds_or_nothing_changes(store: Store) -> None:
    first = store.put(an_upload("feed.xml"), ABSENT)
    second = store.put(an_upload("feed.xml", b"newer"), first.tag)

    for outdated in (ABSENT, first.tag):
        with pytest.raises(OutdatedError):
            store.put(an_upload("feed.xml", b"other"), outdated)

    assert store.read("feed.xml") == b"newer"
    assert store.stat("feed.xml") == second


def test_the_same_content_again_is_no_trouble(store: Store) -> None:
    tag = store.put(an_upload("feed.xml")).tag

    again = store.put(an_upload("feed.xml"), tag)

    assert store.read("feed.xml") == b"old"
    assert again.size_bytes == 3


def test_only_what_is_asked_for_is_listed_and_removed(store: Store) -> None:
    for path in ("a.txt", "b/c.txt", "b/d.txt"):
        store.put(an_upload(path))

    listed = store.listed(["a.txt", "b/c.txt", "none.txt"])
    gone = store.delete_listed(["b/c.txt", "none.txt"])

    assert listed.keys() == {"a.txt", "b/c.txt"}
    assert gone == 1
    assert store.stat("b/c.txt") is None
    assert store.read("b/d.txt") == b"old"


def test_names_with_strange_signs_arrive(store: Store) -> None:
    strange = an_upload("audio/Plätze & Straßen #1 100%.txt")

    store.put(strange)

    assert store.read(strange.path) == b"old"
    assert store.listed([strange.path]).keys() == {strange.path}


def test_a_source_that_is_gone_changes_nothing(store: Store, tmp_path: Path) -> None:
    store.put(an_upload("feed.xml"))
    gone = replace(an_upload("feed.xml", b"never"), source=tmp_path / "gone")

    with pytest.raises((OSError, Exception)):
        store.put(gone)

    assert store.read("feed.xml") == b"old"
