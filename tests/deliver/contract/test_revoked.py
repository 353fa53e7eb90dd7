"""A token, a password, a secret address that is revoked in the middle: at every request once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deliver.contract.trial import NAME, Trial
from tests.deliver.contract.trials import TRIALS, a_show
from tests.deliver.releases import a_release, told

from podcaster.deliver import deliver, standings
from podcaster.doors.web import Answer, WebDoor
from podcaster.model.announcers import LinkedInChannel, WordPressChannel
from podcaster.model.delivery import State
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel
from podcaster.model.padlet import PadletChannel
from podcaster.model.websites import DrupalChannel, Typo3Channel, WebhookChannel

#: Settings -> how the service says that our proof is none any more.
REVOKED: Mapping[type, Answer] = {
    LinkedInChannel: Answer(401, {}, b'{"status":401,"code":"REVOKED_ACCESS_TOKEN"}'),
    WordPressChannel: Answer(401, {}, b'{"code":"incorrect_password","data":{"status":401}}'),
    DrupalChannel: Answer(401, {}, b'{"message":"The used authentication method is not allowed"}'),
    Typo3Channel: Answer(401, {}, b'{"success":false,"error":"Invalid secret"}'),
    WebhookChannel: Answer(401, {}, b""),
    MastodonChannel: Answer(401, {}, b'{"error":"The access token was revoked"}'),
    BlueskyChannel: Answer(401, {}, b'{"error":"AuthenticationRequired"}'),
    MatrixChannel: Answer(401, {}, b'{"errcode":"M_UNKNOWN_TOKEN"}'),
    PadletChannel: Answer(401, {}, b'{"errors":[{"code":"NOT_ADMIN"}]}'),
    SlackChannel: Answer(404, {}, b"no_service"),
    TeamsChannel: Answer(401, {}, b'{"error":{"code":"DirectApiInvalidAuthorizationScheme"}}'),
}

#: More requests than any of them needs for one item.
MOST_REQUESTS = 12

#: By then no channel is left alone any more.
LATER = timedelta(days=2)


@dataclass
class RevokingWeb:
    """The way there, until our proof is revoked: from then on nothing arrives."""

    web: WebDoor
    after: int
    answer: Answer
    sent: list[str] = field(default_factory=list)

    @property
    def revoked(self) -> bool:
        """Whether it came to that."""
        return len(self.sent) > self.after

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request, or refuse it as the service does."""
        self.sent.append(method)
        if self.revoked:
            return self.answer
        return self.web.send(method, url, headers=headers, body=body)


@pytest.fixture(params=REVOKED, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type:
    chosen: type = request.param
    return chosen


@pytest.fixture
def trial(kind: type, tmp_path: Path) -> Iterator[Trial]:
    with TRIALS[kind](tmp_path) as running:
        yield running


def test_a_proof_that_is_revoked_at_any_request_doubles_nothing_and_says_one_sentence(
    tmp_path: Path, kind: type, trial: Trial
) -> None:
    for after in range(MOST_REQUESTS):
        folder = tmp_path / str(after)
        slug, before = f"folge-{after}", trial.seen()
        release = a_release(folder, slug, channels={NAME: trial.settings})
        workspace = a_show(folder, trial)
        web = RevokingWeb(workspace.web, after, REVOKED[kind])

        first = deliver(release, replace(workspace, web=web))
        if not web.revoked:
            assert told(first.standings, NAME) == {f"episode/{slug}": ("announce", "done")}
            break
        (row,) = standings(workspace, release.settings)
        second = deliver(release, replace(workspace, now=workspace.now + LATER))

        assert row.state is State.FAILED, row.reason
        assert str(row.reason).count(". ") == 0
        assert told(second.standings, NAME) == {f"episode/{slug}": ("announce", "done")}
        assert trial.seen() == before + 1
    else:
        pytest.fail("it never came to an end")
