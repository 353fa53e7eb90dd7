"""What no feed names any more goes; what one named of late, and what others wrote, stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.releases import a_release, a_workspace, some_settings
from tests.fakes import FakeStore

from podcaster.deliver.channel import HostMemory
from podcaster.deliver.hosts.inventory import INVENTORY
from podcaster.deliver.hosts.pruning import prunable, prune
from podcaster.deliver.hosts.stored import stored_host
from podcaster.deliver.order import Order
from podcaster.doors.progress import silent_progress
from podcaster.doors.stores import Store
from podcaster.errors import OutdatedError
from podcaster.workspace import Workspace

SFTP = {"type": "sftp", "server": "ssh.stadt.test", "user": "podcast", "folder": "www"}
SETTINGS = some_settings({"server": SFTP, "public": {"type": "folder"}})
MEMORY = HostMemory("one")


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def a_day(folder: Path, store: FakeStore, days: float) -> Workspace:
    @contextmanager
    def opened(settings: object, secrets: Mapping[str, str]) -> Iterator[Store]:
        del settings, secrets
        yield store

    return replace(a_workspace(folder, days=days), open_store=opened)


def published(folder: Path, store: FakeStore, *slugs: str, days: float) -> None:
    host = stored_host("server", SETTINGS.channels["server"], a_day(folder, store, days))
    host.host(a_release(folder, *slugs), silent_progress, MEMORY)


def removed(folder: Path, store: FakeStore, days: float) -> list[str]:
    """Remove what may go; return its paths."""
    before = set(store.files)
    workspace = a_day(folder, store, days)
    gone = prune(SETTINGS, workspace, prunable(SETTINGS, workspace, Order()))
    paths = sorted(before - set(store.files))
    assert gone == len(paths)
    return paths


@pytest.mark.parametrize(("days", "count"), [(1, 0), (89, 0), (90, 0), (91, 3)])
def test_what_a_feed_of_the_last_ninety_days_named_stays(
    tmp_path: Path, store: FakeStore, days: int, count: int
) -> None:
    published(tmp_path, store, "eins", "zwei", days=0)
    published(tmp_path, store, "eins", days=days)

    gone = removed(tmp_path, store, days)

    assert len(gone) == count
    assert all("zwei" in path for path in gone)
    listed = json.loads(store.files[INVENTORY])["files"]
    assert not set(gone) & set(listed)
    assert set(listed) == set(store.files) - {INVENTORY}


def test_what_the_feed_that_stands_there_names_stays_for_ever(
    tmp_path: Path, store: FakeStore
) -> None:
    published(tmp_path, store, "eins", days=0)

    assert removed(tmp_path, store, 4000) == []


def test_a_publish_that_broke_off_does_not_make_the_old_feed_old(
    tmp_path: Path, store: FakeStore
) -> None:
    published(tmp_path, store, "eins", days=0)
    values = json.loads(store.files[INVENTORY])
    values["files"]["audio/neu.mp3"] = {
        "sha256": "0", "size_bytes": 3, "tag": "", "named_on": "2027-01-01"
    }  # fmt: skip
    store.files[INVENTORY] = json.dumps(values).encode()

    assert removed(tmp_path, store, 300) == []


def test_files_of_others_and_files_that_others_changed_stay(
    tmp_path: Path, store: FakeStore
) -> None:
    published(tmp_path, store, "eins", "zwei", days=0)
    published(tmp_path, store, "eins", days=200)
    store.files["audio/of-others.mp3"] = b"theirs"
    store.files["episodes/zwei/index.html"] = b"somebody wrote something else here"

    gone = removed(tmp_path, store, 200)

    assert len(gone) == 2
    assert "episodes/zwei/index.html" not in gone


@pytest.mark.parametrize(
    "path", ["../other.txt", "/etc/passwd", "a/../../b", "feed.xml", INVENTORY]
)
def test_a_list_that_was_tampered_with_leads_nowhere(
    tmp_path: Path, store: FakeStore, path: str
) -> None:
    published(tmp_path, store, "eins", days=200)
    store.files.setdefault(path, b"precious")
    values = json.loads(store.files[INVENTORY])
    size = len(store.files[path])
    values["files"].setdefault(path, values["files"]["feed.xml"])
    values["files"][path] |= {"size_bytes": size}
    if path != "feed.xml":
        values["files"][path] |= {"named_on": "2020-01-01"}
    store.files[INVENTORY] = json.dumps(values).encode()

    assert removed(tmp_path, store, 400) == []


def test_while_another_machine_publishes_nothing_goes(tmp_path: Path) -> None:
    class Racing(FakeStore):
        """The other machine writes its list after we looked."""

        racing = False

        def listed(self, paths: object) -> object:  # type: ignore[override]
            if self.racing:
                self.files[INVENTORY] += b" "
            return super().listed(paths)  # type: ignore[arg-type]

    store = Racing()
    published(tmp_path, store, "eins", "zwei", days=0)
    published(tmp_path, store, "eins", days=200)
    workspace = a_day(tmp_path, store, 200)
    shown = prunable(SETTINGS, workspace, Order())
    before = set(store.files)
    store.racing = True

    with pytest.raises(OutdatedError):
        prune(SETTINGS, workspace, shown)

    assert set(store.files) == before


def test_only_what_was_shown_goes(tmp_path: Path, store: FakeStore) -> None:
    published(tmp_path, store, "eins", "zwei", days=0)
    published(tmp_path, store, "eins", days=200)
    workspace = a_day(tmp_path, store, 200)
    (shown,) = prunable(SETTINGS, workspace, Order())
    one = dict(list(shown.files.items())[:1])

    assert prune(SETTINGS, workspace, (replace(shown, files=one),)) == 1
