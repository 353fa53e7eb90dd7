"""Drafts first: nothing is sent that nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.deliver.releases import FOLDER, LINKEDIN, a_release, a_workspace, told
from tests.deliver.test_approving import careful
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server

from podcaster.deliver import approve, deliver, plan, resolve, standings
from podcaster.errors import UsageError
from podcaster.model.delivery import Action, Delivery, State
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

DRAFTED = {"episode/eins": ("draft", "needs_human")}
WAITS = {"episode/eins": ("none", "needs_human")}
DONE = {"episode/eins": ("announce", "done")}
PLACE = "outbox/linkedin/2026-03-10-eins"


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def released(folder: Path, server: LinkedIn, **announced: Any) -> Release:  # noqa: ANN401 - any field
    page = {**LINKEDIN, "api": server.address, "drafts_first": True}
    return a_release(folder, "eins", channels={"public": FOLDER, "linkedin": page}, **announced)


def at_work(folder: Path, who: str = "redaktion") -> Workspace:
    return replace(a_workspace(folder, web=RealWeb(), token=TOKEN), who=who)


def published(folder: Path, server: LinkedIn, **announced: Any) -> Delivery:  # noqa: ANN401 - any field
    return deliver(released(folder, server, **announced), at_work(folder))


def approved(folder: Path, server: LinkedIn, who: str = "redaktion", **announced: Any) -> None:  # noqa: ANN401 - any field
    workspace = at_work(folder, who)
    approve(workspace, plan(released(folder, server, **announced), workspace))


def test_what_was_approved_is_said_to_go_out_next(tmp_path: Path, server: LinkedIn) -> None:
    published(tmp_path, server)
    workspace = at_work(tmp_path)

    (row,) = approve(workspace, plan(released(tmp_path, server), workspace))

    assert (row.action, row.state) == (Action.ANNOUNCE, State.READY)
    assert "may go out" in str(row.reason)


def test_a_post_is_sent_when_somebody_has_looked_and_not_before(
    tmp_path: Path, server: LinkedIn
) -> None:
    drafts = [published(tmp_path, server) for _ in range(2)]
    view = (tmp_path / PLACE / "ansicht.html").read_text()
    before = len(server.made)
    approved(tmp_path, server)
    sent = published(tmp_path, server)

    assert [told(one.standings, "linkedin") for one in drafts] == [DRAFTED, WAITS]
    assert told(sent.standings, "linkedin") == DONE
    assert (before, len(server.posts)) == (0, 1)
    assert server.posts[0].body["content"]["article"]["title"].split(":")[0] in view


def test_status_says_what_to_open_and_what_to_say(tmp_path: Path, server: LinkedIn) -> None:
    release = released(tmp_path, server)
    deliver(release, at_work(tmp_path))

    row = next(
        one for one in standings(at_work(tmp_path), release.settings) if one.channel == "linkedin"
    )

    assert f"open `{PLACE}/ansicht.html`" in str(row.reason)
    assert "`podcaster approve eins`" in str(row.reason)
    assert (tmp_path / PLACE / "ansicht.html").exists()


def test_what_changed_since_somebody_looked_is_looked_at_again(
    tmp_path: Path, server: LinkedIn
) -> None:
    published(tmp_path, server)
    with pytest.raises(UsageError, match="nothing waits"):
        approved(tmp_path, server, post="Ganz anders")
    approved(tmp_path, server)

    changed = published(tmp_path, server, post="Ganz anders")
    approved(tmp_path, server, post="Ganz anders")
    sent = published(tmp_path, server, post="Ganz anders")

    assert told(changed.standings, "linkedin") == DRAFTED
    assert told(sent.standings, "linkedin") == DONE
    assert [post.rendered for post in server.posts] == ["Ganz anders"]
    assert (tmp_path / f"{PLACE}-2" / "post.txt").read_text() == "Ganz anders\n"


def test_a_changed_text_is_looked_at_before_it_is_changed_there(
    tmp_path: Path, server: LinkedIn
) -> None:
    published(tmp_path, server)
    approved(tmp_path, server)
    published(tmp_path, server)

    drafted = published(tmp_path, server, post="Besser")
    before = server.posts[0].rendered
    rows = plan(released(tmp_path, server, post="Besser"), at_work(tmp_path))
    approved(tmp_path, server, post="Besser")
    changed = published(tmp_path, server, post="Besser")

    assert told(drafted.standings, "linkedin") == DRAFTED
    assert before != "Besser"
    assert [(one.field, one.after) for one in rows[-1].changes] == [("post", "Besser")]
    assert told(changed.standings, "linkedin") == {"episode/eins": ("update", "done")}
    assert [post.rendered for post in server.posts] == ["Besser"]


def test_with_a_second_pair_of_eyes_ones_own_look_is_not_enough(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = careful(released(tmp_path, server))
    deliver(release, at_work(tmp_path))
    approve(at_work(tmp_path), plan(release, at_work(tmp_path)))
    alone = deliver(release, at_work(tmp_path))
    other = deliver(release, at_work(tmp_path, "leitung"))

    assert told(alone.standings, "linkedin") == WAITS
    assert told(other.standings, "linkedin") == DONE


def test_who_posts_it_by_hand_says_so(tmp_path: Path, server: LinkedIn) -> None:
    published(tmp_path, server)

    resolve(at_work(tmp_path), "episode/eins", "linkedin", "https://www.linkedin.com/feed/1")
    after = published(tmp_path, server)

    assert told(after.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert not server.made


def test_a_post_that_linkedin_would_not_take_is_said_before_anybody_looks(
    tmp_path: Path, server: LinkedIn
) -> None:
    delivery = published(tmp_path, server, post="x" * 3001)

    (row,) = (one for one in delivery.standings if one.channel == "linkedin")
    assert told(delivery.standings, "linkedin") == {"episode/eins": ("draft", "failed")}
    assert "longer than LinkedIn allows" in str(row.reason)
