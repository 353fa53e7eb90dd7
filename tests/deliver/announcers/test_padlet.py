"""Posts on a padlet: in the section of their topic, with their link, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, a_release, a_workspace, an_announcement, told
from tests.fakes import FakeWeb
from tests.servers.json_server import Fault
from tests.servers.padlet import BOARD, KEY, padlet_server
from tests.servers.padlet import Padlet as Server

from podcaster.deliver import deliver
from podcaster.deliver.announcers.padlet import Padlet, padlet
from podcaster.deliver.channel import Found
from podcaster.doors.web import Answer
from podcaster.errors import NotSentError
from podcaster.model.delivery import Delivery, State
from podcaster.model.padlet import PadletChannel
from podcaster.outside.web import RealWeb

SECTIONS = {"Klimawandel": "sec_Klima", "plätze": "sec_Plaetze"}


@pytest.fixture
def server() -> Iterator[Server]:
    with padlet_server() as running:
        yield running


def a_board(folder: Path, server: Server, key: str = KEY, **changes: object) -> Padlet:
    given = {"type": "padlet", "board": BOARD, "url": server.web.address, **changes}
    workspace = a_workspace(folder, web=RealWeb())
    settings = PadletChannel.model_validate(given)
    return padlet("board", settings, replace(workspace, secrets={"PODCASTER_BOARD_KEY": key}))


def published(folder: Path, server: Server, minutes: float = 0) -> Delivery:
    board = {"type": "padlet", "board": BOARD, "url": server.web.address}
    release = a_release(folder, "eins", channels={"public": FOLDER, "board": board})
    workspace = a_workspace(folder, web=RealWeb(), days=minutes / 1440)
    return deliver(release, replace(workspace, secrets={"PODCASTER_BOARD_KEY": KEY}))


def test_a_post_stands_in_the_section_of_its_topic_with_its_link(
    tmp_path: Path, server: Server
) -> None:
    item = an_announcement(tmp_path)

    receipt = a_board(tmp_path, server, sections=SECTIONS).announce(item, FakeMemory())

    (post,) = server.posts
    content = post["attributes"]["content"]
    assert post["section"] == "sec_Plaetze"
    assert content["subject"] == item.title
    assert content["body"].startswith("Wem gehört die Stadt?")
    assert content["attachment"]["url"] == item.link
    assert receipt.url == "https://padlet.test/wish/post0"


@pytest.mark.parametrize("effect", [True, False])
@pytest.mark.parametrize("status", [0, 502])
def test_a_lost_answer_is_settled_by_looking(
    tmp_path: Path, server: Server, status: int, effect: bool
) -> None:
    server.web.faults.append(Fault("/posts", status, effect))

    first = published(tmp_path, server)
    later = [published(tmp_path, server, minutes) for minutes in (10, 20, 30)]

    assert told(first.standings, "board") == {"episode/eins": ("announce", "unknown")}
    assert told(later[-1].standings, "board") == {"episode/eins": ("none", "done")}
    assert len(server.posts) == 1


def test_what_leads_to_the_same_page_is_another_post(tmp_path: Path, server: Server) -> None:
    board, item = a_board(tmp_path, server), an_announcement(tmp_path)
    board.announce(item, FakeMemory())

    assert board.find(item, FakeMemory()) == Found("post0", "https://padlet.test/wish/post0")
    assert board.find(replace(item, title="Anderes"), FakeMemory()) is None


@pytest.mark.parametrize(
    ("key", "board", "words"),
    [
        ("", BOARD, "PODCASTER_BOARD_KEY"),
        ("wrong", BOARD, "does not take the key"),
        (KEY, "nobody-knows", "does not know this padlet"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, server: Server, key: str, board: str, words: str
) -> None:
    channel = a_board(tmp_path, server, key, board=board)

    receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is State.FAILED
    assert words in str(receipt.why)
    assert server.posts == []


@pytest.mark.parametrize("attachment", ["https://anders.test/", None, [], 7])
def test_what_others_attach_in_another_form_is_not_ours(
    tmp_path: Path, server: Server, attachment: object
) -> None:
    published(tmp_path, server)
    theirs = {"content": {"subject": "Bild", "attachment": attachment}}
    server.posts.insert(0, {"type": "post", "id": "theirs", "attributes": theirs})

    found = a_board(tmp_path, server).find(an_announcement(tmp_path), FakeMemory())

    assert found is not None
    assert found.remote_id == server.posts[1]["id"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"data": {}, "included": {}}'])
def test_an_answer_that_lists_nothing_does_not_say_that_nothing_is_there(
    tmp_path: Path, server: Server, body: bytes
) -> None:
    board = replace(a_board(tmp_path, server), web=FakeWeb([Answer(200, {}, body)]))

    with pytest.raises(NotSentError, match="did not list what is there"):
        board.find(an_announcement(tmp_path), FakeMemory())


def test_an_archived_padlet_is_said(tmp_path: Path, server: Server) -> None:
    server.archived = True

    delivery = published(tmp_path, server)

    (row,) = [one for one in delivery.standings if one.channel == "board"]
    assert row.state is State.FAILED
    assert "archived" in str(row.reason)


@pytest.mark.parametrize("board", ["https://padlet.com/x/y", "a/../b", "x"])
def test_a_board_is_named_by_the_end_of_its_address(board: str) -> None:
    with pytest.raises(ValidationError):
        PadletChannel.model_validate({"type": "padlet", "board": board})
