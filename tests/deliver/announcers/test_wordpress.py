"""Posts on a real WordPress: what readers see, what lost answers do, what errors say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import requests
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import (
    FOLDER,
    PICTURE,
    a_release,
    a_workspace,
    an_announcement,
    files_in,
    told,
)
from tests.fakes import FakeWeb
from tests.servers.wordpress import WordPress, wordpress

from podcaster.deliver import deliver
from podcaster.deliver.announcers.wordpress.channel import WordPress as Website
from podcaster.deliver.announcers.wordpress.channel import wordpress as website
from podcaster.deliver.channel import How
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import NotSentError, OutcomeUnknownError
from podcaster.model.announcers import WordPressChannel
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.outside.web import RealWeb

PASSWORD = "PODCASTER_WEBSITE_PASSWORD"  # noqa: S105 - its name


@pytest.fixture
def server() -> WordPress:
    running = wordpress()
    running.empty()
    return running


def a_website(
    folder: Path,
    server: WordPress,
    role: str = "author",
    password: str | None = None,
    web: WebDoor | None = None,
    **changes: object,
) -> Website:
    settings = WordPressChannel.model_validate({**server.settings(role), **changes})
    secret = server.passwords[role] if password is None else password
    workspace = a_workspace(folder, web=web or RealWeb())
    return website("website", settings, replace(workspace, secrets={PASSWORD: secret}))


def through(channel: Website, web: WebDoor) -> Website:
    return replace(channel, interface=replace(channel.interface, web=web))


@dataclass
class ForgetfulWeb:
    """Sends everything, and loses the answer to one of the requests that change something."""

    lost: int
    changed: list[str] = field(default_factory=list)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        answer = RealWeb().send(method, url, headers=headers, body=body)
        if method == "POST":
            self.changed.append(url)
            if len(self.changed) == self.lost:
                raise OutcomeUnknownError(message("the answer is lost"))
        return answer


def test_readers_see_title_text_and_date(tmp_path: Path, server: WordPress) -> None:
    announcement = an_announcement(tmp_path)
    text = '<p>Ein <strong>Platz</strong><br>\nam <a href="https://a.test/?b=1">Abend</a></p>'
    html = f"<h2>{announcement.title.replace('&', '&amp;')}</h2>\n{text}"

    receipt = a_website(tmp_path, server).announce(replace(announcement, html=html), FakeMemory())

    (post,) = server.posts()
    assert receipt.url == post["link"]
    assert receipt.remote_id == str(post["id"])
    assert post["title"]["raw"] == announcement.title.replace("&", "&amp;")
    assert post["content"]["rendered"].strip() == text
    assert post["excerpt"]["raw"] == announcement.summary
    assert post["date_gmt"] == "2026-03-10T12:00:00"
    assert post["slug"].startswith("eins-")


def test_the_picture_is_uploaded_once_with_its_description(
    tmp_path: Path, server: WordPress
) -> None:
    alt = f"Ein Platz am „Abend“ & Regen {tmp_path.name}"
    channel = a_website(tmp_path, server)
    for item in ("episode/eins", "episode/zwei"):
        announcement = an_announcement(tmp_path, item, picture_alt=alt)
        number = channel.announce(announcement, FakeMemory()).remote_id or ""
        channel.update(number, announcement, FakeMemory())

    posts = server.posts()
    media = server.ask("GET", f"media/{posts[0]['featured_media']}", params={"context": "edit"})

    assert len(posts) == 2
    assert len({post["featured_media"] for post in posts}) == 1
    assert media["alt_text"] == alt
    assert requests.get(media["source_url"], timeout=60).content == PICTURE


def test_another_picture_takes_its_place_and_none_leaves_the_editors(
    tmp_path: Path, server: WordPress
) -> None:
    channel, first = a_website(tmp_path, server), an_announcement(tmp_path, picture_alt="A")
    number = channel.announce(first, FakeMemory()).remote_id or ""
    before = server.posts()[0]["featured_media"]

    channel.update(number, replace(first, picture_alt="Anders"), FakeMemory())
    after = server.posts()[0]["featured_media"]
    channel.update(number, replace(first, picture=None), FakeMemory())

    assert before != after
    assert server.posts()[0]["featured_media"] == after


def test_a_post_gets_the_categories_of_the_settings(tmp_path: Path, server: WordPress) -> None:
    made = server.ask("POST", "categories", json={"name": f"Podcast {tmp_path.name}"})

    a_website(tmp_path, server, categories=[made["id"]]).announce(
        an_announcement(tmp_path), FakeMemory()
    )

    assert [post["categories"] for post in server.posts()] == [[made["id"]]]


@pytest.mark.parametrize("lost", [1, 2, 3, 4])
def test_a_lost_answer_makes_no_second_post(tmp_path: Path, server: WordPress, lost: int) -> None:
    channels = {"public": FOLDER, "website": server.settings()}
    release = a_release(tmp_path, "eins", channels=channels)
    secrets = {PASSWORD: server.passwords["author"]}
    web = ForgetfulWeb(lost)

    for days in range(3):
        workspace = a_workspace(tmp_path, web=web, days=days)
        delivery = deliver(release, replace(workspace, secrets=secrets))

    assert len(web.changed) > lost or lost == 4
    assert told(delivery.standings, "website") == {"episode/eins": ("none", "done")}
    assert len(server.posts()) == 1
    assert server.posts("draft") == []
    stored = b"".join(files_in(tmp_path).values())
    assert server.passwords["author"].encode() not in stored


def test_a_draft_of_an_earlier_try_is_taken(tmp_path: Path, server: WordPress) -> None:
    channel, announcement = a_website(tmp_path, server), an_announcement(tmp_path)
    with pytest.raises(NotSentError):
        through(channel, ForgetfulWeb(3)).announce(announcement, FakeMemory())
    (draft,) = server.posts("draft")

    found = channel.find(announcement, FakeMemory())
    receipt = channel.announce(announcement, FakeMemory())

    assert found is not None
    assert (found.remote_id, found.public) == (str(draft["id"]), False)
    assert receipt.remote_id == str(draft["id"])
    assert len(server.posts()) == 1


def test_a_change_leaves_what_editors_decided(tmp_path: Path, server: WordPress) -> None:
    channel, announcement = a_website(tmp_path, server), an_announcement(tmp_path)
    number = channel.announce(announcement, FakeMemory()).remote_id or ""
    server.ask("POST", f"posts/{number}", json={"slug": "schoener", "status": "private"})

    changed = replace(announcement, title="Anders", html="<p>Anders</p>")
    receipt = channel.update(number, changed, FakeMemory())

    (post,) = server.posts("private")
    assert (post["title"]["raw"], post["slug"]) == ("Anders", "schoener")
    assert receipt.state is State.NEEDS_HUMAN
    assert "private" in str(receipt.why)


def test_a_post_that_others_deleted_is_not_made_anew(tmp_path: Path, server: WordPress) -> None:
    channel, announcement = a_website(tmp_path, server), an_announcement(tmp_path)
    number = channel.announce(announcement, FakeMemory()).remote_id or ""
    server.empty()

    receipt = channel.update(number, announcement, FakeMemory())

    assert receipt.state is State.NEEDS_HUMAN
    assert "restore it" in str(receipt.why)
    assert server.posts() == []


@pytest.mark.parametrize(
    ("role", "password", "said"),
    [
        ("author", "wrong-canary", "PODCASTER_<CHANNEL>_PASSWORD"),
        ("contributor", None, "role Author"),
        ("author", "", PASSWORD),
    ],
)
def test_who_may_not_post_is_told_what_to_do(
    tmp_path: Path, server: WordPress, role: str, password: str | None, said: str
) -> None:
    channel = a_website(tmp_path, server, role, password)

    receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    assert (receipt.state, receipt.how, receipt.stops) == (State.FAILED, How.REFUSED, True)
    assert said in str(receipt.why)
    assert "canary" not in str(receipt.why)
    assert server.posts() == []


def an_answer(status: int, body: str = "<html>", kind: str = "text/html") -> Answer:
    return Answer(status, {"content-type": kind}, body.encode())


NONE = an_answer(200, "[]", "application/json")
DRAFT = an_answer(201, json.dumps({"id": 7, "status": "draft"}), "application/json")


@pytest.mark.parametrize(
    ("answers", "state", "said"),
    [
        ([an_answer(404)], State.FAILED, "no WordPress interface"),
        ([an_answer(200)], State.FAILED, "no WordPress interface"),
        ([an_answer(301)], State.FAILED, "another address"),
        ([an_answer(503)], State.FAILED, "publish again later"),
        ([NONE, an_answer(500)], State.FAILED, "publish again later"),
        ([NONE, an_answer(429)], State.FAILED, "less often"),
        ([NONE, DRAFT, an_answer(502)], State.UNKNOWN, "may be there all the same"),
        ([NONE, DRAFT, an_answer(200)], State.UNKNOWN, "did not show the post"),
        ([NONE, DRAFT, an_answer(200, '{"id": true}')], State.UNKNOWN, "did not show"),
        ([NONE, DRAFT, DRAFT], State.NEEDS_HUMAN, "`draft`"),
    ],
)
def test_only_what_people_may_have_seen_is_in_doubt(
    tmp_path: Path, server: WordPress, answers: list[Answer], state: State, said: str
) -> None:
    channel = a_website(tmp_path, server, web=FakeWeb(list(answers)), picture=False)

    receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is state
    assert said in str(receipt.why)


MEDIA = an_answer(201, json.dumps({"id": 9}), "application/json")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([an_answer(503)], "publish again later"),
        ([NONE, an_answer(413)], "too large"),
        ([NONE, an_answer(400)], "`picture: false`"),
        ([NONE, an_answer(500)], "publish again later"),
        ([NONE, MEDIA, an_answer(403)], "role Author"),
        ([NONE, MEDIA, an_answer(502)], "publish again later"),
    ],
)
def test_nothing_is_seen_before_the_picture_is_there(
    tmp_path: Path, server: WordPress, answers: list[Answer], said: str
) -> None:
    web = FakeWeb(list(answers))

    receipt = a_website(tmp_path, server, web=web).announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is State.FAILED
    assert said in str(receipt.why)
    assert not [url for method, url in web.sent if "posts" in url]


@pytest.mark.parametrize("url", ["http://web.test", "https://web.test/?lang=de", "ftp://web.test"])
def test_passwords_go_to_encrypted_plain_addresses_only(url: str) -> None:
    with pytest.raises(ValidationError):
        WordPressChannel.model_validate({"type": "wordpress", "url": url, "user": "podcast"})
