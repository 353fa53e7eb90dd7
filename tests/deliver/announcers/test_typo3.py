"""Records that a TYPO3's reaction creates: at most one each, whatever becomes of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, a_release, a_workspace, an_announcement, told
from tests.servers.json_server import Fault
from tests.servers.typo3 import SECRET, Typo3, typo3_server

from podcaster.deliver import deliver, resolve
from podcaster.deliver.announcers.typo3 import Typo3 as Website
from podcaster.deliver.announcers.typo3 import typo3
from podcaster.deliver.channel import How
from podcaster.model.delivery import State
from podcaster.model.websites import Typo3Channel
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

VARIABLE = "PODCASTER_WEBSITE_SECRET"


@pytest.fixture
def server() -> Iterator[Typo3]:
    with typo3_server() as running:
        yield running


def a_show(folder: Path, secret: str = SECRET, days: float = 0) -> Workspace:
    return replace(a_workspace(folder, web=RealWeb(), days=days), secrets={VARIABLE: secret})


def a_website(folder: Path, server: Typo3, secret: str = SECRET) -> Website:
    settings = Typo3Channel.model_validate(server.settings)
    return typo3("website", settings, a_show(folder, secret))


def test_the_record_holds_what_its_fields_name(tmp_path: Path, server: Typo3) -> None:
    announcement = an_announcement(tmp_path, html="<p>„Platz“ & mehr</p>")

    receipt = a_website(tmp_path, server).announce(announcement, FakeMemory())

    assert receipt.state is State.DONE
    assert server.records == [
        {
            "title": announcement.title,
            "teaser": announcement.summary,
            "bodytext": announcement.html,
            "externalurl": announcement.link,
            "datetime": str(int(announcement.published_at.timestamp())),
        }
    ]


@pytest.mark.parametrize("status", [0, 500, 502, 200])
def test_what_is_in_doubt_is_for_a_person(tmp_path: Path, server: Typo3, status: int) -> None:
    server.web.faults.append(Fault("/reaction", status, effect=True))
    channels = {"public": FOLDER, "website": server.settings}
    release = a_release(tmp_path, "eins", channels=channels)

    for days in range(3):
        delivery = deliver(release, a_show(tmp_path, days=days))
    (standing,) = [row for row in delivery.standings if row.channel == "website"]
    resolve(a_show(tmp_path), "episode/eins", "website", "https://web.test/aktuelles/eins")
    after = deliver(release, a_show(tmp_path, days=4))

    assert standing.state in {State.UNKNOWN, State.NEEDS_HUMAN}
    assert "resolve" in str(standing.reason)
    assert told(after.standings, "website") == {"episode/eins": ("none", "done")}
    assert len(server.records) == 1


@pytest.mark.parametrize(
    ("secret", "denied", "said"),
    [("", False, VARIABLE), ("wrong-canary", False, "the secret"), (SECRET, True, "fields")],
)
def test_what_was_refused_is_said_and_may_be_sent_again(
    tmp_path: Path, server: Typo3, secret: str, denied: bool, said: str
) -> None:
    server.denied = denied

    receipt = a_website(tmp_path, server, secret).announce(an_announcement(tmp_path), FakeMemory())

    assert (receipt.state, receipt.how) == (State.FAILED, How.REFUSED)
    assert said in str(receipt.why)
    assert "canary" not in str(receipt.why)
    assert server.records == []


@pytest.mark.parametrize(
    "url",
    [
        "https://web.test/typo3/",
        "http://web.test/typo3/reaction/0b5e77b4-2a4c-4c31-9d0e-3b1f2c8d4a11",
    ],
)
def test_only_addresses_of_reactions_are_taken(url: str) -> None:
    with pytest.raises(ValidationError):
        Typo3Channel.model_validate({"type": "typo3", "url": url})
