"""A real line that really breaks, between the door to the web and a LinkedIn of our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.deliver.releases import FOLDER, LINKEDIN, a_release, a_workspace, told
from tests.servers.bad_line import BadLine, bad_line
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server

from podcaster.deliver import deliver
from podcaster.model.delivery import Delivery
from podcaster.outside.web import RealWeb

#: An answer's head is about so long; it is cut before, inside and after it.
CUTS = (0, 1, 9, 12, 17, 40, 80, 120, 160)


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


@pytest.fixture
def line(server: LinkedIn) -> Iterator[BadLine]:
    with bad_line("127.0.0.1", urlsplit(server.address).port or 0) as running:
        yield running


def published(folder: Path, line: BadLine) -> Delivery:
    api = f"http://127.0.0.1:{line.port}"
    channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "api": api}}
    release = a_release(folder, "eins", channels=channels, picture=None)
    return deliver(release, a_workspace(folder, web=RealWeb(), token=TOKEN))


@pytest.mark.parametrize("fault", ["lose_response", *(f"cut:{n}" for n in CUTS), "reset:30"])
def test_a_post_whose_answer_is_lost_is_in_doubt_and_never_repeated(
    tmp_path: Path, server: LinkedIn, line: BadLine, fault: str
) -> None:
    line.faults += ["", fault]  # the first only looks whether it is there

    first = published(tmp_path, line)
    second = published(tmp_path, line)

    expected = {("announce", "unknown"), ("announce", "done")}  # the last cut is after all of it
    assert set(told(first.standings, "linkedin").values()) <= expected
    assert {state for _, state in told(second.standings, "linkedin").values()} <= {
        "unknown",
        "done",
    }
    assert len(server.posts) == 1


@pytest.mark.parametrize("fault", ["refuse", "drop_request"])
def test_what_broke_before_anything_was_said_is_in_doubt_and_asked_about(
    tmp_path: Path, server: LinkedIn, line: BadLine, fault: str
) -> None:
    line.faults += ["", fault]  # the first only looks whether it is there

    first = published(tmp_path, line)
    second = published(tmp_path, line)

    assert told(first.standings, "linkedin") == {"episode/eins": ("announce", "unknown")}
    assert "podcaster resolve episode/eins linkedin" in str(first.standings[-1].reason)
    assert told(second.standings, "linkedin") == {"episode/eins": ("none", "unknown")}
    assert server.posts == []


def test_an_answer_that_is_late_is_waited_for(
    tmp_path: Path, server: LinkedIn, line: BadLine
) -> None:
    line.faults.append("delay:0.5")

    delivery = published(tmp_path, line)

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "done")}
    assert len(server.posts) == 1


def test_where_nobody_listens_nothing_left_and_it_is_tried_again_at_once(
    tmp_path: Path, server: LinkedIn
) -> None:
    with bad_line("127.0.0.1", urlsplit(server.address).port or 0) as gone:
        pass

    first = published(tmp_path, gone)
    with bad_line("127.0.0.1", urlsplit(server.address).port or 0) as line:
        second = published(tmp_path, line)

    assert told(first.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert told(second.standings, "linkedin") == {"episode/eins": ("announce", "done")}
    assert len(server.posts) == 1
