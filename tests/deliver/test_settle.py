"""What a person tells: it is there, send it again, it was told before; and what status tells."""

from __future__ import annotations

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
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server

from podcaster.deliver import LEDGER, adopt, deliver, resolve, standings, withdraw
from podcaster.errors import UsageError
from podcaster.model.draft import EpisodeDraft, SourceFile
from podcaster.model.episode import Episode
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

URL = "https://www.linkedin.com/feed/update/urn:li:share:1/"


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def sending(folder: Path, days: float = 0) -> Workspace:
    return a_workspace(folder, web=RealWeb(), token=TOKEN, days=days)


def a_show(folder: Path, server: LinkedIn, *slugs: str, age_days: float = 0) -> Release:
    channels: Channels = {
        "public": FOLDER,
        "website": HANDOVER,
        "linkedin": {**LINKEDIN, "api": server.address},
    }
    at = NOW - timedelta(days=age_days)
    return a_release(folder, *slugs, channels=channels, published_at=at)


@pytest.fixture
def in_doubt(tmp_path: Path, server: LinkedIn) -> Release:
    release = a_show(tmp_path, server, "eins")
    server.faults.append(Fault(504))
    deliver(release, sending(tmp_path))
    return release


def test_it_is_there(tmp_path: Path, server: LinkedIn, in_doubt: Release) -> None:
    row = resolve(sending(tmp_path), "episode/eins", "linkedin", URL)

    delivery = deliver(in_doubt, sending(tmp_path))

    assert (row.state, row.url) == ("done", URL)
    assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert not delivery.failed
    assert not server.posts


