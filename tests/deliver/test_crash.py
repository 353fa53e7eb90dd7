"""Real processes, really killed: nothing twice, nothing lost, and status says what to do."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from tests.deliver.killed_run import main
from tests.deliver.releases import (
    FOLDER,
    HANDOVER,
    LINKEDIN,
    a_release,
    a_workspace,
    files_in,
    told,
)
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server

from podcaster.deliver import deliver, resolve, standings
from podcaster.model.delivery import Delivery
from podcaster.outside.web import RealWeb

#: Starts processes that have the program loaded: dozens of them die here.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.deliver.killed_run"])

#: More than a busy machine needs.
PATIENCE_S = 60

REQUESTS = ("look for it", "ask for a place", "upload", "look", "post")


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def a_run(folder: Path, server: LinkedIn, moment: str, number: int) -> ForkServerProcess:
    process = FORKS.Process(target=main, args=(folder, server.address, moment, number))
    process.start()
    return process


def end_of(process: ForkServerProcess) -> int | None:
    """Wait for a process; return its exit code, or minus the signal that ended it."""
    process.join(PATIENCE_S)
    return process.exitcode


def next_run(folder: Path, server: LinkedIn, days: float = 0.1) -> Delivery:
    channels = {
        "public": FOLDER,
        "website": HANDOVER,
        "linkedin": {**LINKEDIN, "api": server.address},
    }
    release = a_release(folder, "eins", channels=channels)
    return deliver(release, a_workspace(folder, web=RealWeb(), token=TOKEN, days=days))


@pytest.mark.parametrize("number", range(1, 6), ids=REQUESTS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_run_killed_at_any_request_never_posts_twice(
    tmp_path: Path, server: LinkedIn, moment: str, number: int
) -> None:
    process = a_run(tmp_path, server, moment, number)
    assert end_of(process) == -signal.SIGKILL
    posted = len(server.posts)

    delivery = next_run(tmp_path, server)
    later = next_run(tmp_path, server, days=0.2)

    in_doubt = number == len(REQUESTS)
    assert told(delivery.standings, "linkedin") == {
        "episode/eins": ("none", "unknown") if in_doubt else ("announce", "done")
    }
    looked = ("look", "done" if posted else "unknown")
    assert told(later.standings, "linkedin") == {
        "episode/eins": looked if in_doubt else ("none", "done")
    }
    assert len(server.posts) == (posted if in_doubt else 1)
    assert told(delivery.standings, "website") == {"episode/eins": ("none", "handed_over")}


def test_a_run_killed_while_linkedin_thinks_is_settled_by_a_person(
    tmp_path: Path, server: LinkedIn
) -> None:
    server.faults.append(Fault(-1, effect=True))
    process = a_run(tmp_path, server, "never", 0)
    assert server.hanging.wait(PATIENCE_S)
    process.kill()
    end_of(process)
    workspace = a_workspace(tmp_path)
    settings = a_release(tmp_path, channels={"linkedin": LINKEDIN, "public": FOLDER}).settings

    (row,) = [one for one in standings(workspace, settings) if one.channel == "linkedin"]
    resolve(workspace, "episode/eins", "linkedin", "https://www.linkedin.com/feed/update/x/")
    delivery = next_run(tmp_path, server)

    assert row.state == "unknown"
    assert "podcaster resolve episode/eins linkedin" in str(row.reason)
    assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert len(server.posts) == 1


@pytest.mark.parametrize("number", range(2, 9))  # before the first there is no ledger
def test_a_run_killed_at_any_commit_of_the_ledger_never_posts_twice(
    tmp_path: Path, server: LinkedIn, number: int
) -> None:
    process = a_run(tmp_path, server, "commit", number)
    assert end_of(process) == -signal.SIGKILL

    delivery = next_run(tmp_path, server)

    [(_, state)] = told(delivery.standings, "linkedin").values()
    assert state in {"done", "unknown"}
    assert len(server.posts) == 1 or (state == "unknown" and not server.posts)
    assert told(delivery.standings, "public")["episode/eins"][1] == "done"


@pytest.mark.parametrize("number", range(1, 21))
@pytest.mark.parametrize("moment", ["fsync", "synced"])
def test_a_run_killed_at_any_file_is_made_good_by_the_next(
    tmp_path: Path, server: LinkedIn, moment: str, number: int
) -> None:
    process = a_run(tmp_path, server, moment, number)
    assert end_of(process) == -signal.SIGKILL

    delivery = next_run(tmp_path, server)
    second = next_run(tmp_path, server)

    assert {str(row.state) for row in delivery.standings} == {"done", "handed_over"}
    assert {str(row.action) for row in second.standings} == {"none"}
    left = [*files_in(tmp_path / "public"), *files_in(tmp_path / "outbox")]
    assert not [path for path in left if ".part" in path]
    assert len(list((tmp_path / "outbox/website").iterdir())) == 1
    assert len(server.posts) == 1


def test_two_runs_at_once_post_once(tmp_path: Path, server: LinkedIn) -> None:
    processes = [a_run(tmp_path, server, "never", 0) for _ in range(2)]

    codes = [end_of(process) for process in processes]

    assert codes == [0, 0]
    assert len(server.posts) == 1
    assert len(server.images) == 1
