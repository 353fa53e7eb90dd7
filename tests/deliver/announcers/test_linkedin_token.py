"""LinkedIn's token: expired or revoked in the middle, renewed where that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory, a_page, published, released
from tests.deliver.releases import NOW, a_workspace, an_announcement, told
from tests.fakes import FakeWeb
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server
from tests.servers.linkedin_state import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN

from podcaster.deliver import deliver, resolve, standings, withdraw
from podcaster.deliver.announcers.linkedin.token import Token
from podcaster.doors.web import Answer
from podcaster.errors import UsageError
from podcaster.model.delivery import State
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

LINK = "https://www.linkedin.com/feed/update/"


@dataclass
class FakeVault:
    """Keeps secrets in a dictionary."""

    kept: dict[str, tuple[str, datetime | None]] = field(default_factory=dict)

    def keep(self, name: str, secret: str, expires_at: datetime | None = None) -> bool:
        self.kept[name] = secret, expires_at
        return True

    def forget(self, name: str) -> bool:
        return self.kept.pop(name, None) is not None

    def expires_at(self, name: str) -> datetime | None:
        return self.kept[name][1] if name in self.kept else None


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def renewable(folder: Path, vault: FakeVault) -> Workspace:
    secrets = {
        "PODCASTER_LINKEDIN_TOKEN": TOKEN,
        "PODCASTER_LINKEDIN_REFRESH_TOKEN": REFRESH_TOKEN,
        "PODCASTER_LINKEDIN_CLIENT_SECRET": CLIENT_SECRET,
    }
    return replace(a_workspace(folder, web=RealWeb()), secrets=secrets, vault=vault)


@pytest.mark.parametrize("requests", range(5))
def test_a_token_that_expires_in_the_middle_is_renewed_and_kept(
    tmp_path: Path, server: LinkedIn, requests: int
) -> None:
    vault = FakeVault()
    server.expires_after = requests
    page = a_page(tmp_path, server, workspace=renewable(tmp_path, vault), client_id=CLIENT_ID)

    receipt = page.announce(an_announcement(tmp_path), FakeMemory())

    renewed = requests < 4  # so many requests a post with a picture takes
    assert receipt.state is State.DONE
    assert len(server.posts) == 1
    assert ("PODCASTER_LINKEDIN_TOKEN" in vault.kept) is renewed
    if renewed:
        kept = (server.token, NOW + timedelta(days=60))
        assert vault.kept["PODCASTER_LINKEDIN_TOKEN"] == kept
    assert server.token not in repr(page)


@pytest.mark.parametrize(
    ("lives_s", "expires"), [("10" * 20, True), ("-5", False), ('"x"', False), ("null", False)]
)
def test_a_token_is_kept_however_long_it_is_said_to_live(lives_s: str, expires: bool) -> None:
    told = f'{{"access_token": "new", "expires_in": {lives_s}}}'.encode()
    vault = FakeVault()
    token = Token("old", "https://www.linkedin.com", "id", "secret", "again", vault)

    renewed = token.renew(FakeWeb([Answer(200, {}, told)]), NOW)

    assert renewed
    assert (vault.expires_at("PODCASTER_LINKEDIN_TOKEN") is not None) is expires


def test_a_token_that_may_not_be_renewed_is_asked_for_once(
    tmp_path: Path, server: LinkedIn
) -> None:
    server.refreshes, server.token_problem = False, "EXPIRED_ACCESS_TOKEN"
    page = a_page(tmp_path, server, workspace=renewable(tmp_path, FakeVault()), client_id=CLIENT_ID)

    states = [page.announce(an_announcement(tmp_path), FakeMemory()).state for _ in range(2)]

    asked = [path for _, path in server.requests if path.startswith("/oauth/")]
    assert states == [State.FAILED, State.FAILED]
    assert asked == ["/oauth/v2/accessToken"]


@pytest.mark.parametrize("problem", ["EXPIRED_ACCESS_TOKEN", "REVOKED_ACCESS_TOKEN"])
@pytest.mark.parametrize("requests", range(1, 5))
def test_a_token_that_is_gone_in_the_middle_posts_once_with_the_next(
    tmp_path: Path, server: LinkedIn, problem: str, requests: int
) -> None:
    server.expires_after = requests

    first = published(tmp_path, server)
    server.token_problem = problem
    second = published(tmp_path, server, days=0.1)
    server.token_problem = ""
    third = published(tmp_path, server, days=0.2)

    assert told(first.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert "say `podcaster auth linkedin`" in str(first.standings[-1].reason)
    assert told(second.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert told(third.standings, "linkedin") == {"episode/eins": ("announce", "done")}
    assert len(server.posts) == 1


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_jumps_posts_nothing_twice(
    tmp_path: Path, server: LinkedIn, days: float
) -> None:
    published(tmp_path, server)

    jumped = published(tmp_path, server, days=days)
    back = published(tmp_path, server)

    for delivery in (jumped, back):
        assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert len(server.posts) == 1


def test_a_changed_text_is_changed_there_and_the_plan_names_nothing_else(
    tmp_path: Path, server: LinkedIn
) -> None:
    published(tmp_path, server)

    changed = published(tmp_path, server, days=1, title="Anders", post="Ganz (anders)")
    again = published(tmp_path, server, days=2, title="Anders", post="Ganz (anders)")

    row = changed.standings[-1]
    assert told(changed.standings, "linkedin") == {"episode/eins": ("update", "done")}
    assert [change.field for change in row.changes] == ["post"]
    assert told(again.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert [post.rendered for post in server.posts] == ["Ganz (anders)"]


def test_a_post_that_others_deleted_is_for_a_person(tmp_path: Path, server: LinkedIn) -> None:
    published(tmp_path, server)
    server.made.clear()

    changed = published(tmp_path, server, days=1, post="Ganz anders")

    assert told(changed.standings, "linkedin") == {"episode/eins": ("update", "needs_human")}
    assert "not on LinkedIn any more" in str(changed.standings[-1].reason)
    assert not server.posts


@pytest.mark.parametrize(
    ("url", "at_last"), [(None, ("announce", "done")), ("as it was", ("update", "needs_human"))]
)
def test_a_person_says_what_becomes_of_a_post_that_others_deleted(
    tmp_path: Path, server: LinkedIn, url: str | None, at_last: tuple[str, str]
) -> None:
    first = published(tmp_path, server)
    server.made.clear()
    published(tmp_path, server, days=1, post="Ganz anders")
    asked = len(server.requests)

    left = published(tmp_path, server, days=2, post="Ganz anders")
    quiet = len(server.requests) == asked
    show = a_workspace(tmp_path, web=RealWeb(), token=TOKEN)
    resolve(show, "episode/eins", "linkedin", url and first.standings[-1].url)
    decided = published(tmp_path, server, days=3, post="Ganz anders")

    assert told(left.standings, "linkedin") == {"episode/eins": ("none", "needs_human")}
    assert quiet
    assert told(decided.standings, "linkedin") == {"episode/eins": at_last}
    assert [post.rendered for post in server.posts] == ([] if url else ["Ganz anders"])


def test_what_is_taken_back_is_gone_and_only_a_person_sends_it_again(
    tmp_path: Path, server: LinkedIn
) -> None:
    published(tmp_path, server)
    workspace = a_workspace(tmp_path, web=RealWeb(), token=TOKEN, days=0.1)
    release = released(tmp_path, server)

    taken = withdraw(workspace, release.settings, "episode/eins", "linkedin")
    with pytest.raises(UsageError, match="nothing of `episode/eins` is known"):
        withdraw(workspace, release.settings, "episode/eins", "linkedin")
    left = deliver(release, workspace)
    seen = len(server.posts)
    resolve(workspace, "episode/eins", "linkedin", None)
    again = deliver(release, workspace)

    assert taken.state is State.SKIPPED
    assert told(left.standings, "linkedin") == {"episode/eins": ("none", "skipped")}
    assert seen == 0
    assert told(again.standings, "linkedin") == {"episode/eins": ("announce", "done")}
    assert len(server.posts) == 1
    (row,) = [one for one in standings(workspace, release.settings) if one.channel == "linkedin"]
    assert (row.url or "").startswith(LINK)


@pytest.mark.parametrize(
    ("item", "channel", "words"),
    [
        ("episode/zwei", "linkedin", "nothing of `episode/zwei` is known"),
        ("episode/eins", "public", "can't take back"),
    ],
)
def test_what_is_not_there_can_not_be_taken_back(
    tmp_path: Path, server: LinkedIn, item: str, channel: str, words: str
) -> None:
    published(tmp_path, server)
    workspace = a_workspace(tmp_path, web=RealWeb(), token=TOKEN)

    with pytest.raises(UsageError, match=words) as caught:
        withdraw(workspace, released(tmp_path, server).settings, item, channel)

    assert len(server.posts) == 1
    assert ("`status: draft`" in str(caught.value.hint)) == (channel == "public")
