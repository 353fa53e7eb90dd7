"""The ledger on a real PostgreSQL: the same promises, for several machines at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.deliver.releases import FOLDER, LINKEDIN, NOW, a_release, a_workspace, told
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server
from tests.servers.postgres import PASSWORD, postgres_server

from podcaster.deliver import deliver, standings
from podcaster.deliver.channel import Receipt
from podcaster.deliver.ledger.opening import Home, opened_ledger, read_ledger
from podcaster.deliver.ledger.records import Key, Operation
from podcaster.errors import FolderError, NotSentError, UsageError
from podcaster.model.delivery import State
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

KEY = Key("linkedin", "episode/eins", Operation.ANNOUNCE, "rev", "guid")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture
def url(server: str) -> str:
    """Return the address of a database that is empty."""
    engine = create_engine(server.replace("postgresql", "postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()
    return server


@pytest.fixture
def linkedin() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def a_machine(folder: Path, url: str) -> Workspace:
    workspace = a_workspace(folder, web=RealWeb(), token=TOKEN)
    return replace(workspace, ledger=url, who="redaktion")


def test_nothing_is_made_by_reading(url: str, tmp_path: Path) -> None:
    assert read_ledger(tmp_path, url).rows == ()
    assert read_ledger(tmp_path, url).since is None


def test_of_many_at_once_exactly_one_gets_the_claim(url: str, tmp_path: Path) -> None:
    with opened_ledger(tmp_path, NOW, url=url) as ledger:
        won: list[int] = []
        threads = [
            threading.Thread(target=lambda: won.append(len(ledger.claim([KEY], repeatable=False))))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(won) == [0] * 7 + [1]


def test_two_machines_see_each_other_at_work(url: str, tmp_path: Path) -> None:
    with (
        opened_ledger(tmp_path / "one", NOW, url=url) as one,
        opened_ledger(tmp_path / "two", NOW, url=url) as two,
    ):
        one.begin(["linkedin"])
        one.claim([KEY], repeatable=False)
        seen_there = two.snapshot().settled(two.owner, busy=False)
        seen_here = one.snapshot().settled(one.owner, busy=False)

    assert one.owner != two.owner
    assert seen_there.rows[0].state is State.SENDING
    assert seen_here.rows[0].state is State.UNKNOWN


def test_a_lease_that_ran_out_is_in_doubt_and_its_holder_may_not_go_on(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podcaster.deliver.ledger.ledger.LEASE", timedelta(seconds=-1))
    with (
        opened_ledger(tmp_path / "one", NOW, url=url) as one,
        opened_ledger(tmp_path / "two", NOW, url=url) as two,
    ):
        (claim,) = one.claim([KEY], repeatable=False)
        (row,) = two.snapshot().settled(two.owner, busy=False).rows
        two.record(KEY, Receipt(State.UNKNOWN))

        with pytest.raises(NotSentError, match="another run has taken this over"):
            one.keep(claim, {"request": "late"}, repeatable=False)

    assert row.state is State.UNKNOWN


def test_two_machines_publish_once(url: str, tmp_path: Path, linkedin: LinkedIn) -> None:
    channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "api": linkedin.address}}
    folders = [tmp_path / name for name in ("one", "two")]
    releases = [a_release(folder, "eins", "zwei", channels=channels) for folder in folders]

    def publish(number: int) -> None:
        deliver(releases[number], a_machine(folders[number], url))

    threads = [threading.Thread(target=publish, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = standings(a_machine(folders[0], url), releases[0].settings)

    assert len(linkedin.posts) == 2
    assert told(rows, "linkedin") == {
        "episode/eins": ("none", "done"),
        "episode/zwei": ("none", "done"),
    }


def test_the_password_is_told_to_nobody(tmp_path: Path) -> None:
    url = f"postgresql://keeper:{PASSWORD}@127.0.0.1:9/none"

    with pytest.raises(FolderError) as caught, opened_ledger(tmp_path, NOW, url=url):
        pass

    assert str(caught.value) == (
        "postgresql://127.0.0.1/none: the ledger's database can't be reached"
    )
    assert PASSWORD not in repr(Home(tmp_path, url)) + repr(a_machine(tmp_path, url))


@pytest.mark.parametrize("wrong", ["mysql://x/y", "nonsense", "sqlite:///x"])
def test_another_kind_of_address_is_refused(tmp_path: Path, wrong: str) -> None:
    with (
        pytest.raises(UsageError, match="PODCASTER_LEDGER_URL"),
        opened_ledger(tmp_path, NOW, url=wrong),
    ):
        pass


def test_somebody_elses_database_is_left_alone(url: str, tmp_path: Path) -> None:
    engine = create_engine(url.replace("postgresql", "postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE money (amount INTEGER)"))
    engine.dispose()

    with pytest.raises(FolderError, match="is no ledger"), opened_ledger(tmp_path, NOW, url=url):
        pass
