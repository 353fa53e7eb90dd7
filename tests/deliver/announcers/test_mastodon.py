"""Posts on Mastodon: what people see, what lost answers do, what errors say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import (
    FOLDER,
    NOW,
    PICTURE,
    a_release,
    a_workspace,
    an_announcement,
    told,
)
from tests.fakes import FakeWeb
from tests.servers.json_server import Fault
from tests.servers.mastodon import TOKEN, mastodon_server
from tests.servers.mastodon import Mastodon as Server

from podcaster.deliver import deliver
from podcaster.deliver.announcers.mastodon.channel import Mastodon, mastodon
from podcaster.deliver.channel import Found
from podcaster.deliver.intent import LEFT_AT
from podcaster.doors.web import Answer
from podcaster.errors import NotSentError, RefusedError
from podcaster.model.delivery import Delivery, State
from podcaster.model.networks import MastodonChannel
from podcaster.outside.web import RealWeb


@pytest.fixture
def server() -> Iterator[Server]:
    with mastodon_server() as running:
        yield running


def an_account(folder: Path, server: Server, token: str = TOKEN, **changes: object) -> Mastodon:
    given = {"type": "mastodon", "url": server.web.address, **changes}
    workspace = a_workspace(folder, web=RealWeb())
    secrets = {"PODCASTER_NETWORK_TOKEN": token}
    settings = MastodonChannel.model_validate(given)
    return mastodon("network", settings, replace(workspace, secrets=secrets))


def published(folder: Path, server: Server, *, minutes: float = 0, text: str = "") -> Delivery:
    channels = {"public": FOLDER, "network": {"type": "mastodon", "url": server.web.address}}
    changes: dict[str, Any] = {"title": f"Plätze{text}"} if text else {}
    release = a_release(folder, "eins", channels=channels, text=text, **changes)
    workspace = a_workspace(folder, web=RealWeb(), days=minutes / 1440)
    return deliver(release, replace(workspace, secrets={"PODCASTER_NETWORK_TOKEN": TOKEN}))


def test_a_post_has_text_language_and_a_picture_that_is_described(
    tmp_path: Path, server: Server
) -> None:
    server.slow = 3
    item = an_announcement(tmp_path)

    receipt = an_account(tmp_path, server, visibility="unlisted").announce(item, FakeMemory())

    (post,) = server.posts
    assert receipt.url == post["url"]
    assert receipt.remote_id == post["id"]
    assert (post["language"], post["visibility"]) == ("de", "unlisted")
    assert "Ein_Gespräch [neu] #<span>Prävention</span>" in post["content"].replace(
        '<a class="hashtag">', ""
    )
    assert list(server.media.values()) == [("Ein Platz am Abend", PICTURE)]
    assert post["media_attachments"] == [{"id": "500"}]


@pytest.mark.parametrize("effect", [True, False])
@pytest.mark.parametrize("status", [0, 503])
def test_a_lost_answer_is_settled_by_looking_and_nothing_is_there_twice(
    tmp_path: Path, server: Server, status: int, effect: bool
) -> None:
    server.web.faults.append(Fault("/v1/statuses", status, effect, method="POST"))

    first = published(tmp_path, server)
    early = published(tmp_path, server, minutes=1)
    server.keys.clear()  # as if an hour had gone by
    later = [published(tmp_path, server, minutes=minutes) for minutes in (10, 20, 30)]

    assert told(first.standings, "network") == {"episode/eins": ("announce", "unknown")}
    assert told(early.standings, "network") == {"episode/eins": ("none", "unknown")}
    assert told(later[-1].standings, "network") == {"episode/eins": ("none", "done")}
    assert len(server.posts) == 1


@pytest.mark.parametrize("path", ["/instance", "/media", "/accounts"])
def test_a_step_that_nobody_sees_is_simply_done_again(
    tmp_path: Path, server: Server, path: str
) -> None:
    server.web.faults += [Fault(path, 0, effect=True), Fault(path, 500, effect=True)]

    published(tmp_path, server)
    second = published(tmp_path, server, minutes=60)

    assert told(second.standings, "network")["episode/eins"][1] == "done"
    assert len(server.posts) == 1


def test_posts_that_cannot_be_looked_at_now_stop_it(tmp_path: Path, server: Server) -> None:
    server.web.faults += [Fault("/accounts", 503)] * 3

    first = published(tmp_path, server)

    assert told(first.standings, "network") == {"episode/eins": ("announce", "failed")}
    assert server.posts == []


def test_a_picture_of_an_earlier_try_is_taken(tmp_path: Path, server: Server) -> None:
    memory, item = FakeMemory(), an_announcement(tmp_path)
    server.web.faults.append(Fault("/v1/statuses", 429, method="POST"))

    for _ in range(2):
        an_account(tmp_path, server).announce(item, memory)

    assert len(server.media) == 1
    assert len(server.posts) == 1


def test_what_is_there_is_found_far_back_and_what_leads_to_the_same_page_is_not_it(
    tmp_path: Path, server: Server
) -> None:
    account, item = an_account(tmp_path, server), an_announcement(tmp_path)
    account.announce(item, FakeMemory())
    for number in range(90):
        other = replace(item, item=f"news/{number}", title=f"Andere {number}", post=f"{number}")
        account.announce(replace(other, picture=None), FakeMemory())
    same_page = replace(item, item="news/x", title="Noch etwas", post=f"Noch etwas\n\n{item.link}")

    assert account.find(item, FakeMemory()) == Found("1000", server.posts[0]["url"])
    assert account.find(same_page, FakeMemory()) is None


def test_a_change_keeps_the_picture_and_a_post_that_is_gone_is_a_person_s(
    tmp_path: Path, server: Server
) -> None:
    published(tmp_path, server)

    changed = published(tmp_path, server, minutes=5, text=" neu")
    kept = dict(server.posts[0])
    server.posts.clear()
    gone = published(tmp_path, server, minutes=9, text=" noch neuer")

    assert told(changed.standings, "network") == {"episode/eins": ("update", "done")}
    assert kept["media_attachments"] == [{"id": "500"}]
    assert told(gone.standings, "network") == {"episode/eins": ("update", "needs_human")}
    assert server.posts == []


def test_a_server_that_knows_no_pictures_says_so_in_its_own_way(
    tmp_path: Path, server: Server
) -> None:
    published(tmp_path, server)
    server.posts[0]["media_attachments"] = None

    changed = published(tmp_path, server, minutes=5, text=" neu")

    assert told(changed.standings, "network") == {"episode/eins": ("update", "done")}


@pytest.mark.parametrize("listed", [b"{}", b"null", b"<html>"])
def test_an_answer_that_lists_nothing_does_not_say_that_nothing_is_there(
    tmp_path: Path, server: Server, listed: bytes
) -> None:
    web = FakeWeb([Answer(200, {}, b'{"id": "109"}'), Answer(200, {}, listed)])
    account = replace(an_account(tmp_path, server), web=web)

    with pytest.raises(NotSentError, match="did not list what is there"):
        account.find(an_announcement(tmp_path), FakeMemory())


def test_a_server_that_wants_less_says_when(tmp_path: Path, server: Server) -> None:
    at = (NOW + timedelta(minutes=5)).isoformat()
    server.web.faults.append(
        Fault("/v1/statuses", 429, headers={"X-RateLimit-Reset": at}, method="POST")
    )

    receipt = an_account(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is State.FAILED
    assert receipt.not_before is not None
    assert abs(receipt.not_before - NOW - timedelta(minutes=5)) < timedelta(seconds=2)


def test_a_post_that_the_server_finds_too_long_is_not_sent(tmp_path: Path, server: Server) -> None:
    server.most = 60

    with pytest.raises(RefusedError, match="takes 60") as caught:
        an_account(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    assert "mastodon.txt.j2" in str(caught.value.hint)
    assert server.posts == []


@pytest.mark.parametrize(
    ("token", "words"), [("", "PODCASTER_NETWORK_TOKEN"), ("wrong", "make a new one")]
)
def test_a_token_that_lacks_or_is_no_good_is_said(
    tmp_path: Path, server: Server, token: str, words: str
) -> None:
    receipt = an_account(tmp_path, server, token).announce(
        replace(an_announcement(tmp_path), picture=None), FakeMemory()
    )

    assert receipt.state is State.FAILED
    assert receipt.stops
    assert words in str(receipt.why)


@pytest.mark.parametrize("url", ["http://social.test", "https://a:b@social.test", "social.test"])
def test_a_token_goes_to_an_encrypted_server_only(url: str) -> None:
    with pytest.raises(ValidationError):
        MastodonChannel.model_validate({"type": "mastodon", "url": url})


def test_it_is_looked_for_back_to_its_sending_however_many_posts_came_since(
    tmp_path: Path, server: Server
) -> None:
    account, item = an_account(tmp_path, server), an_announcement(tmp_path)
    account.announce(item, FakeMemory())
    later = dict(server.posts[0], content="<p>Anderes</p>")
    server.posts += [dict(later, id=str(2000 + number)) for number in range(500)]

    assert account.find(item, FakeMemory()) == Found("1000", server.posts[0]["url"])


def test_what_is_older_than_its_sending_is_not_looked_at(tmp_path: Path, server: Server) -> None:
    account, item = an_account(tmp_path, server), an_announcement(tmp_path)
    account.announce(item, FakeMemory())
    made_at = (NOW - timedelta(days=3)).isoformat()
    other = dict(server.posts[0], content="<p>Anderes</p>", created_at=made_at)
    server.posts[:] = [dict(other, id=str(2000 + number)) for number in range(200)]

    found = account.find(item, FakeMemory({LEFT_AT: NOW.isoformat()}))

    asked = [one for one in server.web.heard if one.method == "GET" and "/statuses" in one.path]
    assert found is None
    assert len(asked) == 1


def test_a_list_that_leads_in_a_circle_says_nothing_about_what_is_missing(
    tmp_path: Path, server: Server
) -> None:
    account, item = an_account(tmp_path, server), an_announcement(tmp_path)
    account.announce(item, FakeMemory())
    server.posts[0]["content"] = "<p>Anderes</p>"
    server.posts[0]["id"] = "0"
    server.stuck = True

    with pytest.raises(NotSentError, match="again and again"):
        account.find(item, FakeMemory())
