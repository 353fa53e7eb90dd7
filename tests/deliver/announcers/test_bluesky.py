"""Posts on Bluesky: names that make sending again harmless, links and hashtags by bytes, cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import PLAIN, FakeMemory
from tests.deliver.releases import FOLDER, NOW, PICTURE, a_release, a_workspace, told
from tests.deliver.releases import an_announcement as a_german_one
from tests.servers.bluesky import DID, HANDLE, PASSWORD, TID, bluesky_server, said_at
from tests.servers.bluesky import Bluesky as Server
from tests.servers.json_server import Fault

from podcaster.deliver import deliver
from podcaster.deliver.announcers.bluesky.channel import Bluesky, bluesky
from podcaster.deliver.announcers.bluesky.post import SORTABLE, facets_of, tid_of
from podcaster.model.delivery import Delivery, State
from podcaster.model.networks import BlueskyChannel
from podcaster.outside.web import RealWeb


@pytest.fixture
def server() -> Iterator[Server]:
    with bluesky_server() as running:
        yield running


def an_account(folder: Path, server: Server, password: str = PASSWORD) -> Bluesky:
    given = {"type": "bluesky", "url": server.web.address, "handle": HANDLE}
    workspace = a_workspace(folder, web=RealWeb())
    secrets = {"PODCASTER_SKY_PASSWORD": password}
    settings = BlueskyChannel.model_validate(given)
    return bluesky("sky", settings, replace(workspace, secrets=secrets))


def published(folder: Path, server: Server, *slugs: str, minutes: float = 0) -> Delivery:
    sky = {"type": "bluesky", "url": server.web.address, "handle": HANDLE}
    release = a_release(folder, *slugs, channels={"public": FOLDER, "sky": sky})
    workspace = a_workspace(folder, web=RealWeb(), days=minutes / 1440)
    return deliver(release, replace(workspace, secrets={"PODCASTER_SKY_PASSWORD": PASSWORD}))


def test_a_post_has_a_card_with_a_picture_and_marked_words(tmp_path: Path, server: Server) -> None:
    item = a_german_one(tmp_path)

    receipt = an_account(tmp_path, server).announce(item, FakeMemory())

    [(name, post)] = server.posts.items()
    card = post["embed"]["external"]
    assert receipt.url == f"https://bsky.app/profile/{HANDLE}/post/{name}"
    assert receipt.remote_id == f"at://{DID}/app.bsky.feed.post/{name}"
    assert [said_at(post["text"], one) for one in post["facets"]] == [
        ("#Prävention", "Prävention"),
        (item.link, item.link),
    ]
    assert (card["uri"], card["title"]) == (item.link, item.title)
    assert list(server.blobs.values()) == [PICTURE]
    assert post["langs"] == ["de"]


@pytest.mark.parametrize("effect", [True, False])
@pytest.mark.parametrize("status", [0, 502])
def test_a_lost_answer_is_sent_again_and_changes_nothing(
    tmp_path: Path, server: Server, status: int, effect: bool
) -> None:
    server.web.faults += [Fault("putRecord", status, effect)] * 4

    first = published(tmp_path, server, "eins")
    before = dict(server.posts)
    server.web.faults.clear()
    second = published(tmp_path, server, "eins", minutes=60)

    assert told(first.standings, "sky")["episode/eins"][1] in {"failed", "unknown"}
    assert told(second.standings, "sky") == {"episode/eins": ("announce", "done")}
    assert len(server.posts) == 1
    assert not before or server.posts == before


def test_one_login_serves_a_whole_run(tmp_path: Path, server: Server) -> None:
    published(tmp_path, server, "eins", "zwei", "drei")

    assert len(server.posts) == 3
    assert len(server.web.calls("POST", "createSession")) == 1


def test_a_picture_too_large_for_a_card_is_left_out(tmp_path: Path, server: Server) -> None:
    item = a_german_one(tmp_path)
    assert item.picture is not None
    large = replace(item.picture, size_bytes=1_000_001)

    receipt = an_account(tmp_path, server).announce(replace(item, picture=large), FakeMemory())

    [post] = server.posts.values()
    assert receipt.state is State.DONE
    assert "thumb" not in post["embed"]["external"]
    assert server.blobs == {}


@pytest.mark.parametrize(
    ("password", "words"), [("", "PODCASTER_SKY_PASSWORD"), ("wrong", "does not let the account")]
)
def test_a_password_that_lacks_or_is_no_good_is_said(
    tmp_path: Path, server: Server, password: str, words: str
) -> None:
    receipt = an_account(tmp_path, server, password).announce(a_german_one(tmp_path), FakeMemory())

    assert receipt.state is State.FAILED
    assert receipt.stops
    assert words in str(receipt.why)


def test_a_server_that_wants_less_says_when(tmp_path: Path, server: Server) -> None:
    at = str(int((NOW + timedelta(hours=2)).timestamp()))
    server.web.faults.append(Fault("createSession", 429, headers={"ratelimit-reset": at}))

    receipt = an_account(tmp_path, server).announce(a_german_one(tmp_path), FakeMemory())

    assert receipt.not_before == NOW + timedelta(hours=2)


@given(st.datetimes(), st.text(max_size=5), st.text(max_size=5))
def test_names_are_valid_differ_by_item_and_sort_by_time(at: object, one: str, two: str) -> None:
    del at
    first, second = (tid_of(replace(PLAIN, guid=guid), "sky") for guid in (one, two))
    later = tid_of(replace(PLAIN, published_at=NOW + timedelta(seconds=1)), "sky")

    assert TID.fullmatch(first)
    assert (first == second) == (one == two)
    assert first < later


def test_a_name_holds_the_moment() -> None:
    number = 0
    for sign in tid_of(PLAIN, "sky"):
        number = number << 5 | SORTABLE.index(sign)

    assert number >> 63 == 0
    assert (number >> 10) // 1_000_000 == int(NOW.timestamp())


@given(st.text(st.sampled_from("aä#1 .,)😀\n/:…")), st.text(st.sampled_from("aä#1 .,)😀\n")))
def test_every_mark_covers_what_it_says(before: str, after: str) -> None:
    text = f"{before} https://stadt.test/plätze?a=1#b) {after} #Prävention!"

    marks = [said_at(text, one) for one in facets_of(text)]

    assert ("https://stadt.test/plätze?a=1#b", "https://stadt.test/plätze?a=1#b") in marks
    assert ("#Prävention", "Prävention") in marks
    assert all(words in {there, f"#{there}"} for words, there in marks)
    assert not [there for words, there in marks if words.startswith("#") and there.isdigit()]


@pytest.mark.parametrize("handle", ["@podcast.stadt.test", "podcast", "https://bsky.app/x"])
def test_a_handle_is_written_as_bluesky_shows_it_without_the_sign(handle: str) -> None:
    with pytest.raises(ValidationError):
        BlueskyChannel.model_validate({"type": "bluesky", "handle": handle})


def test_a_session_that_expired_is_begun_anew_and_posts_once(
    tmp_path: Path, server: Server
) -> None:
    server.expired = 1

    receipt = an_account(tmp_path, server).announce(a_german_one(tmp_path), FakeMemory())

    logins = [one for one in server.web.heard if one.path.endswith("createSession")]
    assert receipt.state is State.DONE
    assert (len(server.posts), len(logins)) == (1, 2)
