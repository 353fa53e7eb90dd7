"""Notices for colleagues: each once, as it was written, to whoever is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, a_release, a_workspace, an_announcement, told
from tests.servers.json_server import Fault
from tests.servers.notices import ROOM, SLACK, TEAMS, TOKEN, NoticeServer, notice_server

from podcaster.deliver import deliver, standings
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.announcers.matrix import Matrix
from podcaster.deliver.channel import Announcer, Found, Receipt
from podcaster.model.delivery import Delivery, State
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel
from podcaster.model.values import Written
from podcaster.outside.web import RealWeb

TEXT = "Mitarbeiter*innen & Bürger*innen <neu> [Teil 1] _heute_"


MODELS: dict[str, type[Written]] = {
    "slack": SlackChannel,
    "teams": TeamsChannel,
    "matrix": MatrixChannel,
}


@pytest.fixture
def server() -> Iterator[NoticeServer]:
    with notice_server() as running:
        yield running


def written(kind: str, server: NoticeServer) -> Mapping[str, object]:
    more = {"url": server.web.address, "room": ROOM} if kind == "matrix" else {}
    return {"type": kind, **more}


def secrets(kind: str, server: NoticeServer) -> Mapping[str, str]:
    if kind == "matrix":
        return {"PODCASTER_TEAM_TOKEN": TOKEN}
    path = {"slack": SLACK, "teams": TEAMS}[kind]
    return {"PODCASTER_TEAM_SECRET": f"{server.web.address}{path}"}


def an_announcer(
    kind: str, folder: Path, server: NoticeServer, given: Mapping[str, str] | None = None
) -> Announcer:
    model = MODELS[kind]
    known = secrets(kind, server) if given is None else given
    workspace = replace(a_workspace(folder, web=RealWeb()), secrets=known)
    return ANNOUNCERS[model]("team", model.model_validate(written(kind, server)), workspace)


def published(kind: str, folder: Path, server: NoticeServer, minutes: float = 0) -> Delivery:
    channels = {"public": FOLDER, "team": written(kind, server)}
    workspace = a_workspace(folder, web=RealWeb(), days=minutes / 1440)
    release = a_release(folder, "eins", channels=channels)
    return deliver(release, replace(workspace, secrets=secrets(kind, server)))


def sent(kind: str, folder: Path, server: NoticeServer, **changes: Any) -> Receipt:  # noqa: ANN401 - any field
    item = an_announcement(folder, **changes)
    return an_announcer(kind, folder, server).announce(item, FakeMemory())


def test_slack_shows_every_sign_as_it_was_written(tmp_path: Path, server: NoticeServer) -> None:
    sent("slack", tmp_path, server, post=TEXT)

    assert server.seen == [TEXT]


def test_teams_shows_every_sign_as_it_was_written_and_a_button(
    tmp_path: Path, server: NoticeServer
) -> None:
    sent("teams", tmp_path, server, post=f"{TEXT}\n\nZweite Zeile", link="https://stadt.test/a")

    assert server.seen == [(f"{TEXT}\nZweite Zeile", "https://stadt.test/a")]


def test_matrix_shows_every_sign_as_it_was_written_with_links(
    tmp_path: Path, server: NoticeServer
) -> None:
    receipt = sent("matrix", tmp_path, server, post=f"{TEXT}\nhttps://stadt.test/?a=1&b=2")

    content = server.seen[0]["content"]
    link = "https://stadt.test/?a=1&amp;b=2"
    assert content["body"] == f"{TEXT}\nhttps://stadt.test/?a=1&b=2"
    assert "Mitarbeiter*innen &amp; Bürger*innen &lt;neu&gt;" in content["formatted_body"]
    assert f'<a href="{link}">{link}</a>' in content["formatted_body"]
    assert receipt.url == "https://matrix.to/#/%21raum%3Astadt.test/%24event0"


@pytest.mark.parametrize("kind", ["slack", "teams"])
@pytest.mark.parametrize("fault", [Fault("/", effect=True), Fault("/", 500, effect=True)])
def test_a_notice_in_doubt_is_never_sent_again_by_itself(
    kind: str, tmp_path: Path, server: NoticeServer, fault: Fault
) -> None:
    server.web.faults.append(fault)

    published(kind, tmp_path, server)
    again = published(kind, tmp_path, server, minutes=60)
    settings = a_release(tmp_path, channels={"public": FOLDER}).settings
    rows = standings(a_workspace(tmp_path), settings)

    assert told(again.standings, "team") == {"episode/eins": ("none", "unknown")}
    assert [row for row in rows if "podcaster resolve episode/eins team" in str(row.reason)]
    assert len(server.seen) == 1


@pytest.mark.parametrize("effect", [True, False])
def test_a_notice_in_matrix_is_looked_for_and_is_there_once(
    tmp_path: Path, server: NoticeServer, effect: bool
) -> None:
    server.web.faults.append(Fault("/send/", effect=effect))

    published("matrix", tmp_path, server)
    server.names.clear()  # as if a day had gone by
    later = [published("matrix", tmp_path, server, minutes=each) for each in (10, 20, 30)]

    assert told(later[-1].standings, "team") == {"episode/eins": ("none", "done")}
    assert len(server.seen) == 1


def test_a_notice_far_back_in_a_room_is_found(tmp_path: Path, server: NoticeServer) -> None:
    item = an_announcement(tmp_path)
    room = an_announcer("matrix", tmp_path, server)
    assert isinstance(room, Matrix)
    room.announce(item, FakeMemory())
    event = {"event_id": "$x", "content": {"body": "x"}, "origin_server_ts": 1_773_144_000_000}
    server.seen += [event] * 250

    found = room.find(item, FakeMemory())

    assert isinstance(found, Found)
    assert found.remote_id == "$event0"
    assert room.find(replace(item, item="news/anders"), FakeMemory()) is None


def test_a_room_that_wants_less_says_when(tmp_path: Path, server: NoticeServer) -> None:
    server.web.faults.append(Fault("/send/", 429, headers={"Retry-After": "120"}))

    receipt = sent("matrix", tmp_path, server)

    assert receipt.state is State.FAILED
    assert receipt.not_before is not None


@pytest.mark.parametrize("kind", ["slack", "teams", "matrix"])
def test_a_secret_that_lacks_or_is_no_good_is_said_without_telling_it(
    kind: str, tmp_path: Path, server: NoticeServer
) -> None:
    name = "PODCASTER_TEAM_TOKEN" if kind == "matrix" else "PODCASTER_TEAM_SECRET"
    wrong = {name: f"{server.web.address}/services/canary-wrong"}

    for given, words in (({}, name), ({name: "http://stadt.test/x"}, ""), (wrong, "")):
        announcer = an_announcer(kind, tmp_path, server, given)
        receipt = announcer.announce(an_announcement(tmp_path), FakeMemory())

        assert receipt.state is State.FAILED
        assert receipt.stops
        assert words in str(receipt.why)
        assert "canary" not in str(receipt)
    assert server.seen == []


@pytest.mark.parametrize("room", ["#raum:stadt.test", "!a/../b:stadt.test", "raum"])
def test_a_room_is_named_by_its_id(room: str) -> None:
    with pytest.raises(ValidationError):
        MatrixChannel.model_validate({"type": "matrix", "url": "https://m.test", "room": room})