def test_send_it_again(tmp_path: Path, server: LinkedIn, in_doubt: Release) -> None:
    row = resolve(sending(tmp_path), "episode/eins", "linkedin", None)

    delivery = deliver(in_doubt, sending(tmp_path))
    after = deliver(in_doubt, sending(tmp_path))

    assert row.state == "ready"
    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "done")}
    assert told(after.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert len(server.posts) == 1


@pytest.mark.parametrize(
    ("item", "channel", "url", "words"),
    [
        ("episode/eins", "website", None, "nothing is in doubt"),
        ("episode/zwei", "linkedin", None, "nothing is in doubt"),
        ("episode/eins", "linkedin", "javascript:alert(1)", "is no web address"),
    ],
)
@pytest.mark.usefixtures("in_doubt")
def test_only_what_is_in_doubt_can_be_settled(
    tmp_path: Path, item: str, channel: str, url: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        resolve(sending(tmp_path), item, channel, url)


def test_without_a_ledger_nothing_is_in_doubt_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        resolve(a_workspace(tmp_path), "episode/eins", "linkedin", None)

    assert not list(tmp_path.iterdir())


def test_what_was_told_before_is_not_told_again(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "alt", "uralt", age_days=100)

    adopted = adopt(sending(tmp_path), release)
    delivery = deliver(release, sending(tmp_path))

    assert {(row.channel, row.state) for row in adopted} == {
        ("website", "done"),
        ("linkedin", "done"),
    }
    assert {row.action for row in delivery.standings if row.channel != "public"} == {"none"}
    assert not (tmp_path / "outbox").exists()
    assert not server.posts
    assert adopt(sending(tmp_path), release) == ()


def test_the_past_can_be_told_before_anything_was_mastered(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = a_show(tmp_path, server, "alt", age_days=100)
    written = Episode(guid="guid-alt", title="Alt", summary="Alt.", published_at=NOW)
    draft = EpisodeDraft("alt", "episodes/alt", written, SourceFile("episode.yaml"))
    checked = replace(release.mastered.checked, episodes=(draft,))

    adopted = adopt(sending(tmp_path), checked)
    delivery = deliver(release, sending(tmp_path))

    assert told(adopted, "linkedin") == {"episode/alt": ("none", "done")}
    assert told(delivery.standings, "linkedin") == {"episode/alt": ("none", "done")}
    assert "changed since" not in str(delivery.standings[-1].reason)


def test_adopting_settles_what_was_held_back(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "alt", age_days=100)
    deliver(release, sending(tmp_path))

    adopted = adopt(sending(tmp_path), release, {"linkedin"})
    delivery = deliver(release, sending(tmp_path))

    assert told(adopted, "linkedin") == {"episode/alt": ("none", "done")}
    assert told(delivery.standings, "linkedin") == {"episode/alt": ("none", "done")}


def test_what_was_found_is_changed_and_taken_back_like_any_other(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = a_show(tmp_path, server, "eins")
    deliver(release, sending(tmp_path))
    (tmp_path / ".podcaster" / LEDGER).unlink()

    adopt(sending(tmp_path), release)
    withdraw(sending(tmp_path), release.settings, "episode/eins", "linkedin")

    assert not server.posts


def test_what_can_not_be_asked_now_can_be_asked_later(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "eins", "zwei")
    deliver(release, sending(tmp_path))
    (tmp_path / ".podcaster" / LEDGER).unlink()
    server.token = "another"  # noqa: S105 - opens nothing
    asked = len(server.requests)

    blind = adopt(sending(tmp_path), release, {"linkedin"})
    questions = len(server.requests) - asked
    server.token = TOKEN
    seeing = adopt(sending(tmp_path), release, {"linkedin"})

    assert told(blind, "linkedin") == told(seeing, "linkedin")
    assert all("could not be asked" in str(row.reason) and not row.url for row in blind)
    assert all("found on" in str(row.reason) and row.url for row in seeing)
    assert questions == 1


def test_what_is_not_found_is_said_and_can_be_sent(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "alt", "uralt", age_days=100)
    asked = len(server.requests)

    rows = adopt(sending(tmp_path), release, {"linkedin"})
    questions = len(server.requests) - asked
    resolve(sending(tmp_path), "episode/alt", "linkedin", None)
    sent = deliver(release, sending(tmp_path))

    assert "not found there: `podcaster resolve episode/alt linkedin" in str(rows[0].reason)
    assert told(sent.standings, "linkedin") == {
        "episode/alt": ("announce", "done"),
        "episode/uralt": ("none", "done"),
    }
    assert questions == 1


def test_what_was_held_back_can_be_sent_after_all(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "alt", age_days=100)
    deliver(release, sending(tmp_path))

    resolve(sending(tmp_path), "episode/alt", "linkedin", None)
    delivery = deliver(release, sending(tmp_path))

    assert told(delivery.standings, "linkedin") == {"episode/alt": ("announce", "done")}


def test_what_comes_after_adopting_is_told(tmp_path: Path, server: LinkedIn) -> None:
    adopt(sending(tmp_path), a_show(tmp_path, server, "alt", age_days=100))

    delivery = deliver(a_show(tmp_path, server, "neu"), sending(tmp_path))

    assert told(delivery.standings, "linkedin") == {"episode/neu": ("announce", "done")}


def test_a_host_cannot_be_adopted(tmp_path: Path, server: LinkedIn) -> None:
    with pytest.raises(UsageError, match="`public` is no channel that announces"):
        adopt(sending(tmp_path), a_show(tmp_path, server, "alt"), {"public"})


def test_status_tells_what_is_where(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "eins", "zwei")
    server.faults.append(Fault(400, code="MISSING_FIELD"))
    deliver(release, sending(tmp_path))

    rows = standings(sending(tmp_path), release.settings)

    assert [(row.item, row.channel, row.state) for row in rows] == [
        ("episode/eins", "public", "done"),
        ("episode/eins", "website", "handed_over"),
        ("episode/eins", "linkedin", "failed"),
        ("episode/zwei", "public", "done"),
        ("episode/zwei", "website", "handed_over"),
        ("episode/zwei", "linkedin", "done"),
    ]
    assert rows[0].url == "https://hoeren.stadt.test/episodes/eins/index.html"
    assert "something has to be changed before" in str(rows[2].reason)
    assert rows[5].url == f"https://www.linkedin.com/feed/update/{server.posts[0].urn}/"


def test_status_leaves_out_what_failed_at_a_channel_that_is_gone(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = a_show(tmp_path, server, "eins", "zwei")
    server.faults.append(Fault(400, code="MISSING_FIELD"))
    deliver(release, sending(tmp_path))
    left = {name: one for name, one in release.settings.channels.items() if name != "linkedin"}

    rows = standings(sending(tmp_path), release.settings.model_copy(update={"channels": left}))

    assert [row.item for row in rows if row.channel == "linkedin"] == ["episode/zwei"]
    assert "failed" not in {row.state for row in rows}


def test_status_tells_what_a_person_has_to_decide(tmp_path: Path, server: LinkedIn) -> None:
    release = a_show(tmp_path, server, "alt", age_days=100)
    deliver(release, sending(tmp_path))

    (row,) = [
        one for one in standings(sending(tmp_path), release.settings) if one.channel == "linkedin"
    ]

    assert row.state == "needs_human"
    assert "podcaster adopt" in str(row.reason)


def test_status_of_a_new_show_is_empty_and_makes_nothing(tmp_path: Path) -> None:
    settings = a_release(tmp_path).settings
    show = tmp_path / "show"

    assert standings(replace(a_workspace(tmp_path), folder=show), settings) == ()
    assert not show.exists()
