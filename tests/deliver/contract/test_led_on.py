"""A server that leads on to another address has done nothing; which setting is wrong is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.contract.trials import TRIALS, an_announcer
from tests.deliver.releases import an_announcement
from tests.fakes import FakeWeb

from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import How
from podcaster.doors.web import Answer
from podcaster.model.announcers import HandoverChannel, LinkedInChannel
from podcaster.model.delivery import State
from podcaster.model.mail import MailChannel
from podcaster.model.notices import SlackChannel, TeamsChannel
from podcaster.model.pings import IndexNowChannel, WebSubChannel
from podcaster.model.websites import GitChannel

#: They do not speak HTTP, or look at their own key in public before.
OTHERS = {HandoverChannel, MailChannel, GitChannel, IndexNowChannel}

#: Settings -> what is to be corrected, where it is not `url`.
SETTINGS: dict[type, str] = {
    LinkedInChannel: "`api`",
    SlackChannel: "_SECRET`",
    TeamsChannel: "_SECRET`",
    WebSubChannel: "`hubs`",
}


@pytest.mark.parametrize("status", [301, 307, 308])
@pytest.mark.parametrize(
    "kind", [kind for kind in ANNOUNCERS if kind not in OTHERS], ids=lambda kind: kind.__name__
)
def test_what_was_led_on_was_refused(kind: type, tmp_path: Path, status: int) -> None:
    moved = Answer(status, {"location": "https://www.blatt.test/"}, b"")
    with TRIALS[kind](tmp_path) as trial:
        channel = an_announcer(kind, tmp_path, replace(trial, web=FakeWeb([moved])))

        receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    assert (receipt.state, receipt.how, receipt.stops) == (State.FAILED, How.REFUSED, True)
    assert "another address" in str(receipt.why)
    assert SETTINGS.get(kind, "`url`") in str(receipt.why)
