"""A run that breaks off in the middle of a list: nobody gets it twice, nobody is forgotten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest
from tests.deliver.killed_mail import PEOPLE, at_work, released
from tests.deliver.releases import corrected, told
from tests.servers.mail import (
    PASSWORD,
    Certificate,
    MailServer,
    a_certificate,
    mail_server,
    trusting,
)

from podcaster.deliver import deliver, resolve, standings

ROOT = Path(__file__).resolve().parents[2]
ITEM = "episode/eins"
URL = "https://blatt.test/eins"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(certificate: Certificate) -> Iterator[MailServer]:
    with trusting(certificate), mail_server(certificate) as running:
        yield running


def killed(folder: Path, server: MailServer, moment: str, number: int) -> None:
    """Send in a process that dies at the `number`-th mail."""
    script = Path(__file__).with_name("killed_mail.py")
    command = [sys.executable, str(script), str(folder), str(server.port), moment, str(number)]
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    died = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False, timeout=300)
    assert died.returncode == -signal.SIGKILL


def published(folder: Path, server: MailServer, *more: str) -> tuple[str, str]:
    delivery = deliver(released(folder, server.port, *more), at_work(folder))
    return told(delivery.standings, "press")[ITEM]


def settled(folder: Path, server: MailServer, url: str | None) -> None:
    settings = released(folder, server.port).settings
    resolve(at_work(folder), ITEM, "press", url, settings)


def reached(server: MailServer) -> list[str]:
    return [address for address, _ in server.taken]


@pytest.mark.parametrize(("moment", "number"), [("before", 2), ("after", 4)])
def test_only_the_one_whose_mail_was_leaving_is_asked_about(
    tmp_path: Path, server: MailServer, moment: str, number: int
) -> None:
    killed(tmp_path, server, moment, number)
    waiting = published(tmp_path, server)
    settled(tmp_path, server, None)
    asking = published(tmp_path, server)
    rows = standings(at_work(tmp_path), released(tmp_path, server.port).settings)
    has_it = moment == "after"

    settled(tmp_path, server, URL if has_it else None)
    done = published(tmp_path, server, "neu@blatt.test")
    after = published(tmp_path, server, "neu@blatt.test")

    assert (waiting, asking) == (("none", "unknown"), ("announce", "unknown"))
    assert "4 have it; nobody knows whether these have: publish.yaml" in str(rows[0].reason)
    assert (done, after) == (("announce", "done"), ("none", "done"))
    assert sorted(reached(server)) == sorted((*PEOPLE, "neu@blatt.test"))


def test_who_has_it_does_not_get_it_corrected(tmp_path: Path, server: MailServer) -> None:
    killed(tmp_path, server, "before", 3)
    published(tmp_path, server)
    settled(tmp_path, server, None)
    release = corrected(released(tmp_path, server.port))

    done = told(deliver(release, at_work(tmp_path)).standings, "press")[ITEM]

    subjects = [message_from_bytes(content)["Subject"] for _, content in server.taken]
    assert done == ("announce", "unknown")
    assert sorted(reached(server)) == sorted({*PEOPLE} - {PEOPLE[2]})
    assert [one == "Berichtigt" for one in subjects] == [False] * 2 + [True] * (len(PEOPLE) - 3)


def test_what_arrived_for_one_is_not_taken_as_done_for_the_others(
    tmp_path: Path, server: MailServer
) -> None:
    killed(tmp_path, server, "after", 1)

    settled(tmp_path, server, URL)
    (row,) = standings(at_work(tmp_path), released(tmp_path, server.port).settings)
    done = published(tmp_path, server)

    assert row.state == "ready"
    assert "brings it to all others" in str(row.reason)
    assert done == ("announce", "done")
    assert reached(server) == list(PEOPLE)


def test_where_nobody_was_reached_nobody_is_in_doubt(tmp_path: Path, server: MailServer) -> None:
    nowhere = published(tmp_path, replace(server, port=9))
    (row,) = standings(at_work(tmp_path), released(tmp_path, server.port).settings)

    done = published(tmp_path, server)

    assert nowhere == ("announce", "failed")
    assert "no connection" in str(row.reason)
    assert done == ("announce", "done")
    assert reached(server) == list(PEOPLE)


@pytest.mark.parametrize("answer", ["421 closing", "451 later", "DATA 451 later", "DATA 550 no"])
def test_who_is_first_on_the_list_is_not_in_doubt_after_a_refusal(
    tmp_path: Path, server: MailServer, answer: str
) -> None:
    server.answers[PEOPLE[0]] = answer
    refused = published(tmp_path, server)
    server.answers.clear()

    done = published(tmp_path, server)

    assert (refused, done) == (("announce", "failed"), ("announce", "done"))
    assert reached(server) == list(PEOPLE)


def test_a_password_that_is_mended_leaves_nobody_in_doubt(
    tmp_path: Path, server: MailServer
) -> None:
    wrong = replace(at_work(tmp_path), secrets={"PODCASTER_PRESS_PASSWORD": PASSWORD[1:]})
    refused = told(deliver(released(tmp_path, server.port), wrong).standings, "press")[ITEM]

    done = published(tmp_path, server)

    assert (refused, done) == (("announce", "failed"), ("announce", "done"))
    assert reached(server) == list(PEOPLE)
