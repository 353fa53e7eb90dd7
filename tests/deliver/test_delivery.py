"""Everything goes out once: hosts first, announcers after, what failed alone again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.releases import (
    FOLDER,
    HANDOVER,
    LINKEDIN,
    Channels,
    a_document,
    a_feed,
    a_release,
    a_workspace,
    files_in,
    told,
)
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server

from podcaster.deliver import Order, deliver, plan
from podcaster.errors import FolderError, UsageError
from podcaster.model.release import ReleasedNews
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


def test_everything_goes_everywhere(tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins", "zwei", channels=with_linkedin(server))

    delivery = deliver(release, sending(tmp_path))

    assert {(row.channel, row.action, row.state) for row in delivery.standings} == {
        ("public", "host", "done"),
        ("website", "announce", "handed_over"),
        ("linkedin", "announce", "done"),
    }
    assert not delivery.failed
    assert delivery.files_written == len(release.artefacts)
    assert [post.body["content"]["article"]["title"] for post in server.posts] == [
        one.title for one in release.announcements
    ]


def test_the_second_time_does_nothing(tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins", "zwei", channels=with_linkedin(server))
    deliver(release, sending(tmp_path))
    before, asked = files_in(tmp_path), len(server.requests)

    delivery = deliver(release, sending(tmp_path, days=1))

    assert {row.action for row in delivery.standings} == {"none"}
    assert {row.state for row in delivery.standings} == {"done", "handed_over"}
    assert (delivery.files_written, delivery.files_unchanged) == (0, len(release.artefacts))
    assert files_in(tmp_path) == before
    assert len(server.requests) == asked


def test_a_changed_episode_is_hosted_again_and_not_announced_again(
    tmp_path: Path, server: LinkedIn
) -> None:
    channels = with_linkedin(server)
    deliver(a_release(tmp_path, "eins", channels=channels), sending(tmp_path))

    changed = a_release(tmp_path, "eins", channels=channels, text=" geändert")
    delivery = deliver(changed, sending(tmp_path, days=1))

    assert told(delivery.standings, "public") == {"episode/eins": ("host", "done")}
    assert told(delivery.standings, "website") == {"episode/eins": ("none", "handed_over")}
    assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "done")}
    assert len(server.posts) == 1
    assert "not announced again" in str(delivery.standings[-1].reason)


def test_a_renamed_episode_is_not_announced_again(tmp_path: Path, server: LinkedIn) -> None:
    channels = with_linkedin(server)
    deliver(a_release(tmp_path, "eins", channels=channels), sending(tmp_path))

    renamed = a_release(tmp_path, "anders", channels=channels, guid="guid-eins")
    delivery = deliver(renamed, sending(tmp_path, days=1))

    assert told(delivery.standings, "linkedin") == {"episode/anders": ("update", "done")}
    assert len(server.posts) == 1
    assert server.posts[0].rendered.endswith("/episodes/anders/index.html")


def test_a_failed_channel_alone_is_tried_again(tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins", channels=with_linkedin(server))
    server.faults.append(Fault(409, code="CONFLICT"))

    first = deliver(release, sending(tmp_path))
    second = deliver(release, sending(tmp_path))

    assert told(first.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert first.failed
    assert [(row.channel, row.action) for row in second.standings] == [
        ("public", "none"),
        ("website", "none"),
        ("linkedin", "announce"),
    ]
    assert len(server.posts) == 1


def test_nobody_is_told_while_a_host_has_not_taken_it(tmp_path: Path, server: LinkedIn) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked: Channels = {
        **with_linkedin(server),
        "public": {"type": "folder", "path": "file/public"},
    }

    delivery = deliver(a_release(tmp_path, "eins", channels=blocked), sending(tmp_path))

    assert told(delivery.standings, "public") == {"episode/eins": ("host", "failed")}
    assert told(delivery.standings, "website") == {"episode/eins": ("none", "ready")}
    assert told(delivery.standings, "linkedin") == {"episode/eins": ("none", "ready")}
    assert "`public` did not take the release" in str(delivery.standings[-1].reason)
    assert not server.requests
    assert not (tmp_path / "outbox").exists()

    (tmp_path / "file").unlink()
    again = deliver(a_release(tmp_path, "eins", channels=blocked), sending(tmp_path))

    assert told(again.standings, "linkedin") == {"episode/eins": ("announce", "done")}


def test_a_host_that_fails_only_at_the_feed_is_not_silent(tmp_path: Path) -> None:
    release = a_release(tmp_path, "eins")
    deliver(release, a_workspace(tmp_path))
    (tmp_path / "public/index.html").unlink()
    (tmp_path / "public/index.html").mkdir()

    delivery = deliver(release, a_workspace(tmp_path))
    (tmp_path / "public/index.html").rmdir()
    again = deliver(release, a_workspace(tmp_path))

    assert told(delivery.standings, "public") == {"episode/eins": ("none", "failed")}
    assert delivery.failed
    assert told(again.standings, "public") == {"episode/eins": ("host", "done")}
    assert "tried again" not in str(again.standings[0].reason)


def test_what_was_written_before_a_host_broke_off_is_counted(tmp_path: Path) -> None:
    (tmp_path / "public/index.html").mkdir(parents=True)
    (tmp_path / ".podcaster").mkdir()
    release = a_release(tmp_path, "eins")
    (tmp_path / "public/feed.xml").write_bytes(a_feed("eins").content)

    delivery = deliver(release, a_workspace(tmp_path))

    there = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
    assert delivery.broke_off
    assert delivery.files_written == len(there) - 1 > 0


def test_an_order_answers_for_what_it_named_only(tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins", "zwei", channels=with_linkedin(server))
    server.faults.append(Fault(500))

    first = deliver(release, sending(tmp_path), Order(slugs=frozenset({"eins"})))
    second = deliver(release, sending(tmp_path), Order(slugs=frozenset({"zwei"})))
    third = deliver(release, sending(tmp_path))

    assert [one.failed for one in (first, second, third)] == [True, False, True]
    assert {row.item for row in second.asked if row.channel == "linkedin"} == {"episode/zwei"}


def test_a_host_without_items_fails_aloud(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("in the way")

    with pytest.raises(FolderError):
        deliver(a_release(tmp_path), a_workspace(tmp_path))


def test_news_of_its_own_is_hosted_under_its_own_name(tmp_path: Path) -> None:
    release = a_release(tmp_path, "eins")
    page = a_document("news/papier/news.txt", "Papier", "news/papier")
    release = replace(
        release,
        artefacts=(*release.artefacts, page),
        news=(*release.news, ReleasedNews("papier", "news/papier")),
    )

    delivery = deliver(release, a_workspace(tmp_path))

    assert told(delivery.standings, "public") == {
        "episode/eins": ("host", "done"),
        "news/papier": ("host", "done"),
    }


def test_slugs_limit_what_is_announced_and_the_host_takes_everything(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = a_release(tmp_path, "eins", "zwei", channels=with_linkedin(server))

    delivery = deliver(release, sending(tmp_path), Order(slugs=frozenset({"zwei"})))

    assert told(delivery.standings, "linkedin") == {
        "episode/eins": ("none", "skipped"),
        "episode/zwei": ("announce", "done"),
    }
    assert told(delivery.standings, "public") == {
        "episode/eins": ("host", "done"),
        "episode/zwei": ("host", "done"),
    }


def test_one_channel_alone_waits_for_hosts_that_never_took_it(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = a_release(tmp_path, "eins", channels=with_linkedin(server))
    only = Order(channels=frozenset({"linkedin"}))

    early = deliver(release, sending(tmp_path), only)
    deliver(release, sending(tmp_path), Order(channels=frozenset({"public"})))
    late = deliver(release, sending(tmp_path), only)

    assert [(row.channel, row.action, row.state) for row in early.standings] == [
        ("linkedin", "none", "ready")
    ]
    assert "publish to `public` first" in str(early.standings[0].reason)
    assert told(late.standings, "linkedin") == {"episode/eins": ("announce", "done")}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order(slugs=frozenset({"ains"})), "no episode or news item `ains` is out"),
        (Order(channels=frozenset({"linkdin"})), "no channel `linkdin`"),
    ],
)
def test_a_misspelt_order_does_nothing(tmp_path: Path, order: Order, words: str) -> None:
    release = a_release(tmp_path, "eins")

    with pytest.raises(UsageError, match=words):
        deliver(release, a_workspace(tmp_path), order)
    with pytest.raises(UsageError, match=words):
        plan(release, a_workspace(tmp_path), order)

    assert not (tmp_path / "public").exists()
    assert not (tmp_path / ".podcaster/ledger.sqlite").exists()


def test_topics_choose_the_channel(tmp_path: Path) -> None:
    channels: Channels = {"public": FOLDER, "website": {**HANDOVER, "topics": ["prävention"]}}

    skipped = deliver(a_release(tmp_path, "eins", channels=channels), a_workspace(tmp_path))
    taken = deliver(
        a_release(tmp_path, "eins", channels=channels, topics=("Prävention", "x")),
        a_workspace(tmp_path),
    )

    assert told(skipped.standings, "website") == {"episode/eins": ("none", "skipped")}
    assert told(taken.standings, "website") == {"episode/eins": ("announce", "handed_over")}


def test_a_plan_says_it_all_and_makes_nothing(tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins", channels=with_linkedin(server))
    before = files_in(tmp_path)

    rows = plan(release, sending(tmp_path))
    dry = deliver(release, sending(tmp_path), Order(dry_run=True))

    assert [(row.item, row.channel, row.action, row.state) for row in rows] == [
        ("episode/eins", "public", "host", "ready"),
        ("episode/eins", "website", "announce", "ready"),
        ("episode/eins", "linkedin", "announce", "ready"),
    ]
    assert dry.standings == rows
    assert files_in(tmp_path) == before
    assert not server.requests


def test_a_channel_may_not_write_into_the_shows_sources(tmp_path: Path) -> None:
    channels = {"public": {"type": "folder", "path": "episodes"}}

    with pytest.raises(FolderError):
        plan(a_release(tmp_path, "eins", channels=channels), a_workspace(tmp_path))
