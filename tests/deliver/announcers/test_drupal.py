"""Nodes on a Drupal of our own writing, strict as its documentation is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, PICTURE, a_release, a_workspace, an_announcement, told
from tests.servers.drupal import PASSWORD, Drupal, drupal_server
from tests.servers.json_server import Fault

from podcaster.deliver import deliver
from podcaster.deliver.announcers.drupal.channel import Drupal as Website
from podcaster.deliver.announcers.drupal.channel import drupal
from podcaster.deliver.channel import How
from podcaster.errors import RefusedError
from podcaster.model.delivery import State
from podcaster.model.websites import DrupalChannel
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

VARIABLE = "PODCASTER_WEBSITE_PASSWORD"


@pytest.fixture
def server() -> Iterator[Drupal]:
    with drupal_server() as running:
        yield running


def a_show(folder: Path, password: str = PASSWORD, days: float = 0) -> Workspace:
    return replace(a_workspace(folder, web=RealWeb(), days=days), secrets={VARIABLE: password})


def a_website(
    folder: Path, server: Drupal, password: str = PASSWORD, **changes: object
) -> Website:  # fmt: skip
    settings = DrupalChannel.model_validate({**server.settings, **changes})
    return drupal("website", settings, a_show(folder, password))


def test_readers_see_title_text_picture_and_date(tmp_path: Path, server: Drupal) -> None:
    announcement = an_announcement(tmp_path)

    receipt = a_website(tmp_path, server).announce(announcement, FakeMemory())

    ((number, node),) = server.nodes.items()
    assert (receipt.state, receipt.remote_id) == (State.DONE, number)
    assert receipt.url == f"{server.web.address}/node/1"
    assert (node["title"], node["status"]) == (announcement.title, True)
    assert node["body"] == {
        "value": announcement.html,
        "format": "full_html",
        "summary": announcement.summary,
    }
    assert node["created"] == "2026-03-10T12:00:00+00:00"
    picture = node["field_image"]["data"]
    assert server.files[picture["id"]] == ("picture.png", PICTURE)
    assert picture["meta"] == {"alt": "Ein Platz am Abend"}


@pytest.mark.parametrize("status", [0, 500, 503])
@pytest.mark.parametrize("path", ["/field_image", "/article"])
def test_a_lost_answer_makes_no_second_node(
    tmp_path: Path, server: Drupal, path: str, status: int
) -> None:
    server.web.faults.append(Fault(path, status, effect=True))
    channels = {"public": FOLDER, "website": server.settings}
    release = a_release(tmp_path, "eins", channels=channels)

    for days in range(3):
        delivery = deliver(release, a_show(tmp_path, days=days))

    assert told(delivery.standings, "website") == {"episode/eins": ("none", "done")}
    assert len(server.nodes) == 1


@pytest.mark.parametrize("cleared", [True, False])
def test_a_picture_of_an_earlier_try_is_taken_if_it_is_still_there(
    tmp_path: Path, server: Drupal, cleared: bool
) -> None:
    announcement, memory = an_announcement(tmp_path), FakeMemory()
    refused = a_website(tmp_path, server, format="php_code").announce(announcement, memory)
    before = set(server.files)
    if cleared:
        server.clear_away()

    receipt = a_website(tmp_path, server).announce(announcement, memory)

    ((_, node),) = server.nodes.items()
    assert (refused.state, receipt.state) == (State.FAILED, State.DONE)
    assert (node["field_image"]["data"]["id"] in before) is not cleared
    assert len(server.files) == 1


def test_a_change_leaves_what_editors_decided(tmp_path: Path, server: Drupal) -> None:
    channel, announcement = a_website(tmp_path, server), an_announcement(tmp_path)
    number = channel.announce(announcement, FakeMemory()).remote_id or ""
    server.nodes[number]["status"] = False

    receipt = channel.update(number, replace(announcement, title="Anders"), FakeMemory())

    assert (server.nodes[number]["title"], server.nodes[number]["status"]) == ("Anders", False)
    assert receipt.state is State.NEEDS_HUMAN


def test_a_website_that_moderates_leaves_the_rest_to_a_person(
    tmp_path: Path, server: Drupal
) -> None:
    server.moderated = True

    receipt = a_website(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is State.NEEDS_HUMAN
    assert "unpublished" in str(receipt.why)


def test_without_a_picture_field_no_picture_is_sent(tmp_path: Path, server: Drupal) -> None:
    a_website(tmp_path, server, picture=False).announce(an_announcement(tmp_path), FakeMemory())

    assert (len(server.nodes), server.files) == (1, {})


@pytest.mark.parametrize(
    ("password", "changes", "said"),
    [
        ("", {}, VARIABLE),
        ("wrong-canary", {}, "does not let us in"),
        (PASSWORD, {"bundle": "story"}, "no such content type"),
        (PASSWORD, {"format": "php_code"}, "`format`"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    tmp_path: Path, server: Drupal, password: str, changes: dict[str, object], said: str
) -> None:
    channel = a_website(tmp_path, server, password, **changes)

    receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    assert (receipt.state, receipt.how) == (State.FAILED, How.REFUSED)
    assert said in str(receipt.why)
    assert "canary" not in str(receipt.why)
    assert server.nodes == {}


def test_an_interface_that_only_reads_is_named(tmp_path: Path, server: Drupal) -> None:
    channel = a_website(tmp_path, server)
    number = channel.announce(an_announcement(tmp_path), FakeMemory()).remote_id or ""
    server.readonly = True

    receipt = channel.announce(an_announcement(tmp_path, "news/zwei"), FakeMemory())

    assert "only read" in str(receipt.why)
    with pytest.raises(RefusedError):
        channel.delete(number)


@pytest.mark.parametrize(
    "changed",
    [{"url": "http://web.test"}, {"url": "https://web.test/?q=1"}, {"bundle": "../user"},
     {"picture": True}, {"format": "Full HTML"}],
)  # fmt: skip
def test_settings_that_lead_elsewhere_are_refused(changed: dict[str, object]) -> None:
    fine = {"type": "drupal", "url": "https://web.test", "user": "podcast"}

    assert DrupalChannel.model_validate(fine).picture == "field_image"
    with pytest.raises(ValidationError):
        DrupalChannel.model_validate({**fine, **changed})
