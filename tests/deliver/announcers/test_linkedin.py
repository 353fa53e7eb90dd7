"""LinkedIn with a token: what readers see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import PLAIN, FakeMemory, a_page, published
from tests.deliver.releases import (
    LINKEDIN,
    PICTURE,
    an_announcement,
    told,
)
from tests.fakes import FakeWeb
from tests.servers.linkedin import LONGEST_TEXT, LinkedIn, linkedin_server, rendered

from podcaster.deliver.announcers.linkedin.little import length
from podcaster.deliver.announcers.linkedin.post import post_body
from podcaster.doors.web import Answer
from podcaster.errors import RefusedError
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.delivery import State


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def test_readers_see_the_text_the_card_and_the_picture(tmp_path: Path, server: LinkedIn) -> None:
    announcement = an_announcement(tmp_path)

    receipt = a_page(tmp_path, server).announce(announcement, FakeMemory())

    post, (image,) = server.posts[0], server.images
    assert post.rendered == announcement.post
    assert post.body["content"]["article"] == {
        "source": announcement.link,
        "title": announcement.title,
        "description": announcement.summary,
        "thumbnail": image,
        "thumbnailAltText": "Ein Platz am Abend",
    }
    assert server.images[image]["bytes"] == PICTURE
    assert receipt.state is State.DONE
    assert receipt.url == f"https://www.linkedin.com/feed/update/{post.urn}/"


def test_the_intent_is_kept_before_the_post_leaves(tmp_path: Path, server: LinkedIn) -> None:
    memory = FakeMemory()

    a_page(tmp_path, server).announce(an_announcement(tmp_path), memory)

    assert memory.order == ["prepare", "prepare", "leave"]
    assert memory.facts["request"]["commentary"] == server.posts[0].raw


def test_an_item_without_a_picture_is_posted_without(tmp_path: Path, server: LinkedIn) -> None:
    announcement = an_announcement(tmp_path, picture=None)

    a_page(tmp_path, server).announce(announcement, FakeMemory())

    assert "thumbnail" not in server.posts[0].body["content"]["article"]
    assert not server.images


def test_the_post_waits_until_the_picture_can_be_seen(tmp_path: Path, server: LinkedIn) -> None:
    server.polls_until_ready = 4

    a_page(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    looks = [path for method, path in server.requests if method == "GET"]
    assert len(looks) == 4
    assert len(server.posts) == 1


def test_a_picture_is_uploaded_once_however_often_it_is_tried(
    tmp_path: Path, server: LinkedIn
) -> None:
    server.polls_until_ready = 15
    memory, page = FakeMemory(), a_page(tmp_path, server)
    with pytest.raises(RefusedError, match="still at work"):
        page.announce(an_announcement(tmp_path), memory)
    server.polls_until_ready = 1

    receipt = page.announce(an_announcement(tmp_path), memory)

    assert receipt.state is State.DONE
    assert len(server.images) == 1


def test_a_picture_linkedin_cannot_use_stops_the_post(tmp_path: Path, server: LinkedIn) -> None:
    server.picture_fails = True

    delivery = published(tmp_path, server)

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert "save it anew as JPEG or PNG" in str(delivery.standings[-1].reason)
    assert not server.posts


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.test",
        "http://www.linkedin.com",
        "https://linkedin.com.evil.test",
        "https://evillinkedin.com",
        "file:///etc",
        "https://[",
    ],
)
def test_a_picture_goes_to_linkedin_only(tmp_path: Path, server: LinkedIn, address: str) -> None:
    server.upload_address = address

    with pytest.raises(RefusedError, match="not its own"):
        a_page(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    assert not server.posts


def test_a_real_interface_may_not_name_a_loopback_address(tmp_path: Path, server: LinkedIn) -> None:
    images = {"value": {"uploadUrl": "http://127.0.0.1:1/x", "image": "urn:li:image:1"}}
    web = FakeWeb([Answer(200, {}, json.dumps(images).encode())])
    page = a_page(tmp_path, server, web=web, api="https://api.linkedin.com")

    with pytest.raises(RefusedError, match="not its own"):
        page.announce(an_announcement(tmp_path), FakeMemory())


words = st.lists(st.sampled_from(["Bürger*innen", "#Platz", "(neu)", "[x]", "Stadt"]), max_size=900)


@given(words)
def test_the_post_always_fits_and_keeps_title_and_link(text: list[str]) -> None:
    post = f"{PLAIN.title}\n\n{' '.join(text)}\n\n{PLAIN.link}"
    announcement = replace(PLAIN, post=post)

    commentary = str(post_body(announcement, "1")["commentary"])

    assert length(commentary) <= LONGEST_TEXT
    assert announcement.title in rendered(commentary)
    assert rendered(commentary).endswith(announcement.link)


@pytest.mark.parametrize(
    "api",
    ["https://api.linkedin.com", "http://127.0.0.1:90", "http://[::1]:90", "http://localhost"],
)
def test_the_interface_is_linkedins_own_or_on_this_machine(api: str) -> None:
    assert LinkedInChannel.model_validate({**LINKEDIN, "api": api}).api == api


@pytest.mark.parametrize(
    "api",
    [
        "https://evil.test",
        "http://api.linkedin.com",
        "https://api.linkedin.com.evil.test",
        "https://localhost.evil.test",
        "https://169.254.169.254",
    ],
)
def test_a_token_is_sent_nowhere_else(api: str) -> None:
    with pytest.raises(ValidationError, match="loopback address"):
        LinkedInChannel.model_validate({**LINKEDIN, "api": api})
