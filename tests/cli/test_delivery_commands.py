"""What was done and what waits: log, confirm, and publish by the clock."""

from __future__ import annotations

import functools
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.cli.command_line import run

from podcaster.deliver import LEDGER
from podcaster.deliver.confirming import carries
from podcaster.deliver.lock import only_one


@pytest.fixture
def website(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the folder `web` on loopback, as a public website would be."""
    folder = tmp_path / "web"
    folder.mkdir()
    monkeypatch.setenv("PODCASTER_TEST_LOOPBACK", "1")
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Say nothing."""


def test_the_log_tells_who_published_what_and_when(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODCASTER_PERSON", "redaktion")
    before = run("-C", show, "log")
    run("-C", show, "publish")

    rows = run("-C", show, "log", "--json").json()
    tries = run("-C", show, "log", "episode/erste-folge", "--all", "--json").json()

    assert "nothing went out so far" in before.err
    assert [(row["who"], row["item"], row["channel"], row["state"]) for row in rows] == [
        ("redaktion", "episode/erste-folge", "public", "done"),
        ("redaktion", "episode/erste-folge", "website", "handed_over"),
    ]
    assert rows[0]["url"].endswith("/episodes/erste-folge/index.html")
    assert [row["state"] for row in tries] == ["sending", "done", "sending", "handed_over"]


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the clock of this machine be the one in Berlin."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_berlin")
def test_days_and_times_are_told_as_the_clock_here_shows_them(show: Path) -> None:
    run("-C", show, "publish")
    with closing(sqlite3.connect(show / ".podcaster" / LEDGER)) as ledger, ledger:
        ledger.execute("update attempt set at = '2026-07-01 22:30:00.000000'")
        ledger.execute("update delivery set updated_at = '2026-07-01 22:30:00.000000'")

    log = run("-C", show, "log")
    rows = run("-C", show, "log", "--json").json()
    status = run("-C", show, "status")

    assert {line[:26] for line in log.out.splitlines()} == {"2026-07-02 00:30 UTC+02:00"}
    assert {row["at"] for row in rows} == {"2026-07-01T22:30:00+00:00"}
    assert "2026-07-02" in status.out
    assert "2026-07-01" not in status.out


def test_a_page_that_shows_the_item_closes_it(show: Path, website: str, tmp_path: Path) -> None:
    run("-C", show, "publish")
    title = "Erste Folge"
    (tmp_path / "web/da.html").write_text(f"<h1>{title.upper()}</h1>")
    (tmp_path / "web/anders.html").write_text(f"<title>Aktuelles</title><!-- {title} -->")

    wrong = run("-C", show, "confirm", "episode/erste-folge", f"{website}/anders.html")
    right = run("-C", show, "confirm", "episode/erste-folge", f"{website}/da.html", "--json")
    twice = run("-C", show, "confirm", "episode/erste-folge", f"{website}/da.html")

    assert wrong.code == 2
    assert "shows neither" in wrong.err
    assert right.code == 0, right.err
    assert right.json()[0]["state"] == "done"
    assert right.json()[0]["url"] == f"{website}/da.html"
    assert twice.code == 2
    assert "waits for a person" in twice.err


def test_addresses_inside_the_house_are_not_asked(show: Path) -> None:
    run("-C", show, "publish")

    told = run("-C", show, "confirm", "episode/erste-folge", "http://127.0.0.1:9/")

    assert told.code == 1
    assert "not public" in told.err


@pytest.mark.parametrize(
    ("page", "there"),
    [
        ("<p>Plätze &amp; Räume: „Nacht“</p>", True),
        ("<p>Plätze&shy; &#38; <b>Räume</b> &ndash; Nacht!</p>", True),
        ("<p>Plätze und Räume</p>", False),
        ("<script>Plätze & Räume: Nacht</script>", False),
        ('<a href="https://x.test/episodes/a/?a=1&amp;b=2">hier</a>', True),
        ("", False),
    ],
)
def test_a_page_carries_what_people_read_there(page: str, there: bool) -> None:
    title = "Plätze & Räume: „Nacht“"

    assert carries(page, title, "https://x.test/episodes/a/?a=1&b=2") is there


def test_by_the_clock_a_second_run_leaves_at_once(show: Path) -> None:
    with only_one(show / ".podcaster/publish.lock"):
        second = run("-C", show, "publish", "--due")
    after = run("-C", show, "publish", "--due", "--json")

    assert second.code == 0
    assert "another run" in second.err
    assert {row["state"] for row in after.json()} == {"done", "handed_over"}


def test_a_plan_that_was_looked_at_is_done_as_it_is_or_not_at_all(
    show: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    run("-C", show, "plan", "--save", plan)
    notes = show / "episodes/erste-folge/notes.md"
    before = notes.read_text()
    notes.write_text(f"{before}\nNoch ein Satz.\n")

    moved = run("-C", show, "publish", "--plan", plan)
    notes.write_text(before)
    kept = run("-C", show, "publish", "--plan", plan, "--json")
    again = run("-C", show, "publish", "--plan", plan)

    assert moved.code == 1
    assert "the world has moved since the plan was made: `episode/erste-folge`" in moved.err
    assert {row["state"] for row in kept.json()} == {"done", "handed_over"}
    assert again.code == 1


def test_what_is_no_plan_is_said(show: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"version": 7}')

    told = run("-C", show, "publish", "--plan", tmp_path / "plan.json")

    assert told.code == 2
    assert "is no plan" in told.err
    assert not (show / "public").exists()
