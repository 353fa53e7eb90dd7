"""Nobody is flooded: not by a first run, not by a new channel, not by a new token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deliver.releases import (
    FOLDER,
    HANDOVER,
    LINKEDIN,
    NOW,
    Channels,
    a_release,
    a_workspace,
    told,
)
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server

from podcaster.deliver import Order, begin, deliver, plan
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as linkedin:
        yield linkedin


def with_linkedin(server: LinkedIn) -> Channels:
    return {"public": FOLDER, "website": HANDOVER, "linkedin": {**LINKEDIN, "api": server.address}}


def sending(folder: Path, days: float = 0) -> Workspace:
    return a_workspace(folder, web=RealWeb(), token=TOKEN, days=days)


def test_what_came_out_long_before_is_not_sent_to_people(tmp_path: Path, server: LinkedIn) -> None:
    old = NOW - timedelta(days=30)
    release = a_release(tmp_path, "alt", "uralt", channels=with_linkedin(server), published_at=old)

    planned = plan(release, sending(tmp_path))
    delivery = deliver(release, sending(tmp_path))
    named = deliver(release, sending(tmp_path, days=2), Order(slugs=frozenset({"alt"})))
    after = deliver(release, sending(tmp_path, days=3))

    guarded = ("none", "needs_human")
    assert told(planned, "linkedin") == {"episode/alt": guarded, "episode/uralt": guarded}
    assert told(delivery.standings, "linkedin") == told(planned, "linkedin")
    assert told(delivery.standings, "website")["episode/alt"] == ("announce", "handed_over")
    assert not delivery.failed
    assert told(named.standings, "linkedin") == {
        "episode/alt": ("announce", "done"),
        "episode/uralt": ("none", "skipped"),
    }
    assert told(after.standings, "linkedin") == {
        "episode/alt": ("none", "done"),
        "episode/uralt": guarded,
    }
    assert len(server.posts) == 1


def test_a_fresh_copy_sends_nothing_of_what_is_out(tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(
        tmp_path, "eins", channels=with_linkedin(server), published_at=NOW - timedelta(seconds=1)
    )

    delivery = deliver(release, sending(tmp_path))

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "needs_human")}
    assert told(delivery.standings, "website") == {"episode/eins": ("announce", "handed_over")}
    assert all(row.held for row in delivery.standings if row.channel == "linkedin")
    assert not delivery.failed
    assert not server.posts


def test_what_comes_out_in_the_second_in_which_a_show_was_born_is_sent(
    tmp_path: Path, server: LinkedIn
) -> None:
    born = sending(tmp_path)
    begin(replace(born, now=NOW + timedelta(microseconds=900_000)))
    release = a_release(tmp_path, "eins", channels=with_linkedin(server), published_at=NOW)

    delivery = deliver(release, sending(tmp_path, days=0.9))

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "done")}


def test_a_ledger_that_is_there_is_not_begun_again(tmp_path: Path, server: LinkedIn) -> None:
    begin(sending(tmp_path))
    begin(sending(tmp_path, days=5))
    later = NOW + timedelta(days=4)
    release = a_release(tmp_path, "eins", channels=with_linkedin(server), published_at=later)

    delivery = deliver(release, sending(tmp_path, days=4.5))

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "done")}


def test_a_channel_that_joins_later_does_not_repeat_the_past(
    tmp_path: Path, server: LinkedIn
) -> None:
    deliver(a_release(tmp_path, "eins"), a_workspace(tmp_path))

    joined = a_release(tmp_path, "eins", channels=with_linkedin(server))
    delivery = deliver(joined, sending(tmp_path, days=20))

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "needs_human")}
    assert not server.posts


def test_what_comes_out_later_is_announced_however_late_the_run(
    tmp_path: Path, server: LinkedIn
) -> None:
    channels = with_linkedin(server)
    deliver(a_release(tmp_path, "eins", channels=channels), sending(tmp_path))

    soon = a_release(tmp_path, "zwei", channels=channels, published_at=NOW + timedelta(days=1))
    delivery = deliver(soon, sending(tmp_path, days=14))

    assert told(delivery.standings, "linkedin") == {"episode/zwei": ("announce", "done")}


def test_a_draft_is_never_sent_later(tmp_path: Path, server: LinkedIn) -> None:
    channels = with_linkedin(server)
    release = a_release(tmp_path, "eins", channels=channels)
    drafted = deliver(release, a_workspace(tmp_path, web=RealWeb()))

    later = deliver(release, sending(tmp_path, days=1))

    assert told(drafted.standings, "linkedin") == {"episode/eins": ("announce", "handed_over")}
    assert told(later.standings, "linkedin") == {"episode/eins": ("none", "handed_over")}
    assert "not sent" in str(drafted.standings[-1].reason)
    assert not server.requests


def test_drafts_only_means_it_whatever_tokens_there_are(tmp_path: Path, server: LinkedIn) -> None:
    channels: Channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "drafts_only": True}}

    delivery = deliver(a_release(tmp_path, "eins", channels=channels), sending(tmp_path))

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "handed_over")}
    assert not server.requests
    body = json.loads(next(tmp_path.glob("outbox/linkedin/*/post.json")).read_text())
    assert body["author"] == "urn:li:organization:76176297"
