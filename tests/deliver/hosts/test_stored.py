"""The host over any store: order, conditions, other machines, a ledger that was put back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.releases import FOLDER, NOW, a_release, a_workspace, told
from tests.fakes import FakeStore

from podcaster.deliver import adopt, deliver
from podcaster.deliver.channel import HostMemory
from podcaster.deliver.channels import HOSTS
from podcaster.deliver.hosts.inventory import INVENTORY
from podcaster.deliver.hosts.stored import StoredHost
from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.stores import Store, Stored, Upload
from podcaster.errors import NotSentError, OutdatedError, RefusedError
from podcaster.model.hosts import FolderChannel
from podcaster.model.message import message

ONE, OTHER = HostMemory("one"), HostMemory("other")


def a_host(store: Store) -> StoredHost:
    @contextmanager
    def opened(settings: object, secrets: Mapping[str, str]) -> Iterator[Store]:
        del settings, secrets
        yield store

    return StoredHost("server", None, opened, NOW)


def test_audio_comes_first_and_the_feed_last(tmp_path: Path) -> None:
    store = FakeStore()

    a_host(store).host(a_release(tmp_path, "eins", "zwei"), silent_progress, ONE)

    paths = [path for verb, path in store.done if verb != "read"]
    assert paths[0] == paths[-1] == INVENTORY
    assert paths[-2] == "feed.xml"
    assert [path.startswith("audio/") for path in paths[1:3]] == [True, True]


def test_files_have_the_right_types_and_lifetimes(tmp_path: Path) -> None:
    store = FakeStore()

    a_host(store).host(a_release(tmp_path, "eins"), silent_progress, ONE)

    lifetimes = {path: cache for path, (_, cache) in store.types.items()}
    assert {cache for path, cache in lifetimes.items() if path.startswith("audio/")} == {
        "public, max-age=31536000, immutable"
    }
    assert lifetimes["feed.xml"] == "public, max-age=300"


@pytest.mark.parametrize("number", range(1, 8))
def test_wherever_it_breaks_off_the_old_feed_and_all_it_names_stand(
    tmp_path: Path, number: int
) -> None:
    store = FakeStore()
    a_host(store).host(a_release(tmp_path, "eins"), silent_progress, ONE)
    before = dict(store.files)
    changed = a_release(tmp_path, "eins", "zwei", text=" neu")

    with pytest.raises(NotSentError):
        a_host(Breaking(store, number)).host(changed, silent_progress, ONE)
    left = dict(store.files)
    a_host(store).host(changed, silent_progress, ONE)

    assert left["feed.xml"] == before["feed.xml"]
    assert all(left[path] == text for path, text in before.items() if path.startswith("audio/"))
    assert store.files["feed.xml"] != before["feed.xml"]


class Breaking(FakeStore):
    """A store whose line goes dead at the n-th file."""

    def __init__(self, store: FakeStore, left: int) -> None:
        super().__init__(store.files)
        self.left = left

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        self._count()
        return super().put_if_absent(upload, progress)

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        self._count()
        return super().put(upload, if_tag)

    def _count(self) -> None:
        self.left -= 1
        if self.left <= 0:
            raise NotSentError(message("no connection to `{host}`", host="store"))


def test_another_machine_is_not_overwritten(tmp_path: Path) -> None:
    store = FakeStore()
    a_host(store).host(a_release(tmp_path, "eins", "zwei"), silent_progress, ONE)
    before = dict(store.files)

    with pytest.raises(OutdatedError, match="another machine") as caught:
        a_host(store).host(a_release(tmp_path, "eins"), silent_progress, OTHER)

    assert "podcaster adopt --channel server" in str(caught.value.hint)
    assert store.files == before


def test_another_machine_that_holds_everything_goes_on(tmp_path: Path) -> None:
    store = FakeStore()
    a_host(store).host(a_release(tmp_path, "eins"), silent_progress, ONE)

    written = a_host(store).host(a_release(tmp_path, "eins", "zwei"), silent_progress, OTHER)

    assert written.generation == 2
    assert written.stood == {"episode/eins"}


def test_another_machine_whose_version_was_taken_over_goes_on(tmp_path: Path) -> None:
    store = FakeStore()
    a_host(store).host(a_release(tmp_path, "eins", text=" a"), silent_progress, ONE)

    known = HostMemory("other", 1)
    a_host(store).host(a_release(tmp_path, "eins", text=" b"), silent_progress, known)

    assert json.loads(store.files[INVENTORY])["writer"] == "other"


def test_two_at_once_do_not_overwrite_each_other(tmp_path: Path) -> None:
    store = FakeStore()
    a_host(store).host(a_release(tmp_path, "eins"), silent_progress, ONE)
    mine = a_release(tmp_path, "eins", "zwei")

    class Racing(FakeStore):
        """The other machine publishes a feed between our reading and our writing."""

        def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
            self.files["feed.xml"] = b"the other's"
            return super().put_if_absent(upload, progress)

    with pytest.raises(OutdatedError):
        a_host(Racing(store.files)).host(mine, silent_progress, ONE)

    assert store.files["feed.xml"] == b"the other's"


def test_an_inventory_that_is_none_of_ours_stops_everything(tmp_path: Path) -> None:
    store = FakeStore({INVENTORY: b'{"files": 7}'})

    with pytest.raises(RefusedError, match="can't be understood"):
        a_host(store).host(a_release(tmp_path, "eins"), silent_progress, ONE)

    assert store.files.keys() == {INVENTORY}


def test_nothing_is_removed_and_the_day_a_feed_last_named_it_is_kept(tmp_path: Path) -> None:
    store, later = FakeStore(), NOW.replace(month=5)
    a_host(store).host(a_release(tmp_path, "eins", "zwei"), silent_progress, ONE)

    replace(a_host(store), now=later).host(a_release(tmp_path, "eins"), silent_progress, ONE)

    named = {
        path: one["named_on"] for path, one in json.loads(store.files[INVENTORY])["files"].items()
    }
    assert named["episodes/zwei/index.html"] == "2026-03-10"
    assert named["episodes/eins/index.html"] == "2026-05-10"
    assert "episodes/zwei/index.html" in store.files


def test_a_host_that_another_machine_wrote_is_taken_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FakeStore()
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    monkeypatch.setitem(HOSTS, FolderChannel, lambda *_: a_host(store))
    channels = {"server": FOLDER}
    deliver(a_release(theirs, "eins", channels=channels, text=" a"), a_workspace(theirs))
    release = a_release(mine, "eins", channels=channels, text=" b")

    refused = deliver(release, a_workspace(mine))
    adopt(a_workspace(mine), release, ["server"])
    taken = deliver(release, a_workspace(mine))

    assert "podcaster adopt --channel server" in str(refused.standings[0].reason)
    assert told(refused.standings, "server") == {"episode/eins": ("host", "failed")}
    assert told(taken.standings, "server") == {"episode/eins": ("host", "done")}
    assert json.loads(store.files[INVENTORY])["generation"] == 2
