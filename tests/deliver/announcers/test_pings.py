"""Pings: once per version of the feed, never before people get it, to whom the show wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, NOW, SITE, a_release, a_workspace, an_announcement, told
from tests.servers.json_server import Fault
from tests.servers.pings import KEY, SECRET, TOKEN, PingServer, PublicSite, ping_server

from podcaster.deliver import Order, deliver, plan
from podcaster.deliver.announcers.indexnow import IndexNow
from podcaster.deliver.announcers.websub import WebSub
from podcaster.deliver.channel import Receipt
from podcaster.errors import DeliveryError
from podcaster.model.artefacts import Document
from podcaster.model.delivery import Delivery, State
from podcaster.model.pings import IndexNowChannel
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb
from podcaster.render.site_keys import render_site_keys

FEED = f"{SITE}/feed.xml"
ITEM = "feed/feed.xml"

SECRETS: Mapping[str, str] = {
    "PODCASTER_PODPING_TOKEN": TOKEN,
    "PODCASTER_PODCASTINDEX_KEY": KEY,
    "PODCASTER_PODCASTINDEX_SECRET": SECRET,
}


@pytest.fixture
def server() -> Iterator[PingServer]:
    with ping_server() as running:
        yield running


def a_channel(kind: str, server: PingServer) -> Mapping[str, object]:
    more: Mapping[str, Mapping[str, object]] = {
        "websub": {"hubs": [f"{server.web.address}/hub"]},
        "indexnow": {"url": server.web.address, "key": "ein-wort-fuer-uns"},
    }
    return {"type": kind, **more.get(kind, {"url": server.web.address})}


def a_show(
    kind: str, folder: Path, server: PingServer, *slugs: str, text: str = "", public: bool = True
) -> Release:
    channels = {"public": FOLDER, kind: a_channel(kind, server)}
    release = a_release(folder, *(slugs or ("eins",)), channels=channels, text=text)
    keys = render_site_keys(release.mastered, release.settings)
    release = replace(release, artefacts=(*release.artefacts, *keys))
    if public:
        documents = (one for one in release.artefacts if isinstance(one, Document))
        server.public.update({one.path: one.content for one in documents})
    return release


def published(
    release: Release,
    folder: Path,
    server: PingServer,
    order: Order | None = None,
    secrets: Mapping[str, str] = SECRETS,
) -> Delivery:
    web = PublicSite(SITE, server.site.rstrip("/"))
    workspace = replace(a_workspace(folder, web=web), secrets=secrets)
    return deliver(release, workspace, order or Order())


@pytest.mark.parametrize(
    ("kind", "first", "later"),
    [
        ("websub", ["hub"], ["hub"]),
        ("podping", ["podping"], ["podping"]),
        ("podcastindex", ["added", "index"], ["index"]),
    ],
)
def test_each_version_of_the_feed_is_told_once(
    kind: str, first: list[str], later: list[str], tmp_path: Path, server: PingServer
) -> None:
    one = published(a_show(kind, tmp_path, server), tmp_path, server)
    published(a_show(kind, tmp_path, server), tmp_path, server)
    two = published(a_show(kind, tmp_path, server, "eins", "zwei"), tmp_path, server)
    three = published(a_show(kind, tmp_path, server, "eins", "zwei"), tmp_path, server)

    assert server.pings == [(name, FEED) for name in [*first, *later]]
    assert told(one.standings, kind) == {ITEM: ("announce", "done")}
    assert told(two.standings, kind) == {ITEM: ("update", "done")}
    assert told(three.standings, kind) == {ITEM: ("none", "done")}


@pytest.mark.parametrize("kind", ["websub", "podping", "podcastindex"])
def test_nobody_is_told_before_people_get_the_feed(
    kind: str, tmp_path: Path, server: PingServer
) -> None:
    hidden = a_show(kind, tmp_path, server, public=False)
    server.public["feed.xml"] = b"the old one"

    early = published(hidden, tmp_path, server)
    before = list(server.pings)
    later = published(a_show(kind, tmp_path, server), tmp_path, server)

    (row,) = [one for one in early.standings if one.channel == kind]
    assert before == []
    assert row.state is State.FAILED
    assert f"`{FEED}` does not show this version of the feed yet" in str(row.reason)
    assert told(later.standings, kind) == {ITEM: ("announce", "done")}


def test_publishing_one_item_tells_of_the_feed_too(tmp_path: Path, server: PingServer) -> None:
    release = a_show("podping", tmp_path, server, "eins", "zwei")

    published(release, tmp_path, server, Order(slugs=frozenset({"eins"})))

    assert server.pings == [("podping", FEED)]


def test_a_hub_that_is_ill_is_told_by_the_next_publish(tmp_path: Path, server: PingServer) -> None:
    release = a_show("websub", tmp_path, server)
    server.web.faults += [Fault("/hub", 503)] * 3

    first = published(release, tmp_path, server)
    server.web.faults.clear()
    second = published(release, tmp_path, server)

    assert told(first.standings, "websub")[ITEM][1] in {"unknown", "failed"}
    assert told(second.standings, "websub") == {ITEM: ("announce", "done")}


@pytest.mark.parametrize("status", [503, 403])
def test_of_several_hubs_only_those_are_told_again_that_were_ill(
    tmp_path: Path, server: PingServer, status: int
) -> None:
    hubs = tuple(f"{server.web.address}/hub?is={name}" for name in ("one", "two", "three"))
    channel = WebSub(hubs, RealWeb(), NOW)
    feed = an_announcement(tmp_path, ITEM, link=FEED)
    server.web.faults.append(Fault("/hub", status))
    memory = FakeMemory()

    first = an_outcome(lambda: channel.announce(feed, memory))
    second = channel.announce(feed, memory)
    third = channel.announce(feed, memory)

    assert first != "done"
    assert (str(second.state), str(third.state)) == ("done", "done")
    assert [one.query for one in server.web.heard] == [
        {"is": [name]} for name in ("one", "two", "three", "one", "one", "two", "three")
    ]


def test_another_version_is_news_to_those_who_know_the_one_before(
    tmp_path: Path, server: PingServer
) -> None:
    hubs = tuple(f"{server.web.address}/hub?is={name}" for name in ("one", "two"))
    channel = WebSub(hubs, PublicSite(SITE, server.site.rstrip("/")), NOW)
    server.web.faults.append(Fault("/hub", 403))
    memory = FakeMemory()

    for version in (b"one", b"another"):
        server.public["feed.xml"] = version
        digest = sha256(version).hexdigest()
        channel.announce(
            an_announcement(tmp_path, ITEM, link=FEED, data={"sha256": digest}), memory
        )

    asked = [one.query["is"][0] for one in server.web.heard if one.method == "POST"]
    assert asked == ["one", "two"] * 2


def test_the_ledger_keeps_what_was_told_and_whom(tmp_path: Path, server: PingServer) -> None:
    names = ("one", "two", "three")
    hubs = [f"{server.web.address}/hub?is={name}" for name in names]
    channels = {"public": FOLDER, "websub": {"type": "websub", "hubs": hubs}}

    def a_feed(text: str = "") -> Release:
        release = a_release(tmp_path, "eins", channels=channels, text=text)
        documents = (one for one in release.artefacts if isinstance(one, Document))
        server.public.update({one.path: one.content for one in documents})
        return release

    server.web.faults.append(Fault("/hub", 403))
    for _ in range(2):
        published(a_feed(), tmp_path, server)
    (row,) = [one for one in plan(a_feed(" neu"), a_workspace(tmp_path)) if one.item == ITEM]

    asked = [one.query["is"][0] for one in server.web.heard if one.method == "POST"]
    assert asked == [*names, "one"]
    assert (row.action, row.changes) == ("update", ())


def an_outcome(send: Callable[[], Receipt]) -> str:
    """Return how it stands, or what it failed with."""
    try:
        return str(send().state)
    except DeliveryError as error:
        return type(error).__name__


@pytest.mark.parametrize(
    ("kind", "secrets", "words"),
    [
        ("podping", {}, "PODCASTER_PODPING_TOKEN"),
        ("podping", {"PODCASTER_PODPING_TOKEN": "canary-wrong"}, "does not let us in"),
        ("podcastindex", {**SECRETS, "PODCASTER_PODCASTINDEX_KEY": "canary"}, "take the key"),
    ],
)
def test_a_secret_that_lacks_or_is_no_good_is_said(
    kind: str, secrets: Mapping[str, str], words: str, tmp_path: Path, server: PingServer
) -> None:
    delivery = published(a_show(kind, tmp_path, server), tmp_path, server, secrets=secrets)

    (row,) = [one for one in delivery.standings if one.channel == kind]
    assert row.state is State.FAILED
    assert words in str(row.reason)
    assert "canary" not in str(row)
    assert server.pings == []


def test_a_feed_that_the_index_knows_needs_no_key(tmp_path: Path, server: PingServer) -> None:
    published(a_show("podcastindex", tmp_path, server), tmp_path, server, secrets={})

    assert server.pings == [("index", FEED)]


def test_search_engines_are_told_of_new_and_changed_pages_only(
    tmp_path: Path, server: PingServer
) -> None:
    published(a_show("indexnow", tmp_path, server), tmp_path, server)
    published(a_show("indexnow", tmp_path, server), tmp_path, server)
    published(a_show("indexnow", tmp_path, server, "eins", "zwei"), tmp_path, server)
    published(a_show("indexnow", tmp_path, server, "eins", "zwei", text="!"), tmp_path, server)

    one, two = (f"{SITE}/episodes/{slug}/index.html" for slug in ("eins", "zwei"))
    assert server.pings == [("indexnow", page) for page in (one, two, one, two)]


def test_no_page_is_told_before_its_key_is_in_public(tmp_path: Path, server: PingServer) -> None:
    delivery = published(a_show("indexnow", tmp_path, server, public=False), tmp_path, server)

    (row,) = [one for one in delivery.standings if one.channel == "indexnow"]
    assert row.state is State.FAILED
    assert "does not show the key yet" in str(row.reason)
    assert server.pings == []


def test_the_key_s_file_holds_the_key_and_stands_where_engines_look(tmp_path: Path) -> None:
    channels = {"public": FOLDER, "x": {"type": "indexnow", "key": "ein-wort-fuer-uns"}}
    release = a_release(tmp_path, "eins", channels=channels)

    (file,) = render_site_keys(release.mastered, release.settings)

    assert (file.path, file.content) == ("ein-wort-fuer-uns.txt", b"ein-wort-fuer-uns")
    assert file.mime_type == "text/plain"


@pytest.mark.parametrize("key", ["kurz", "mit blank drin", "../feed", "a" * 129])
def test_a_key_is_a_word_that_may_be_a_file_s_name(key: str) -> None:
    with pytest.raises(ValidationError):
        IndexNowChannel.model_validate({"type": "indexnow", "key": key})


def test_an_item_without_a_page_here_is_not_submitted(tmp_path: Path, server: PingServer) -> None:
    release = a_show("indexnow", tmp_path, server)
    news = an_announcement(tmp_path, "news/anderswo", link="https://anderswo.test/")

    delivery = published(
        replace(release, announcements=(*release.announcements, news)), tmp_path, server
    )

    assert list(told(delivery.standings, "indexnow")) == ["episode/eins"]


def test_an_engine_that_did_not_find_the_key_is_asked_again(
    tmp_path: Path, server: PingServer
) -> None:
    web = PublicSite(SITE, server.site.rstrip("/"))
    server.public["ein-wort-fuer-uns.txt"] = b"ein-wort-fuer-uns"
    server.web.faults.append(Fault("/indexnow", 403))
    channel = IndexNow("ein-wort-fuer-uns", server.web.address, web, a_workspace(tmp_path).now)

    receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is State.FAILED
    assert "did not find the key" in str(receipt.why)
